//! The header X-Namegate-Request: the id under which the request log has a call.

use axum::http::HeaderValue;
use registrar::request_log::RequestId;

pub const HEADER: &str = "x-namegate-request";

/// The value of the header.
pub fn value(id: RequestId) -> HeaderValue {
    // Hex digits are always a header value.
    HeaderValue::from_bytes(&id.digits()).unwrap_or_else(|_| HeaderValue::from_static("unknown"))
}
