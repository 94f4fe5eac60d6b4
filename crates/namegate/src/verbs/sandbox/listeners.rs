//! The sockets of a sandbox, all bound before anything is served.

use std::io;
use std::net::SocketAddr;

use dns::{Server as NameServer, Settings, SystemResolver, Zones};
use ipnet::IpNet;
use tokio::net::TcpListener;

use super::Args;

/// Bound sockets.
pub struct Listeners {
    pub http: TcpListener,
    pub https: TcpListener,
    pub proxy: TcpListener,
    pub name_server: NameServer,
    /// Networks from which connections begin with a header of the PROXY protocol.
    pub proxies: Vec<IpNet>,
}

/// Why a socket could not be bound.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{address} is in use: choose another address with --{option} ADDR")]
    InUse { address: SocketAddr, option: &'static str },
    #[error("cannot listen on {address} ({cause}): choose another address with --{option} ADDR")]
    Other { address: SocketAddr, option: &'static str, cause: io::Error },
    #[error("the edge CA cannot be used ({0}): see to edge-ca.pem and edge-ca.key in the data folder")]
    EdgeCa(String),
}

impl Listeners {
    pub async fn bind(args: &Args, zones: Zones) -> Result<Self, Error> {
        let settings =
            Settings { alias_resolver: Some(std::sync::Arc::new(SystemResolver)), ..Settings::default() };
        let name_server =
            NameServer::bind_with(zones, args.dns, settings).map_err(unbound(args.dns, "dns"))?;
        Ok(Listeners {
            http: listen(args.http, "http").await?,
            https: listen(args.https, "https").await?,
            proxy: listen(args.proxy, "proxy").await?,
            name_server,
            proxies: Vec::new(),
        })
    }

    /// The same behind proxies that say for whom they connect.
    pub fn behind(self, proxies: Vec<IpNet>) -> Self {
        Listeners { proxies, ..self }
    }

    /// Where people find the pages of this sandbox: under the first of its names, else where it listens.
    pub fn pages(&self, names: &[String]) -> io::Result<String> {
        let http = self.http.local_addr()?;
        Ok(match names.first() {
            Some(name) => format!("http://{name}:{}", http.port()),
            // An address that stands for all of them leads nowhere.
            None if http.ip().is_unspecified() => format!("http://localhost:{}", http.port()),
            None => format!("http://{http}"),
        })
    }
}

async fn listen(address: SocketAddr, option: &'static str) -> Result<TcpListener, Error> {
    TcpListener::bind(address).await.map_err(unbound(address, option))
}

fn unbound(address: SocketAddr, option: &'static str) -> impl FnOnce(io::Error) -> Error {
    move |cause| match cause.kind() {
        io::ErrorKind::AddrInUse => Error::InUse { address, option },
        _ => Error::Other { address, option, cause },
    }
}
