//! A small application behind the listeners, and raw sockets to talk to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::routing::{get, post};
use axum::{Extension, Router};
use namegate_server::peer::Peer;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// Far above what any answer here takes: it turns a hang into a failure.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Holds `GET /held` back: `entered` tells that the request is there, `release` lets it answer.
#[derive(Default)]
pub struct Gate {
    pub entered: Notify,
    pub release: Notify,
}

pub fn router(gate: &Arc<Gate>) -> Router {
    let gate = gate.clone();
    let held = move || {
        let gate = gate.clone();
        async move {
            gate.entered.notify_one();
            gate.release.notified().await;
            "held"
        }
    };
    Router::new()
        .route("/", get(|| async { "hello" }))
        .route(
            "/length",
            get(|uri: axum::http::Uri| async move { uri.query().unwrap_or("").len().to_string() }),
        )
        .route(
            "/peer",
            get(|Extension(peer): Extension<Peer>| async move { format!("{:?} {}", peer.via, peer.address) }),
        )
        .route("/headers", get(|headers: axum::http::HeaderMap| async move { format!("{headers:?}") }))
        .route("/echo", post(|body: String| async move { body }))
        .route("/held", get(held))
}

pub async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("bind");
    let address = listener.local_addr().expect("address");
    (listener, address)
}

pub async fn connect(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).await.expect("connect")
}

/// Sends `request` and reads until the other side closes.
pub async fn exchange<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.expect("sent");
    rest(stream).await
}

/// Everything up to the end of the stream.
pub async fn rest<S: AsyncRead + Unpin>(stream: &mut S) -> String {
    let mut answer = Vec::new();
    tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("in time").expect("read");
    String::from_utf8(answer).expect("text")
}

/// Reads until `end` has come.
pub async fn until<S: AsyncRead + Unpin>(stream: &mut S, end: &str) -> String {
    let mut answer = String::new();
    while !answer.ends_with(end) {
        let octet = tokio::time::timeout(PATIENCE, stream.read_u8()).await.expect("in time");
        answer.push(char::from(octet.unwrap_or_else(|cause| panic!("{cause} after {answer:?}"))));
    }
    answer
}

/// Waits for a task that must end by itself.
pub async fn ended<T>(task: tokio::task::JoinHandle<T>) -> T {
    tokio::time::timeout(PATIENCE, task).await.expect("in time").expect("no panic")
}
