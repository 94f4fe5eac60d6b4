//! An answer that is none: the connection is cut in its place.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::response::Response;
use hyper::body::Frame;

/// The connection was cut on purpose.
#[derive(Debug, thiserror::Error)]
#[error("the connection is cut")]
struct Cut;

/// A response in whose place the connection is cut, before its first octet: its body fails at once, and hyper has not
/// sent the head by then, as it sends it with the first of the body.
pub fn response() -> Response {
    Response::new(Body::new(Cut))
}

impl hyper::body::Body for Cut {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(Some(Err(Cut)))
    }
}
