//! Counters of calls, in the OpenMetrics text format at `/metrics`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

use crate::app::App;

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
    /// Counts a call of a declared command.
    pub fn count(&self, command: &'static str, ended: Ended) {
        self.calls.get_or_create(&Labels { command, ended }).inc();
    }
}

/// Answers `/metrics`.
pub async fn answer(State(app): State<Arc<App>>) -> Response {
    let mut text = String::new();
    match encode(&mut text, &app.metrics.registry) {
        Ok(()) => {
            let content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(CONTENT_TYPE, content_type)], text).into_response()
        }
        Err(_) => axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
