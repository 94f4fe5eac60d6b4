//! The parameters of an HTTP request: those of the query, of a form body and of a multipart body, merged.

use std::error::Error;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{CONNECTION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use wire::Params;

use crate::patience::BodyTooSlow;

/// Most octets of a body.
pub const MOST_BODY: usize = 1_048_576;

/// Why a body could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    TooLarge,
    Late,
    Broken,
}

impl IntoResponse for Unreadable {
    /// A body that cannot be read to its end leaves the connection unusable, so it is closed.
    fn into_response(self) -> Response {
        let status = match self {
            Unreadable::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Unreadable::Late => StatusCode::REQUEST_TIMEOUT,
            Unreadable::Broken => StatusCode::BAD_REQUEST,
        };
        (status, [(CONNECTION, "close")]).into_response()
    }
}

/// Reads the parameters of a request.
pub async fn read(request: Request) -> Result<Params, Unreadable> {
    let (head, body) = request.into_parts();
    let query = Params::decode(head.uri.query().unwrap_or_default().as_bytes());
    let form = match whole(body).await? {
        body if body.is_empty() => Vec::new(),
        body => form(&head.headers, body).await,
    };
    Ok(Params::merge(query, form))
}

async fn whole(body: Body) -> Result<Bytes, Unreadable> {
    match Limited::new(body, MOST_BODY).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if caused_by::<LengthLimitError>(&*error) => Err(Unreadable::TooLarge),
        Err(error) if caused_by::<BodyTooSlow>(&*error) => Err(Unreadable::Late),
        Err(_) => Err(Unreadable::Broken),
    }
}

fn caused_by<E: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    error.is::<E>() || error.source().is_some_and(caused_by::<E>)
}

/// A body of any other type is read as a form: the real service's clients send some without a type.
async fn form(headers: &HeaderMap, body: Bytes) -> Vec<(String, String)> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match multer::parse_boundary(content_type) {
        Ok(boundary) => multipart(boundary, body).await,
        Err(_) => Params::decode(&body),
    }
}

/// The fields of a multipart body up to the first that is broken; file contents count as values.
async fn multipart(boundary: String, body: Bytes) -> Vec<(String, String)> {
    let stream = futures_util::stream::once(std::future::ready(Ok::<_, std::convert::Infallible>(body)));
    let mut parts = multer::Multipart::new(stream, boundary);
    let mut fields = Vec::new();
    while let Ok(Some(field)) = parts.next_field().await {
        let Some(name) = field.name().map(str::to_owned) else { continue };
        match field.bytes().await {
            Ok(value) => fields.push((name, String::from_utf8_lossy(&value).into_owned())),
            Err(_) => break,
        }
    }
    fields
}
