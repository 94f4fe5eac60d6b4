//! The door to the network outside. Who asks for a name does not choose where that leads: its addresses are looked up
//! here, judged, and the connection goes to the very address that was judged.

mod fetch;
mod permitted;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::time::Duration;

use dns::Lookup;
use ipnet::IpNet;
use registrar::ports::outbound::{Addresses, Outbound, Unreached};
use registrar::ports::registry::Answer;

/// How long one file may take, from the connection to its last octet.
const PATIENCE: Duration = Duration::from_secs(5);
/// Addresses of a name that are tried.
const MOST_ADDRESSES: usize = 4;

/// The door.
pub struct Door {
    lookup: Lookup,
    settings: Settings,
}

/// What an operator sets.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where files are asked for; the port of the web is 80.
    pub http_port: u16,
    /// Networks that may be asked though they are not of the public Internet.
    pub allowed: Vec<IpNet>,
}

impl Door {
    pub fn new(lookup: Lookup, settings: Settings) -> Self {
        Door { lookup, settings }
    }

    async fn fetch(&self, host: &str, path: &str) -> Result<Vec<u8>, Unreached> {
        let addresses =
            self.lookup.addresses(host).await.map_err(|cause| Unreached::Name(cause.to_string()))?;
        let mut may_be_asked =
            addresses.into_iter().filter(|address| permitted::is_permitted(*address, &self.settings.allowed));
        let first = may_be_asked.next().ok_or(Unreached::Address)?;
        for address in std::iter::once(first).chain(may_be_asked).take(MOST_ADDRESSES) {
            let at = SocketAddr::new(address, self.settings.http_port);
            let fetching = tokio::time::timeout(PATIENCE, fetch::file(at, host, path));
            match fetching.await {
                Ok(Ok(file)) => return Ok(file),
                Ok(Err(cause)) => tracing::debug!(%host, %at, %cause, "a file was not fetched"),
                Err(_) => tracing::debug!(%host, %at, "a file was not fetched in time"),
            }
        }
        Err(Unreached::Answer)
    }
}

impl Outbound for Door {
    fn file<'a>(&'a self, host: &'a str, path: &'a str) -> Answer<'a, Result<Vec<u8>, Unreached>> {
        Box::pin(self.fetch(host, path))
    }

    fn addresses<'a>(&'a self, name: &'a str) -> Answer<'a, Result<Addresses, Unreached>> {
        Box::pin(async move {
            let found = self.lookup.addresses_with_ttl(name).await;
            let (addresses, ttl) = found.map_err(|cause| Unreached::Name(cause.to_string()))?;
            Ok(Addresses { addresses, ttl })
        })
    }

    fn canonical_name<'a>(&'a self, name: &'a str) -> Answer<'a, Result<Option<String>, Unreached>> {
        Box::pin(async move {
            self.lookup.canonical_name(name).await.map_err(|cause| Unreached::Name(cause.to_string()))
        })
    }
}
