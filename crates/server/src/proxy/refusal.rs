//! What the proxy will not do, in one plain line.

use axum::body::Body;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};

use super::target::Target;
use crate::edge_ca::REAL_HOSTS;

#[derive(Debug)]
pub(super) enum Refusal {
    /// Neither CONNECT nor an absolute URI, or one that cannot be read.
    NotForAProxy,
    /// Another host, or another port of one of ours.
    OtherHost(Target),
    /// No Host field, several, or one that cannot be read (RFC 9112 section 3.2).
    Host,
    /// The request is for another host than the one its client asked the proxy for.
    Misdirected,
    /// The other end of a tunnel cannot be reached.
    Unreachable(Target),
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Refusal::NotForAProxy | Refusal::Host => StatusCode::BAD_REQUEST,
            Refusal::OtherHost(_) => StatusCode::FORBIDDEN,
            Refusal::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Refusal::Unreachable(_) => StatusCode::BAD_GATEWAY,
        }
    }

    fn line(&self) -> String {
        match self {
            Refusal::NotForAProxy => {
                "This is a forward proxy: it takes CONNECT host:443 and absolute http:// addresses.\n"
                    .to_owned()
            }
            Refusal::OtherHost(target) => {
                format!("This proxy answers for {} only, not for {target}.\n", REAL_HOSTS.join(", "))
            }
            Refusal::Host => "The request needs exactly one Host field.\n".to_owned(),
            Refusal::Misdirected => {
                "The Host field names another host than the proxy was asked for.\n".to_owned()
            }
            Refusal::Unreachable(target) => format!("Cannot reach {target}.\n"),
        }
    }

    pub fn response(&self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.line()));
        *response.status_mut() = self.status();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        response
    }
}
