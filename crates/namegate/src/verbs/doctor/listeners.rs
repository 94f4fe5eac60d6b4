//! Whether each listener answers, asked as its clients ask.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use server::edge_ca::REAL_HOSTS;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio_rustls::TlsConnector;

use super::authority::Authority;
use super::finding::Finding;
use crate::endpoints::{Endpoints, after_scheme};
use crate::exchange;

/// How long a listener of this machine may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is found of HTTP, the store, HTTPS, the proxy and DNS.
pub(super) async fn examine(endpoints: &Endpoints, authority: Option<&Authority>) -> Vec<Finding> {
    let trust = authority.and_then(|authority| authority.client().ok());
    let (http, https) = (after_scheme(&endpoints.http), after_scheme(&endpoints.https));
    let proxy = after_scheme(&endpoints.proxy);
    let mut findings = vec![
        listener("HTTP", http, in_time(live(http)).await),
        store(in_time(plain(http, "/health/ready")).await),
    ];
    if let Some(trust) = trust {
        findings.push(listener("HTTPS", https, in_time(secure(https, Arc::clone(&trust))).await));
        for host in REAL_HOSTS {
            findings.push(proxied(host, proxy, in_time(through(proxy, host, Arc::clone(&trust))).await));
        }
    }
    findings.push(listener("DNS over UDP", &endpoints.dns, in_time(dns_udp(&endpoints.dns)).await));
    findings.push(listener("DNS over TCP", &endpoints.dns, in_time(dns_tcp(&endpoints.dns)).await));
    findings
}

async fn in_time<T>(asking: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    tokio::time::timeout(PATIENCE, asking).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

fn listener(about: &str, address: &str, answered: io::Result<()>) -> Finding {
    match answered {
        Ok(()) => Finding::good(about, format!("answers at {address}")),
        Err(cause) => {
            let says = format!("does not answer at {address}: {cause}");
            Finding::problem(about, says, "see what the sandbox wrote, and start it again")
        }
    }
}

fn store(answered: io::Result<u16>) -> Finding {
    match answered {
        Ok(200) => Finding::good("store", "can be read"),
        Ok(status) => {
            let says = format!("cannot be read, or is behind other processes: /health/ready gives {status}");
            Finding::problem("store", says, "see to the disk or the database, and to what the sandbox wrote")
        }
        Err(_) => Finding::problem("store", "not known, as HTTP does not answer", "see to HTTP first"),
    }
}

fn proxied(host: &str, proxy: &str, answered: io::Result<()>) -> Finding {
    match answered {
        Ok(()) => Finding::good("proxy", format!("answers at {proxy} for {host}")),
        Err(cause) => {
            let says = format!("{proxy} does not answer for {host}: {cause}");
            Finding::problem("proxy", says, "see what the sandbox wrote, and start it again")
        }
    }
}

async fn live(address: &str) -> io::Result<()> {
    exchange::expect_ok(plain(address, "/health/live").await?)
}

/// The status of a request on a connection of its own.
async fn plain(address: &str, path: &str) -> io::Result<u16> {
    exchange::status(&mut TcpStream::connect(address).await?, "GET", path, address).await
}

async fn secure(address: &str, trust: Arc<ClientConfig>) -> io::Result<()> {
    let stream = TcpStream::connect(address).await?;
    over_tls(stream, "localhost", trust).await
}

/// Through the proxy to a real host, for which the sandbox answers.
async fn through(proxy: &str, host: &'static str, trust: Arc<ClientConfig>) -> io::Result<()> {
    let mut stream = TcpStream::connect(proxy).await?;
    exchange::connect(&mut stream, &format!("{host}:443")).await?;
    over_tls(stream, host, trust).await
}

async fn over_tls(stream: TcpStream, name: &'static str, trust: Arc<ClientConfig>) -> io::Result<()> {
    let server = ServerName::try_from(name).map_err(io::Error::other)?;
    let mut stream = TlsConnector::from(trust).connect(server, stream).await?;
    exchange::expect_ok(exchange::status(&mut stream, "GET", "/health/live", name).await?)
}

/// A question for the SOA of `invalid`, which no server has (RFC 6761 section 6.4): REFUSED is an answer too.
const QUESTION: &[u8] = b"\x4e\x47\0\0\0\x01\0\0\0\0\0\0\x07invalid\0\0\x06\0\x01";

fn is_answer(octets: &[u8]) -> io::Result<()> {
    let is_one = octets.len() >= 12 && octets[..2] == QUESTION[..2] && octets[2] & 0x80 != 0;
    if is_one { Ok(()) } else { Err(io::Error::other("it speaks no DNS")) }
}

async fn dns_udp(address: &str) -> io::Result<()> {
    let to: SocketAddr = address.parse().map_err(io::Error::other)?;
    let any = if to.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
    let socket = UdpSocket::bind(any).await?;
    socket.connect(to).await?;
    socket.send(QUESTION).await?;
    let mut answer = [0; 512];
    let size = socket.recv(&mut answer).await?;
    is_answer(&answer[..size])
}

async fn dns_tcp(address: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_u16(QUESTION.len() as u16).await?;
    stream.write_all(QUESTION).await?;
    let mut answer = vec![0; usize::from(stream.read_u16().await?)];
    stream.read_exact(&mut answer).await?;
    is_answer(&answer)
}
