use std::net::SocketAddr;
use std::sync::Arc;

use namegate_server::edge_ca::{EdgeCa, REAL_HOSTS};
use namegate_server::proxy::{Error, Settings, serve};
use namegate_server::stop::{self, Stopper};
use rustls::pki_types::ServerName;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_rustls::client::TlsStream;

use crate::app::{Gate, PATIENCE, connect, ended, exchange, listener, rest, router, until};
use crate::tls::client;

struct Running {
    address: SocketAddr,
    ca: Arc<EdgeCa>,
    gate: Arc<Gate>,
    stopper: Stopper,
    serving: JoinHandle<()>,
}

async fn start(tunnel: bool) -> Running {
    let (listener, address) = listener().await;
    let (stopper, stop) = stop::channel();
    let (ca, gate) = (Arc::new(EdgeCa::ephemeral().expect("CA")), Arc::new(Gate::default()));
    let serving = serve(listener, ca.clone(), router(&gate), Settings { tunnel }, stop).expect("started");
    Running { address, ca, gate, stopper, serving: tokio::spawn(serving) }
}

impl Running {
    /// The answer to one request on a connection of its own.
    async fn ask(&self, request: &str) -> String {
        exchange(&mut connect(self.address).await, request).await
    }

    /// A connection on which CONNECT was granted.
    async fn tunnel(&self, target: &str) -> TcpStream {
        let mut stream = connect(self.address).await;
        let request = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("sent");
        let head = until(&mut stream, "\r\n\r\n").await;
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        let head = head.to_ascii_lowercase();
        assert!(!head.contains("content-length") && !head.contains("transfer-encoding"), "{head}");
        stream
    }

    async fn tls_tunnel(&self, target: &str, name: &str) -> std::io::Result<TlsStream<TcpStream>> {
        let name = ServerName::try_from(name.to_owned()).expect("name");
        client(&self.ca).connect(name, self.tunnel(target).await).await
    }
}

fn get(target: &str, host: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).expect("a status line")
}

#[tokio::test]
async fn connect_to_the_real_hosts_is_answered_in_process() {
    let proxy = start(false).await;
    for host in REAL_HOSTS {
        let mut stream = proxy.tls_tunnel(&format!("{}:443", host.to_uppercase()), host).await.expect(host);
        let answer = exchange(&mut stream, &get("/peer", host)).await;
        assert!(answer.ends_with(&format!("\r\n\r\nProxy {{ host: \"{host}\" }} 127.0.0.1")), "{answer}");
    }
    let mut plain = proxy.tunnel("api.namecheap.com:80").await;
    let answer = exchange(&mut plain, &get("/", "api.namecheap.com")).await;
    assert!(answer.ends_with("\r\n\r\nhello"), "{answer}");
}

#[tokio::test]
async fn absolute_addresses_of_the_real_hosts_are_answered_in_process() {
    let proxy = start(false).await;
    let answer = proxy.ask(&get("http://API.namecheap.COM/peer", "api.namecheap.com")).await;
    assert!(answer.ends_with("\r\n\r\nProxy { host: \"api.namecheap.com\" } 127.0.0.1"), "{answer}");
    let posted = proxy
        .ask("POST http://api.namecheap.com:80/echo HTTP/1.1\r\nHost: api.namecheap.com:80\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=b")
        .await;
    assert!(posted.ends_with("\r\n\r\na=b"), "{posted}");
    let old = proxy.ask("GET http://api.namecheap.com HTTP/1.0\r\n\r\n").await;
    assert!(old.ends_with("\r\n\r\nhello"), "{old}");
    let long = proxy
        .ask(&get(&format!("http://api.namecheap.com/length?{}", "a".repeat(60_000)), "api.namecheap.com"))
        .await;
    assert!(long.ends_with("\r\n\r\n60000"), "{}", &long[..80.min(long.len())]);
}

#[tokio::test]
async fn what_is_between_client_and_proxy_stays_there() {
    let proxy = start(false).await;
    let request = "GET http://api.namecheap.com/headers HTTP/1.1\r\nHost: api.namecheap.com\r\n\
                   Proxy-Authorization: Basic c2VjcmV0\r\nProxy-Connection: close\r\nConnection: close\r\n\r\n";
    let answer = proxy.ask(request).await.to_ascii_lowercase();
    assert!(answer.starts_with("http/1.1 200 ") && !answer.contains("proxy-"), "{answer}");
}

#[tokio::test]
async fn every_other_host_is_refused_in_one_line() {
    let proxy = start(false).await;
    let requests = [
        get("http://example.com/", "example.com"),
        get("http://api.namecheap.com.example.com/", "api.namecheap.com"),
        get("http://api.namecheap.com@example.com/", "api.namecheap.com"),
        get("http://api.namecheap.com:8080/", "api.namecheap.com:8080"),
        "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\nConnection: close\r\n\r\n".to_owned(),
        "CONNECT api.namecheap.com:22 HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned(),
        "CONNECT 127.0.0.1:443 HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned(),
        get("/", "api.namecheap.com"),
        "CONNECT api.namecheap.com HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned(),
    ];
    let expected = ["403", "403", "400", "403", "403", "403", "403", "400", "400"];
    for (request, expected) in requests.iter().zip(expected) {
        let answer = proxy.ask(request).await;
        assert_eq!(status(&answer), expected, "{request}{answer}");
        let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
        assert!(body.lines().count() == 1 && body.ends_with(".\n"), "{body}");
    }
}

