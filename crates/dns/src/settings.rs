//! Limits of the name server.

use std::sync::Arc;
use std::time::Duration;

use crate::alias::AliasResolver;

/// Limits of a [`crate::Server`].
#[derive(Clone)]
pub struct Settings {
    /// Threads that answer by UDP, 1 or more. TCP has one of its own.
    pub workers: usize,
    /// How long a TCP connection may take to send a whole question or to take an answer (RFC 7766 section 6.2.3).
    pub tcp_idle: Duration,
    /// TCP connections at a time; more are closed at once.
    pub tcp_connections: usize,
    /// TCP connections of one address at a time.
    pub tcp_connections_per_address: usize,
    /// Where the addresses of ALIAS targets outside come from; without one they stay unknown.
    pub alias_resolver: Option<Arc<dyn AliasResolver>>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            workers: 1,
            tcp_idle: Duration::from_secs(10),
            tcp_connections: 1_024,
            tcp_connections_per_address: 128,
            alias_resolver: None,
        }
    }
}
