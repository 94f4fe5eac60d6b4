//! The routes of the HTTP application.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use registrar::ports::ca;

use crate::app::App;
use crate::door::DoorLayer;
use crate::{
    add_funds_page, approval_page, certificate_authority, get_ip, health, metrics_endpoint, xml_endpoint,
};

/// The routes. Another path is 404 and another method 501, never 405: clients take that for the rate limit and call
/// again (gate.md section 6).
pub fn router(app: App) -> Router {
    let app = Arc::new(app);
    let door = DoorLayer(Arc::clone(&app));
    Router::new()
        .route("/xml.response", axum::routing::any(xml_endpoint::answer))
        .route("/xml.response/", axum::routing::any(xml_endpoint::answer))
        .route("/approve", get(approval_page::show).post(approval_page::approve).fallback(not_implemented))
        .route(ca::LIST_PATH, get(certificate_authority::list).fallback(not_implemented))
        .route(ca::INTERMEDIATE_PATH, get(certificate_authority::intermediate_der).fallback(not_implemented))
        .route(ca::CHAIN_PATH, get(certificate_authority::intermediates).fallback(not_implemented))
        .route(ca::ROOT_PATH, get(certificate_authority::root).fallback(not_implemented))
        .route("/addfunds", get(add_funds_page::show).post(add_funds_page::choose).fallback(not_implemented))
        .route("/getip", get(get_ip::answer).fallback(not_implemented))
        .route("/health/live", get(health::live).fallback(not_implemented))
        .route("/health/ready", get(health::ready).fallback(not_implemented))
        .route("/metrics", get(metrics_endpoint::answer).fallback(not_implemented))
        .fallback(not_found)
        .layer(door)
        .with_state(app)
}

/// The answer to a method that a path does not have.
async fn not_implemented() -> Response {
    StatusCode::NOT_IMPLEMENTED.into_response()
}

async fn not_found() -> Response {
    StatusCode::NOT_FOUND.into_response()
}
