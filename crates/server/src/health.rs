//! Whether the process lives, and whether it can answer calls.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;

pub async fn live() -> &'static str {
    "live\n"
}

/// Ready when the store can be read, and what other processes changed in it is followed.
pub async fn ready(State(app): State<Arc<App>>) -> (StatusCode, &'static str) {
    let is_behind = app.runner.controls().following.is_behind(app.real_clock.now());
    match app.runner.read(|cx| cx.tx.account(0)) {
        Ok(_) if is_behind => (StatusCode::SERVICE_UNAVAILABLE, "behind other processes\n"),
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
