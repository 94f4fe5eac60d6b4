//! The HTTPS listener.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::connection::{accept, serve_app};
use crate::edge_ca::{EdgeCa, Error, Identity, server_config};
use crate::peer::{Peer, Via};
use crate::proxy_protocol::{Listener, introduced};
use crate::stop::Stop;

/// How long a TLS handshake may take.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// HTTPS on `listener` with certificates of `ca`, to be run until `stop`.
pub fn serve_tls(
    listener: impl Into<Listener>,
    ca: Arc<EdgeCa>,
    app: Router,
    mut stop: Stop,
) -> Result<impl Future<Output = ()> + Send, Error> {
    let Listener { socket, proxies } = listener.into();
    // A bound listener always knows its address.
    let address = socket.local_addr().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |local| local.ip());
    let config = server_config(&ca, Identity::Loopback(address))?;
    Ok(async move {
        while let Some((mut stream, peer)) = accept(&socket, Via::Tls, &mut stop).await {
            let (config, app, stop) = (config.clone(), app.clone(), stop.clone());
            let proxies = Arc::clone(&proxies);
            tokio::spawn(async move {
                if let Some(peer) = introduced(&mut stream, peer, &proxies).await {
                    serve_client(stream, config, app, peer, stop).await;
                }
            });
        }
    })
}

async fn serve_client(stream: TcpStream, config: Arc<ServerConfig>, app: Router, peer: Peer, mut stop: Stop) {
    if let Some(stream) = handshake(stream, config, &mut stop).await {
        serve_app(stream, app, peer, stop).await;
    }
}

/// The server's side of a TLS handshake; `None` if it failed, took too long or `stop` came first.
pub(crate) async fn handshake<S>(
    stream: S,
    config: Arc<ServerConfig>,
    stop: &mut Stop,
) -> Option<TlsStream<S>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let accepting = tokio::time::timeout(HANDSHAKE_TIMEOUT, TlsAcceptor::from(config).accept(stream));
    tokio::select! {
        accepted = accepting => match accepted {
            Ok(Ok(stream)) => Some(stream),
            Ok(Err(cause)) => {
                tracing::debug!(%cause, "TLS handshake failed");
                None
            }
            Err(_) => None,
        },
        () = stop.stopped() => None,
    }
}
