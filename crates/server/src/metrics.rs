//! Counters of calls.

use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

/// How a call of a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum Ended {
    Answered,
    Refused,
    /// Refused by the gate.
    NotAdmitted,
    /// The store failed.
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    /// A declared command; nothing a caller sent, so that no caller can fill the memory.
    command: &'static str,
    ended: Ended,
}

/// What is counted.
pub struct Metrics {
    registry: Registry,
    calls: Family<Labels, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("namegate");
        let calls = Family::default();
        registry.register("calls", "Calls of the API by command and how they ended", calls.clone());
        Metrics { registry, calls }
    }
}

impl Metrics {
    /// All of it in the OpenMetrics text format.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }

    /// Counts a call of a declared command.
    pub fn count(&self, command: &'static str, ended: Ended) {
        self.calls.get_or_create(&Labels { command, ended }).inc();
    }
}
