//! The routes of the HTTP application.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::connection::Peer;
use crate::gate::browser;
use crate::{get_ip, health, metrics, request_id, xml_endpoint};

/// The routes. Another path is 404 and another method 501, never 405: clients take that for the rate limit and call
/// again (gate.md section 6).
pub fn router(app: App) -> Router {
    let app = Arc::new(app);
    let door = Arc::clone(&app);
    Router::new()
        .route("/xml.response", axum::routing::any(xml_endpoint::answer))
        .route("/xml.response/", axum::routing::any(xml_endpoint::answer))
        .route("/getip", get(get_ip::answer).fallback(not_implemented))
        .route("/health/live", get(health::live).fallback(not_implemented))
        .route("/health/ready", get(health::ready).fallback(not_implemented))
        .route("/metrics", get(metrics::answer).fallback(not_implemented))
        .fallback(not_found)
        .layer(from_fn(move |request, next| at_the_door(Arc::clone(&door), request, next)))
        .with_state(app)
}

/// What every request passes: it is judged by its headers, and its answer gets an id.
async fn at_the_door(app: Arc<App>, request: Request, next: Next) -> Response {
    let judged = match request.extensions().get::<Peer>() {
        Some(peer) => browser::judge(&app.names, peer.local, request.uri(), request.headers()),
        // Every listener introduces its peers.
        None => Err(StatusCode::INTERNAL_SERVER_ERROR),
    };
    let mut response = match judged {
        Ok(()) => next.run(request).await,
        Err(status) => status.into_response(),
    };
    response.headers_mut().insert("x-namegate-request", request_id::new());
    response
}

/// The answer to a method that a path does not have.
async fn not_implemented() -> Response {
    StatusCode::NOT_IMPLEMENTED.into_response()
}

async fn not_found() -> Response {
    StatusCode::NOT_FOUND.into_response()
}
