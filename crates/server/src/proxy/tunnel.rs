//! What becomes of a connection after CONNECT (RFC 9110 section 9.3.6).

use std::sync::Arc;
use std::time::Duration;

use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use rustls::ServerConfig;
use tokio::net::TcpStream;

use super::admission::Admission;
use super::refusal::Refusal;
use super::serve_admitted;
use super::target::{HTTPS_PORT, Target};
use crate::connection::App;
use crate::https::handshake;
use crate::peer::Peer;
use crate::stop::Stop;

/// How long the other end of a tunnel may take to accept the connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The client's end of a connection, once the answer to CONNECT is sent.
async fn opened(upgrade: OnUpgrade) -> Option<TokioIo<Upgraded>> {
    // It fails when the client leaves before it has the answer.
    upgrade.await.map(TokioIo::new).ok()
}

/// Plays the host that was asked for: HTTPS on port 443, HTTP on port 80.
pub(super) async fn play(
    upgrade: OnUpgrade,
    admission: Admission,
    config: Arc<ServerConfig>,
    app: App,
    peer: Peer,
    mut stop: Stop,
) {
    let Some(stream) = opened(upgrade).await else { return };
    if admission.port != HTTPS_PORT {
        return serve_admitted(stream, admission, app, peer, stop).await;
    }
    if let Some(stream) = handshake(stream, config, &mut stop).await {
        serve_admitted(stream, admission, app, peer, stop).await;
    }
}

/// Connects to another host.
pub(super) async fn reach(target: Target) -> Result<TcpStream, Refusal> {
    let connecting = TcpStream::connect((target.host.trim_matches(['[', ']']), target.port));
    match tokio::time::timeout(CONNECT_TIMEOUT, connecting).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(_)) | Err(_) => Err(Refusal::Unreachable(target)),
    }
}

/// Passes octets both ways until both ends are done, or `stop`.
pub(super) async fn pass(upgrade: OnUpgrade, mut other: TcpStream, mut stop: Stop) {
    let Some(mut stream) = opened(upgrade).await else { return };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut stream, &mut other) => {}
        () = stop.stopped() => {}
    }
}
