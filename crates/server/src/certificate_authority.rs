//! `/ca/…`: the certificates of the authority that signs what customers buy, for clients to trust, and the list of what
//! was revoked (RFC 5280 sections 4.2.1.13 and 4.2.2.1 name HTTP for both).

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use registrar::certificates::revocation::revoked;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::app::App;

/// RFC 8555 section 9.1.
const PEM: &str = "application/pem-certificate-chain";
/// RFC 2585 section 4.
const CERTIFICATE: &str = "application/pkix-cert";
const LIST: &str = "application/pkix-crl";

pub async fn root(State(app): State<Arc<App>>) -> Response {
    file(PEM, app.runner.authority().root().to_owned())
}

pub async fn intermediates(State(app): State<Arc<App>>) -> Response {
    file(PEM, app.runner.authority().intermediates().concat())
}

pub async fn intermediate_der(State(app): State<Arc<App>>) -> Response {
    let first = app.runner.authority().intermediates().first();
    match first.and_then(|pem| CertificateDer::from_pem_slice(pem.as_bytes()).ok()) {
        Some(certificate) => file(CERTIFICATE, certificate.to_vec()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The list as it is now.
pub async fn list(State(app): State<Arc<App>>) -> Response {
    let found = app.runner.scan(|cx| Ok((revoked(cx)?, cx.now))).await;
    let list = match found {
        Ok((revoked, now)) => app.runner.authority().revocation_list(&revoked, now),
        Err(error) => {
            tracing::error!(%error, "the revocation list cannot be read");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    match list {
        Ok(list) => file(LIST, list),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn file(kind: &'static str, content: impl IntoResponse) -> Response {
    let mut response = ([(CACHE_CONTROL, "no-cache")], content).into_response();
    response.headers_mut().insert(CONTENT_TYPE, axum::http::HeaderValue::from_static(kind));
    response
}
