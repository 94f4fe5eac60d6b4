//! The HTTP application: its routes, and what they share.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use registrar::clock::Clock;
use registrar::runner::Runner;

use crate::connection::Peer;
use crate::gate::browser::{self, Names};
use crate::gate::denied::Denied;
use crate::gate::rate_limit::RateLimit;
use crate::gate::wrong_keys::WrongKeys;
use crate::{get_ip, health, xml_endpoint};

/// What every request is answered from.
pub struct App {
    pub runner: Runner,
    pub real_clock: Arc<dyn Clock>,
    pub names: Names,
    pub denied: Arc<Denied>,
    pub wrong_keys: Arc<WrongKeys>,
    pub rate_limit: RateLimit,
    /// The word in the element Server of every answer.
    pub server_name: String,
}

/// The routes. Another path is 404 and another method 501, never 405: clients take that for the rate limit and call
/// again (gate.md section 6).
pub fn router(app: App) -> Router {
    let app = Arc::new(app);
    let browsers = Arc::clone(&app);
    Router::new()
        .route("/xml.response", axum::routing::any(xml_endpoint::answer))
        .route("/xml.response/", axum::routing::any(xml_endpoint::answer))
        .route("/getip", get(get_ip::answer).fallback(not_implemented))
        .route("/health/live", get(health::live).fallback(not_implemented))
        .route("/health/ready", get(health::ready).fallback(not_implemented))
        .fallback(not_found)
        .layer(axum::middleware::from_fn(move |request, next| {
            keep_browsers_out(Arc::clone(&browsers), request, next)
        }))
        .with_state(app)
}

async fn keep_browsers_out(app: Arc<App>, request: Request, next: axum::middleware::Next) -> Response {
    let Some(peer) = request.extensions().get::<Peer>() else {
        return axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match browser::judge(&app.names, peer.local, request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(status) => status.into_response(),
    }
}

/// The answer to a method that a path does not have.
pub async fn not_implemented() -> Response {
    axum::http::StatusCode::NOT_IMPLEMENTED.into_response()
}

async fn not_found() -> Response {
    axum::http::StatusCode::NOT_FOUND.into_response()
}