#[tokio::test]
async fn host_must_be_the_one_the_proxy_was_asked_for() {
    let proxy = start(false).await;
    let other = "api.sandbox.namecheap.com";
    assert_eq!(status(&proxy.ask(&get("http://api.namecheap.com/", other)).await), "421");
    for (target, host, expected) in [
        ("/", other, "421"),
        ("/", "api.namecheap.com:80", "421"),
        ("https://api.sandbox.namecheap.com/", "api.namecheap.com", "421"),
        ("/", "api.namecheap.com\r\nHost: api.namecheap.com", "400"),
        ("/", "API.namecheap.com:443", "200"),
    ] {
        let mut stream =
            proxy.tls_tunnel("api.namecheap.com:443", "api.namecheap.com").await.expect("tunnel");
        assert_eq!(status(&exchange(&mut stream, &get(target, host)).await), expected, "{target} {host}");
    }
    let mut without = proxy.tunnel("api.namecheap.com:80").await;
    assert_eq!(status(&exchange(&mut without, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n").await), "400");
}

#[tokio::test]
async fn connect_is_read_by_its_target_alone() {
    let proxy = start(false).await;
    for host in ["", "Host: 127.0.0.1:8478\r\n", "Host: a\r\nHost: b\r\n"] {
        let mut stream = connect(proxy.address).await;
        let request = format!("CONNECT api.namecheap.com:80 HTTP/1.1\r\n{host}\r\n");
        stream.write_all(request.as_bytes()).await.expect("sent");
        assert_eq!(status(&until(&mut stream, "\r\n\r\n").await), "200");
        assert_eq!(status(&exchange(&mut stream, &get("/", "api.namecheap.com")).await), "200");
    }
}

#[tokio::test]
async fn a_tunnelled_host_is_reached_and_the_real_ones_never_are() {
    let (other, address) = listener().await;
    let echo = tokio::spawn(async move {
        let (mut stream, _) = other.accept().await.expect("accepted");
        let mut text = [0; 4];
        stream.read_exact(&mut text).await.expect("read");
        stream.write_all(&text).await.expect("written");
    });
    let proxy = start(true).await;
    let mut stream = proxy.tunnel(&address.to_string()).await;
    assert_eq!(exchange(&mut stream, "ping").await, "ping");
    ended(echo).await;

    let gone = proxy.ask(&format!("CONNECT {address} HTTP/1.1\r\nConnection: close\r\n\r\n")).await;
    assert_eq!(status(&gone), "502");
    for target in ["api.namecheap.com:8443", "api.namecheap.com.:22"] {
        let refused = proxy.ask(&format!("CONNECT {target} HTTP/1.1\r\nConnection: close\r\n\r\n")).await;
        assert_eq!(status(&refused), "403", "{target}");
    }
    assert_eq!(status(&proxy.ask(&get("http://example.com/", "example.com")).await), "403");
}

#[tokio::test]
async fn there_is_no_open_proxy() {
    let listener = tokio::net::TcpListener::bind("0.0.0.0:0").await.expect("bind");
    let (_stopper, stop) = stop::channel();
    let ca = Arc::new(EdgeCa::ephemeral().expect("CA"));
    let app = router(&Arc::new(Gate::default()));
    let started = serve(listener, ca, app, Settings { tunnel: true }, stop);
    assert!(matches!(started.map(|_| ()), Err(Error::TunnelBeyondLoopback(_))));
}

#[tokio::test(start_paused = true)]
async fn slow_clients_are_hung_up_on() {
    let proxy = start(false).await;
    let mut silent_handshake = proxy.tunnel("api.namecheap.com:443").await;
    let mut silent_request = proxy.tunnel("api.namecheap.com:80").await;
    let mut half_head = connect(proxy.address).await;
    half_head.write_all(b"CONNECT api.namecheap.com:443 HT").await.expect("sent");
    for stream in [&mut silent_handshake, &mut silent_request, &mut half_head] {
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("closed");
        assert_eq!(answer, b"");
    }
}

#[tokio::test]
async fn stopping_ends_tunnels_and_lets_requests_finish() {
    let (other, address) = listener().await;
    let proxy = start(true).await;
    let mut passing = proxy.tunnel(&address.to_string()).await;
    let (_far_end, _) = other.accept().await.expect("accepted");
    let mut idle = proxy.tunnel("api.namecheap.com:80").await;
    let mut busy = proxy.tls_tunnel("api.namecheap.com:443", "api.namecheap.com").await.expect("tunnel");
    busy.write_all(get("/held", "api.namecheap.com").as_bytes()).await.expect("sent");
    proxy.gate.entered.notified().await;

    proxy.stopper.stop();
    ended(proxy.serving).await;
    assert_eq!(rest(&mut passing).await, "");
    assert_eq!(rest(&mut idle).await, "");
    proxy.gate.release.notify_one();
    assert!(rest(&mut busy).await.ends_with("held"));
    tokio::time::timeout(PATIENCE, proxy.stopper.drained()).await.expect("all ended");
}
