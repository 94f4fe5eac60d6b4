use std::net::SocketAddr;
use std::sync::Arc;

use namegate_server::edge_ca::{EdgeCa, REAL_HOSTS};
use namegate_server::https::serve_tls;
use namegate_server::stop::{self, Stopper};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::app::{Gate, connect, ended, exchange, listener, rest, router, until};

/// A TLS client that trusts `ca` alone.
pub fn client(ca: &EdgeCa) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ca.pem().as_bytes()).expect("PEM")).expect("root");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Arc::new(config).into()
}

async fn start() -> (SocketAddr, Arc<EdgeCa>, Stopper, tokio::task::JoinHandle<()>) {
    let (listener, address) = listener().await;
    let (stopper, stop) = stop::channel();
    let ca = Arc::new(EdgeCa::ephemeral().expect("CA"));
    let (serving_ca, app) = (ca.clone(), router(&Arc::new(Gate::default())));
    let serving = tokio::spawn(serve_tls(listener, serving_ca, app, stop).expect("started"));
    (address, ca, stopper, serving)
}

async fn handshake(ca: &EdgeCa, address: SocketAddr, name: &str) -> std::io::Result<TlsStream<TcpStream>> {
    let name = ServerName::try_from(name.to_owned()).expect("name");
    client(ca).connect(name, connect(address).await).await
}

#[tokio::test]
async fn https_answers_under_every_name_of_ours() {
    let (address, ca, _stopper, _serving) = start().await;
    let names = REAL_HOSTS.into_iter().chain(["API.Namecheap.Com", "localhost", "127.0.0.1", "::1"]);
    for name in names {
        let mut stream = handshake(&ca, address, name).await.expect(name);
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
        let answer =
            exchange(&mut stream, "GET /peer HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
        assert!(answer.ends_with("\r\n\r\nTls 127.0.0.1"), "{answer}");
    }
}

#[tokio::test]
async fn a_client_that_asks_for_a_foreign_name_finds_no_certificate_for_it() {
    let (address, ca, _stopper, _serving) = start().await;
    let refusal = handshake(&ca, address, "www.example.com").await.expect_err("refused");
    assert!(refusal.to_string().contains("certificate not valid for name"), "{refusal}");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_shakes_hands_is_hung_up_on() {
    let (address, _ca, _stopper, _serving) = start().await;
    assert_eq!(rest(&mut connect(address).await).await, "");
}

#[tokio::test]
async fn stopping_ends_idle_connections_and_handshakes_under_way() {
    let (address, ca, stopper, serving) = start().await;
    let mut silent = connect(address).await;
    let mut idle = handshake(&ca, address, "localhost").await.expect("handshake");
    // With TLS 1.3 the client is done before the server is: an answer shows that both are.
    idle.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.expect("sent");
    until(&mut idle, "hello").await;
    stopper.stop();
    ended(serving).await;
    tokio::time::timeout(crate::app::PATIENCE, stopper.drained()).await.expect("all ended");
    assert_eq!(rest(&mut idle).await, "");
    assert_eq!(rest(&mut silent).await, "");
}
