//! The HTTPS listener.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::connection::{Via, accept, serve_connection};
use crate::edge_ca::{EdgeCa, Error, Identity, server_config};
use crate::stop::Stop;

/// How long a TLS handshake may take.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// Serves HTTPS on `listener` with certificates of `ca` until `stop`. The error is one of the start: afterwards
/// nothing ends it but `stop`.
pub async fn serve_tls(
    listener: TcpListener,
    ca: Arc<EdgeCa>,
    app: Router,
    mut stop: Stop,
) -> Result<(), Error> {
    let address = listener.local_addr().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |local| local.ip());
    let config = server_config(&ca, Identity::Loopback(address))?;
    while let Some((stream, peer)) = accept(&listener, Via::Tls, &mut stop).await {
        let (config, app, mut stop) = (config.clone(), app.clone(), stop.clone());
        tokio::spawn(async move {
            if let Some(stream) = handshake(stream, config, &mut stop).await {
                serve_connection(stream, app, peer, stop).await;
            }
        });
    }
    Ok(())
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
