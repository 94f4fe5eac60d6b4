//! The parameters of an HTTP request: those of the query, of a form body and of a multipart body, merged.

use std::error::Error;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{CONNECTION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use wire::Params;

use crate::patience::BodyTooSlow;

/// Most octets of a body.
pub const MOST_BODY: usize = 1_048_576;
/// Most octets of a body whose sender may send more than others.
pub const MOST_LARGE_BODY: usize = 64 * MOST_BODY;

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

/// Reads the parameters of a request. Once a body is longer than [`MOST_BODY`], `may_send_more` is asked about the
/// parameters that came so far.
pub async fn read(request: Request, may_send_more: impl Fn(&Params) -> bool) -> Result<Params, Unreadable> {
    let (head, body) = request.into_parts();
    let query = || of_query(&head.uri);
    let form = match begun(body).await? {
        Begun::Whole(octets) if octets.is_empty() => Params::default(),
        Begun::Whole(octets) => form(&head.headers, octets).await,
        Begun::Long { octets, rest } => {
            let so_far = form(&head.headers, Bytes::copy_from_slice(&octets)).await;
            if !may_send_more(&Params::merge(query(), so_far)) {
                return Err(Unreadable::TooLarge);
            }
            form(&head.headers, all(octets, rest).await?).await
        }
    };
    Ok(Params::merge(query(), form))
}

/// The parameters of a query.
pub fn of_query(uri: &Uri) -> Params {
    Params::decode(uri.query().unwrap_or_default().as_bytes())
}

/// A body of which as much was read as anybody may send.
enum Begun {
    Whole(Bytes),
    Long { octets: Vec<u8>, rest: Body },
}

async fn begun(mut body: Body) -> Result<Begun, Unreadable> {
    let first = next(&mut body).await?.unwrap_or_default();
    let second = next(&mut body).await?.unwrap_or_default();
    if second.is_empty() && first.len() <= MOST_BODY {
        // Most bodies come in one piece, which is not copied.
        return Ok(Begun::Whole(first));
    }
    let mut octets = Vec::from(first);
    octets.extend_from_slice(&second);
    while octets.len() <= MOST_BODY {
        match next(&mut body).await? {
            Some(piece) => octets.extend_from_slice(&piece),
            None => return Ok(Begun::Whole(octets.into())),
        }
    }
    Ok(Begun::Long { octets, rest: body })
}

async fn all(mut octets: Vec<u8>, mut rest: Body) -> Result<Bytes, Unreadable> {
    while let Some(piece) = next(&mut rest).await? {
        if octets.len() + piece.len() > MOST_LARGE_BODY {
            return Err(Unreadable::TooLarge);
        }
        octets.extend_from_slice(&piece);
    }
    Ok(octets.into())
}

/// The next piece of a body.
async fn next(body: &mut Body) -> Result<Option<Bytes>, Unreadable> {
    loop {
        match body.frame().await {
            None => return Ok(None),
            // A trailer says nothing here.
            Some(Ok(frame)) => {
                if let Some(data) = frame.into_data().ok().filter(|data| !data.is_empty()) {
                    return Ok(Some(data));
                }
            }
            Some(Err(error)) if caused_by::<BodyTooSlow>(&error) => return Err(Unreadable::Late),
            Some(Err(_)) => return Err(Unreadable::Broken),
        }
    }
}

fn caused_by<E: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    error.is::<E>() || error.source().is_some_and(caused_by::<E>)
}

/// A body of any other type is read as a form: the real service's clients send some without a type.
async fn form(headers: &HeaderMap, body: Bytes) -> Params {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match multer::parse_boundary(content_type) {
        Ok(boundary) => multipart(boundary, body).await,
        Err(_) => Params::decode(&body),
    }
}

/// The fields of a multipart body up to the first that is broken; file contents count as values.
async fn multipart(boundary: String, body: Bytes) -> Params {
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
    Params::of(fields)
}
