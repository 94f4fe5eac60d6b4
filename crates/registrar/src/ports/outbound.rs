//! The port to the network outside: the one door by which this server asks others. What it finds is never shown to
//! callers, who could use it to look where they cannot reach.

use std::net::IpAddr;

use super::registry::Answer;

/// Why the outside was not reached.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreached {
    #[error("the name was not looked up: {0}")]
    Name(String),
    #[error("the name has no address that may be asked")]
    Address,
    #[error("nothing, or nothing of use, was answered")]
    Answer,
}

/// What a name leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    pub addresses: Vec<IpAddr>,
    /// For how many seconds they stand.
    pub ttl: u32,
}

/// The network outside.
pub trait Outbound: Send + Sync {
    /// The file at a path of a host, as HTTP has it on the port of the web. Redirects are not followed.
    fn file<'a>(&'a self, host: &'a str, path: &'a str) -> Answer<'a, Result<Vec<u8>, Unreached>>;

    /// The addresses of a name; none if it has none.
    fn addresses<'a>(&'a self, name: &'a str) -> Answer<'a, Result<Addresses, Unreached>>;

    /// Where the CNAME record of a name points; `None` if it has none.
    fn canonical_name<'a>(&'a self, name: &'a str) -> Answer<'a, Result<Option<String>, Unreached>>;
}
