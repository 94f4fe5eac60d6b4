//! One accepted connection, served as HTTP/1.1 by the application's router.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::{HttpService, Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};

use crate::patience::{TimedBody, TimedWrites};
use crate::peer::{Peer, Via};
use crate::proxy_protocol::{Listener, introduced};
use crate::stop::Stop;

/// How long a request head may take to arrive; an idle connection is closed after the same time.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(60);

/// Room for a request head in octets. It holds the longest request target hyper reads (65,534 octets, a longer one is
/// answered 414) and as much again of header fields (more is answered 431).
pub const HEAD_LIMIT: usize = 128 * 1024;

/// The wait after a failed accept. Such failures are shortages (EMFILE, ENFILE, ENOMEM) that last: retrying at once
/// would only burn the processor.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How long, and for how many octets, a finished connection still reads.
const LINGER: Duration = Duration::from_secs(2);
const LINGER_LIMIT: u64 = 4 * 1024 * 1024;

/// The application as hyper calls it.
pub(crate) type App = TowerToHyperService<Router>;

/// Serves plain HTTP/1.1 on `listener` until `stop`.
pub async fn serve_plain(listener: impl Into<Listener>, app: Router, mut stop: Stop) {
    let Listener { socket, proxies } = listener.into();
    while let Some((mut stream, peer)) = accept(&socket, Via::Plain, &mut stop).await {
        let (app, stop, proxies) = (app.clone(), stop.clone(), Arc::clone(&proxies));
        tokio::spawn(async move {
            if let Some(peer) = introduced(&mut stream, peer, &proxies).await {
                serve_app(stream, app, peer, stop).await;
            }
        });
    }
}

/// The next connection, or `None` once `stop` was signalled. A failure to accept is waited out, not handed on.
pub(crate) async fn accept(listener: &TcpListener, via: Via, stop: &mut Stop) -> Option<(TcpStream, Peer)> {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.stopped() => return None,
        };
        match accepted.and_then(|(stream, client)| introduce(stream, client, via)) {
            Ok(connection) => return Some(connection),
            Err(cause) if ended_by_client(&cause) => {}
            Err(cause) => {
                tracing::warn!(%cause, "cannot accept a connection");
                tokio::select! {
                    () = tokio::time::sleep(ACCEPT_PAUSE) => {}
                    () = stop.stopped() => return None,
                }
            }
        }
    }
}

fn introduce(stream: TcpStream, client: SocketAddr, via: Via) -> std::io::Result<(TcpStream, Peer)> {
    stream.set_nodelay(true)?;
    let peer = Peer::new(client, stream.local_addr()?, via);
    Ok((stream, peer))
}

/// Whether the connection was gone before it was accepted, which says nothing about the next one.
fn ended_by_client(cause: &std::io::Error) -> bool {
    use std::io::ErrorKind::{
        ConnectionAborted, ConnectionRefused, ConnectionReset, InvalidInput, NotConnected,
    };
    // InvalidInput: macOS answers TCP_NODELAY so on a socket the client has reset.
    matches!(
        cause.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset | InvalidInput | NotConnected
    )
}

/// Serves one stream with `app`.
pub(crate) async fn serve_app<S>(stream: S, app: Router, peer: Peer, stop: Stop)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let app = TowerToHyperService::new(app);
    serve_requests(stream, service_fn(move |request| hand_over(request, &app, &peer)), stop).await;
}

/// The application's answer to a request of `peer`.
pub(crate) fn hand_over(
    request: Request<Incoming>,
    app: &App,
    peer: &Peer,
) -> <App as Service<Request<Body>>>::Future {
    let mut request = request.map(body);
    request.extensions_mut().insert(peer.clone());
    app.call(request)
}

fn body(incoming: Incoming) -> Body {
    match incoming.is_end_stream() {
        true => Body::empty(),
        false => Body::new(TimedBody::new(incoming)),
    }
}

/// Serves one stream until the client ends it, an error does, or `stop` does after the request under way.
pub(crate) async fn serve_requests<S, A>(mut stream: S, service: A, stop: Stop)
where
    S: AsyncRead + AsyncWrite + Unpin,
    A: HttpService<Incoming, ResBody = Body, Error = Infallible>,
{
    let connection = settings().serve_connection(TokioIo::new(TimedWrites::new(&mut stream)), service);
    let ended = drive(connection, stop.clone(), http1::Connection::graceful_shutdown).await;
    if ended == Ended::InOrder {
        linger(stream, stop).await;
    }
}

/// Reads away what the client still sends after the last answer: closing with octets unread resets the connection,
/// and the answer could be lost on its way (RFC 9112 section 9.6).
async fn linger<S: AsyncRead + Unpin>(stream: S, mut stop: Stop) {
    let mut rest = stream.take(LINGER_LIMIT);
    let mut ignored = tokio::io::sink();
    let reading = tokio::time::timeout(LINGER, tokio::io::copy(&mut rest, &mut ignored));
    tokio::select! {
        _ = reading => {}
        () = stop.stopped() => {}
    }
}

/// How every listener reads HTTP/1.1.
pub(crate) fn settings() -> http1::Builder {
    let mut settings = http1::Builder::new();
    settings.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(HEAD_LIMIT);
    settings
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// What there was to answer was answered; or the client went away, or sent no HTTP.
    InOrder,
    /// The application cut it.
    Cut,
}

/// Runs a connection to its end, and tells it when to finish.
pub(crate) async fn drive<C>(connection: C, mut stop: Stop, finish: fn(std::pin::Pin<&mut C>)) -> Ended
where
    C: Future<Output = hyper::Result<()>>,
{
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        biased;
        ended = connection.as_mut() => ended,
        () = stop.stopped() => {
            finish(connection.as_mut());
            connection.await
        }
    };
    let Err(cause) = ended else { return Ended::InOrder };
    // The client went away or sent no HTTP: its affair. The text of hyper's errors quotes nothing it sent.
    tracing::debug!(%cause, "connection ended early");
    if cause.is_user() { Ended::Cut } else { Ended::InOrder }
}
