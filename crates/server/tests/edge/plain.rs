use std::net::SocketAddr;
use std::sync::Arc;

use namegate_server::connection::serve_plain;
use namegate_server::stop::{self, Stopper};
use tokio::io::AsyncWriteExt;
use tokio::task::JoinHandle;

use crate::app::{Gate, connect, ended, exchange, listener, rest, router, until};

async fn start() -> (SocketAddr, Arc<Gate>, Stopper, JoinHandle<()>) {
    let (listener, address) = listener().await;
    let (stopper, stop) = stop::channel();
    let gate = Arc::new(Gate::default());
    let serving = tokio::spawn(serve_plain(listener, router(&gate), stop));
    (address, gate, stopper, serving)
}

#[tokio::test]
async fn a_connection_serves_many_requests_and_tells_who_is_there() {
    let (address, _gate, _stopper, _serving) = start().await;
    let mut stream = connect(address).await;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.expect("sent");
    let first = until(&mut stream, "hello").await;
    assert!(first.starts_with("HTTP/1.1 200 OK\r\n"), "{first}");
    let second =
        exchange(&mut stream, "GET /peer HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    assert!(second.ends_with("\r\n\r\nPlain 127.0.0.1"), "{second}");
}

#[tokio::test]
async fn long_queries_get_through_and_longer_heads_are_refused_cleanly() {
    let (address, _gate, _stopper, _serving) = start().await;
    let ask = async |target: String, field: String| {
        let request = format!(
            "GET {target} HTTP/1.1\r\nHost: localhost\r\nX-Field: {field}\r\nConnection: close\r\n\r\n"
        );
        exchange(&mut connect(address).await, &request).await
    };
    let query = |length| format!("/length?{}", "a".repeat(length));
    assert!(ask(query(60_000), String::new()).await.ends_with("\r\n\r\n60000"));
    assert!(ask(query(66_000), String::new()).await.starts_with("HTTP/1.1 414 "));
    // Far above the limit: hyper's buffer may run to twice of it when much arrives at once.
    let large = ask(query(10), "b".repeat(600_000)).await;
    assert!(large.starts_with("HTTP/1.1 431 "), "{large:?}");
}

#[tokio::test]
async fn what_is_no_http_is_refused() {
    let (address, _gate, _stopper, _serving) = start().await;
    let answer = exchange(&mut connect(address).await, "\x16\x03\x01 no request\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_finishes_its_head_is_hung_up_on() {
    // The clock is paused: it jumps ahead whenever all tasks wait, so this takes no real time.
    let (address, _gate, _stopper, _serving) = start().await;
    let mut stream = connect(address).await;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").await.expect("sent");
    let mut answer = Vec::new();
    tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut answer).await.expect("closed");
    assert_eq!(answer, b"");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_finishes_its_body_is_answered_and_hung_up_on() {
    let (address, _gate, _stopper, _serving) = start().await;
    let mut stream = connect(address).await;
    stream
        .write_all(b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na=")
        .await
        .expect("sent");
    let mut answer = String::new();
    tokio::io::AsyncReadExt::read_to_string(&mut stream, &mut answer).await.expect("closed");
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
}

#[tokio::test]
async fn stopping_closes_idle_connections_and_lets_requests_finish() {
    let (address, gate, stopper, serving) = start().await;
    let mut fresh = connect(address).await;
    let mut idle = connect(address).await;
    idle.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.expect("sent");
    until(&mut idle, "hello").await;
    let mut busy = connect(address).await;
    busy.write_all(b"GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n").await.expect("sent");
    gate.entered.notified().await;

    stopper.stop();
    ended(serving).await;
    assert_eq!(rest(&mut idle).await, "");
    assert_eq!(rest(&mut fresh).await, "");
    gate.release.notify_one();
    assert!(rest(&mut busy).await.ends_with("held"));
    tokio::time::timeout(crate::app::PATIENCE, stopper.drained()).await.expect("all connections ended");
    assert!(tokio::net::TcpStream::connect(address).await.is_err(), "the listener is closed");
}
