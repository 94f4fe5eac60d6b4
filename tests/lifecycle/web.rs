//! A web server on this machine, and what reads certificates: `openssl`, and a TLS client.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::time_provider::TimeProvider;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::{TlsAcceptor, TlsConnector};

/// Files by host and path, and where they are served.
pub struct WebServer {
    pub port: u16,
    files: Files,
}

type Files = Arc<Mutex<HashMap<(String, String), String>>>;

impl WebServer {
    pub async fn start() -> WebServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a listener");
        let port = listener.local_addr().expect("an address").port();
        let files = Files::default();
        let served = Arc::clone(&files);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(stream.read_u8().await.expect("an octet"));
                }
                let head = String::from_utf8(head).expect("a head");
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                let host = head.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
                let files = served.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let answer = match files.get(&(host.to_owned(), path)) {
                    Some(file) => format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{file}", file.len()),
                    None => "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_owned(),
                };
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        WebServer { port, files }
    }

    pub fn put(&self, host: &str, path: String, content: String) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert((host.to_owned(), path), content);
    }
}

/// A key, and a request for a certificate of it; both PEM.
pub fn request(common_name: &str) -> (String, String) {
    let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).expect("a key");
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name);
    let csr = params.serialize_request(&key).expect("a request").pem().expect("PEM");
    (key.serialize_pem(), csr)
}

/// What `openssl` says in `folder`, and whether it was content.
pub fn openssl(folder: &Path, arguments: &str) -> (bool, String) {
    let arguments = arguments.split_ascii_whitespace();
    let output = Command::new("openssl").args(arguments).current_dir(folder).output().expect("openssl");
    let text = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    (output.status.success(), text.concat())
}

#[derive(Debug)]
struct At(i64);

impl TimeProvider for At {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::from_secs(self.0.try_into().ok()?)))
    }
}

fn certificates(pem: &str) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem.as_bytes()).map(|found| found.expect("a certificate")).collect()
}

/// A TLS handshake as `host` at a time, by a client that trusts `root`, with a server that has this chain and key.
pub async fn handshake(root: &str, chain: &str, key: &str, host: &str, at: i64) -> std::io::Result<()> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(certificates(root));
    let client = ClientConfig::builder_with_details(Arc::clone(&provider), Arc::new(At(at)))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("a key");
    let server = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(certificates(chain), key)
        .expect("a chain of the key");
    let (ours, theirs) = tokio::io::duplex(16 * 1024);
    let serving = tokio::spawn(async move {
        let mut stream = TlsAcceptor::from(Arc::new(server)).accept(theirs).await?;
        stream.write_all(b"served").await?;
        stream.shutdown().await
    });
    let name = ServerName::try_from(host.to_owned()).expect("a name");
    let mut stream = TlsConnector::from(Arc::new(client)).connect(name, ours).await?;
    let mut said = Vec::new();
    stream.read_to_end(&mut said).await?;
    assert_eq!(said, b"served");
    serving.await.expect("the server ends")
}
