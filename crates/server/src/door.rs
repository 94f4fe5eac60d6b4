//! What every request passes: it is judged by its headers, and its answer gets an id. A layer of its own, as the ready
//! one allocates for each request.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use futures_util::future::{Either, Map};
use registrar::request_log::RequestId;
use tower::{Layer, Service};

use crate::app::App;
use crate::gate::browser;
use crate::peer::Peer;
use crate::request_id;

/// Puts the door before every route.
#[derive(Clone)]
pub struct DoorLayer(pub Arc<App>);

impl<S> Layer<S> for DoorLayer {
    type Service = Door<S>;

    fn layer(&self, inside: S) -> Door<S> {
        Door { app: Arc::clone(&self.0), inside }
    }
}

#[derive(Clone)]
pub struct Door<S> {
    app: Arc<App>,
    inside: S,
}

type Answer = Result<Response, Infallible>;

impl<S> Service<Request> for Door<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Map<Either<S::Future, Ready<Answer>>, fn(Answer) -> Answer>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inside.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        self.app.look_behind_proxies(&mut request);
        let answer = match self.app.judge(&request) {
            Ok(()) => Either::Left(self.inside.call(request)),
            Err(status) => Either::Right(ready(Ok(status.into_response()))),
        };
        answer.map(with_id)
    }
}

impl App {
    /// From here on a request comes from whom a trusted proxy names.
    fn look_behind_proxies(&self, request: &mut Request) {
        let Some(peer) = request.extensions().get::<Peer>() else { return };
        let address = self.trusted_proxies.client(peer.address, request.headers());
        if let Some(peer) = request.extensions_mut().get_mut::<Peer>() {
            peer.address = address;
        }
    }

    fn judge(&self, request: &Request) -> Result<(), StatusCode> {
        match request.extensions().get::<Peer>() {
            Some(peer) => {
                let (method, uri) = (request.method(), request.uri());
                browser::judge(&self.names, peer.local, method, uri, request.headers())
            }
            // Every listener introduces its peers.
            None => Err(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

fn with_id(answer: Answer) -> Answer {
    answer.map(|mut response| {
        // What is in the request log has its id there.
        let id = response.headers_mut().entry(request_id::HEADER);
        id.or_insert_with(|| request_id::value(RequestId::draw()));
        response
    })
}
