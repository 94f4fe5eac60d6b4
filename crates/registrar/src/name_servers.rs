//! The name servers a domain is delegated to: ours, or its own.

use rules::name::DomainName;
use rules::tld;
use store::{Domain, KeptZone, Served};

use crate::caller::Caller;
use crate::holder::{held, held_with_zone};
use crate::runner::Cx;
use crate::zones::{self, By};

/// Most name servers of a domain (client remarks, domains.dns.setCustom.toml).
const MOST: usize = 12;
/// How long our name servers go on answering for a domain that left them: the TTL of the TLD's delegation.
const ANSWERED_ON: i64 = 48 * 3_600;

/// Why name servers were not set.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error("fewer than two name servers")]
    TwoRequired,
    #[error("a name server is no host name, or there are too many")]
    Invalid,
    #[error("the registry does not know the host {0}")]
    UnknownHost(String),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The names in a list parted by commas; nothing is said of their number.
pub fn parse(list: &str) -> Result<Vec<DomainName>, Error> {
    let mut names: Vec<DomainName> = Vec::new();
    for part in list.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let name = DomainName::parse(part)
            .filter(|_| part.parse::<std::net::IpAddr>().is_err())
            .ok_or(Error::Invalid)?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

/// Checks that a domain may be delegated to these hosts. Empty when they are our own.
pub fn check(cx: &mut Cx<'_, '_>, names: &[DomainName]) -> Result<Vec<String>, Error> {
    if names.len() < 2 {
        return Err(Error::TwoRequired);
    }
    if names.len() > MOST {
        return Err(Error::Invalid);
    }
    if names.iter().all(|name| cx.settings.name_servers.iter().any(|ours| ours == name.as_str())) {
        return Ok(Vec::new());
    }
    for name in names {
        if !is_known_host(cx, name)? {
            return Err(Error::UnknownHost(name.to_string()));
        }
    }
    Ok(names.iter().map(ToString::to_string).collect())
}

/// A host below a domain registered here must have been created (RFC 5732); hosts elsewhere are not ours to know.
fn is_known_host(cx: &mut Cx<'_, '_>, name: &DomainName) -> Result<bool, store::Error> {
    let Some((sld, tld)) = tld::split(name) else { return Ok(true) };
    let parent = format!("{}.{}", sld.rsplit('.').next().unwrap_or(sld), tld.name);
    if cx.tx.domain(&parent)?.is_none() {
        return Ok(true);
    }
    Ok(cx.tx.host(name.as_str())?.is_some())
}

/// Delegates a domain to its own name servers.
pub fn set_custom(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str, list: &str) -> Result<Domain, Error> {
    let (domain, kept) = held_with_zone(cx, caller, name)?.ok_or(Error::NotHeld)?;
    let names = parse(list)?;
    let name_servers = check(cx, &names)?;
    delegate(cx, caller, domain, kept, name_servers)
}

/// Delegates a domain to our name servers; its records are as they were.
pub fn set_default(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<Domain, Error> {
    let (domain, kept) = held_with_zone(cx, caller, name)?.ok_or(Error::NotHeld)?;
    delegate(cx, caller, domain, kept, Vec::new())
}

fn delegate(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    domain: Domain,
    kept: KeptZone,
    name_servers: Vec<String>,
) -> Result<Domain, Error> {
    cx.tx.set_name_servers(domain.id, &name_servers)?;
    let served = match (name_servers.is_empty(), kept.served) {
        (true, _) => Served::Always,
        (false, Served::Always) => Served::Until(cx.now + ANSWERED_ON),
        (false, before) => before,
    };
    if served != kept.served {
        zones::save(cx, By::Caller(caller), &domain, &kept, KeptZone { served, ..kept.clone() })?;
    }
    Ok(Domain { name_servers, ..domain })
}

/// The domain with the name servers it is delegated to, ours spelled out.
pub fn list(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<(Domain, Vec<String>), Error> {
    let domain = held(cx, caller, name)?.ok_or(Error::NotHeld)?;
    let name_servers = shown(cx, &domain);
    Ok((domain, name_servers))
}

/// The name servers a domain is delegated to, ours spelled out: its own, or those of parking once its term is over.
pub fn shown(cx: &Cx<'_, '_>, domain: &Domain) -> Vec<String> {
    if domain.expires <= cx.now {
        cx.settings.parking_name_servers.to_vec()
    } else if domain.name_servers.is_empty() {
        cx.settings.name_servers.to_vec()
    } else {
        domain.name_servers.clone()
    }
}
