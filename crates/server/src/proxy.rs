//! The forward proxy: a client that is told to use it talks to this server as if it were the real service, with no
//! change to the machine it runs on. It answers for the real hosts itself, in process, and refuses every other host
//! unless it was told to tunnel them.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1::UpgradeableConnection;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};

use crate::connection::{App, accept, drive, hand_over, serve_requests, settings};
use crate::edge_ca::{self, EdgeCa, Identity, REAL_HOSTS, server_config};
use crate::patience::TimedWrites;
use crate::peer::{Peer, Via};
use crate::stop::Stop;

mod admission;
mod refusal;
mod target;
mod tunnel;

use admission::Admission;
use refusal::Refusal;
use target::{HTTP_PORT, HTTPS_PORT, Target};

/// How the proxy treats other hosts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Pass CONNECT for other hosts on to them instead of refusing it. On a loopback listener only: elsewhere it would
    /// be an open proxy.
    pub tunnel: bool,
}

/// Why the proxy does not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the proxy tunnels other hosts only when it listens on loopback, not on {0}")]
    TunnelBeyondLoopback(SocketAddr),
    #[error("cannot learn the proxy's address: {0}")]
    Listener(#[from] std::io::Error),
    #[error(transparent)]
    EdgeCa(#[from] edge_ca::Error),
}

/// The proxy on `listener`, to be run until `stop`. Requests for the real hosts go to `app` with a [`Peer`] that has
/// the proxy's client as its address and [`Via::Proxy`].
pub fn serve(
    listener: TcpListener,
    ca: Arc<EdgeCa>,
    app: Router,
    settings: Settings,
    mut stop: Stop,
) -> Result<impl Future<Output = ()> + Send, Error> {
    let address = listener.local_addr()?;
    if settings.tunnel && !address.ip().is_loopback() {
        return Err(Error::TunnelBeyondLoopback(address));
    }
    let configs =
        REAL_HOSTS.map(|host| server_config(&ca, Identity::Host(host)).map(|config| (host, config)));
    let configs = configs.into_iter().collect::<Result<Vec<_>, _>>()?;
    let proxy = Arc::new(Proxy { app: App::new(app), configs, tunnel: settings.tunnel });
    Ok(async move {
        while let Some((stream, peer)) = accept(&listener, Via::Plain, &mut stop).await {
            tokio::spawn(proxy.clone().serve_client(stream, peer, stop.clone()));
        }
    })
}

struct Proxy {
    app: App,
    /// TLS settings of each real host.
    configs: Vec<(&'static str, Arc<ServerConfig>)>,
    tunnel: bool,
}

impl Proxy {
    async fn serve_client(self: Arc<Self>, stream: TcpStream, peer: Peer, stop: Stop) {
        let handed = stop.clone();
        let service = service_fn(move |request| {
            let (proxy, peer, stop) = (self.clone(), peer.clone(), handed.clone());
            async move { answered(proxy.answer(request, peer, stop).await) }
        });
        let connection =
            settings().serve_connection(TokioIo::new(TimedWrites::new(stream)), service).with_upgrades();
        drive(connection, stop, UpgradeableConnection::graceful_shutdown).await;
    }

    async fn answer(
        &self,
        request: Request<Incoming>,
        peer: Peer,
        stop: Stop,
    ) -> Result<Response<Body>, Refusal> {
        if request.method() == Method::CONNECT {
            return self.connect(request, peer, stop).await;
        }
        let target = Target::of_absolute(request.uri()).ok_or(Refusal::NotForAProxy)?;
        let Some((admission, _)) = self.ours(&target) else { return Err(Refusal::OtherHost(target)) };
        forward(request, admission, &self.app, &through(peer, admission)).await
    }

    async fn connect(
        &self,
        request: Request<Incoming>,
        peer: Peer,
        stop: Stop,
    ) -> Result<Response<Body>, Refusal> {
        let target = Target::of_connect(request.uri()).ok_or(Refusal::NotForAProxy)?;
        // Its Host field is not looked at: nothing behind sees it, some clients send none and others the proxy's own name.
        if let Some((admission, config)) = self.ours(&target) {
            let upgrade = hyper::upgrade::on(request);
            let peer = through(peer, admission);
            tokio::spawn(tunnel::play(upgrade, admission, config.clone(), self.app.clone(), peer, stop));
        } else if self.tunnel && target.real_host().is_none() {
            let other = tunnel::reach(target).await?;
            tokio::spawn(tunnel::pass(hyper::upgrade::on(request), other, stop));
        } else {
            return Err(Refusal::OtherHost(target));
        }
        Ok(Response::new(Body::empty()))
    }

    /// The real host that `target` is, on a port that it serves.
    fn ours(&self, target: &Target) -> Option<(Admission, &Arc<ServerConfig>)> {
        let (host, config) = self.configs.iter().find(|(host, _)| target.host == *host)?;
        let served = [HTTP_PORT, HTTPS_PORT].contains(&target.port);
        served.then_some((Admission { host, port: target.port }, config))
    }
}

fn through(peer: Peer, admission: Admission) -> Peer {
    Peer { via: Via::Proxy { host: admission.host }, ..peer }
}

/// Serves a stream on which the client believes to talk to the host of `admission`.
async fn serve_admitted<S>(stream: S, admission: Admission, app: App, peer: Peer, stop: Stop)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let service = service_fn(move |request| {
        let (app, peer) = (app.clone(), peer.clone());
        async move { answered(forward(request, admission, &app, &peer).await) }
    });
    serve_requests(stream, service, stop).await;
}

async fn forward(
    mut request: Request<Incoming>,
    admission: Admission,
    app: &App,
    peer: &Peer,
) -> Result<Response<Body>, Refusal> {
    admission.admit(&mut request)?;
    let Ok(response) = hand_over(request, app, peer).await;
    Ok(response)
}

fn answered(answer: Result<Response<Body>, Refusal>) -> Result<Response<Body>, Infallible> {
    Ok(answer.unwrap_or_else(|refusal| refusal.response()))
}
