//! What every request is answered from.

use std::sync::Arc;

use registrar::clock::Clock;
use registrar::runner::Runner;
use wire::envelope::Form;

use crate::forwarded::TrustedProxies;
use crate::gate::browser::Names;
use crate::gate::denied::Denied;
use crate::gate::rate_limit::RateLimit;
use crate::gate::wrong_keys::WrongKeys;
use crate::metrics::Metrics;

/// What every request is answered from.
pub struct App {
    pub runner: Runner,
    pub real_clock: Arc<dyn Clock>,
    pub names: Names,
    pub denied: Arc<Denied>,
    pub trusted_proxies: TrustedProxies,
    pub wrong_keys: Arc<WrongKeys>,
    pub rate_limit: RateLimit,
    pub metrics: Metrics,
    /// Has the commands of a sandbox, which move the clock.
    pub is_sandbox: bool,
    /// The word in the element Server of every answer.
    pub server_name: String,
    /// Of the answers of `ssl.*`, where that is not the main one.
    pub ssl_form: Form,
}
