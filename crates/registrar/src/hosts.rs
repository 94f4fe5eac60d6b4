//! Hosts: personal name servers below a domain, with their addresses (RFC 5732).

use std::net::Ipv4Addr;

use rules::address::is_reserved;
use rules::name::DomainName;
use store::Domain;

use crate::caller::Caller;
use crate::holder::held;
use crate::runner::Cx;

/// Why a host was not created, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error("the host does not lie below the domain")]
    NotBelow,
    #[error("the address is reserved")]
    ReservedAddress,
    #[error("the host exists already")]
    Exists,
    #[error("there is no such host below the domain")]
    NoSuchHost,
    #[error("the old address and the new one are the same")]
    SameAddress,
    #[error("the host has another address than the old one named")]
    OtherAddress,
    #[error("a domain names the host as its name server")]
    InUse,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Creates a host below a domain of the caller.
pub fn create(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    domain: &str,
    host: &str,
    address: Ipv4Addr,
) -> Result<(Domain, DomainName), Error> {
    let domain = held(cx, caller, domain)?.ok_or(Error::NotHeld)?;
    let apex = DomainName::parse(&domain.name).ok_or(Error::NotHeld)?;
    let host = DomainName::parse(host).filter(|host| host.is_below(&apex)).ok_or(Error::NotBelow)?;
    if is_reserved(address) {
        return Err(Error::ReservedAddress);
    }
    if cx.tx.host(host.as_str())?.is_some() {
        return Err(Error::Exists);
    }
    cx.tx.insert_host(host.as_str(), domain.id, &address.to_string())?;
    Ok((domain, host))
}

/// A host below a domain of the caller, as it is kept.
pub struct Host {
    pub domain: Domain,
    pub name: DomainName,
    pub address: String,
    /// Whether a domain names it as its name server.
    pub in_use: bool,
}

/// Looks at a host below a domain of the caller.
pub fn info(cx: &mut Cx<'_, '_>, caller: &Caller, domain: &str, host: &str) -> Result<Host, Error> {
    let domain = held(cx, caller, domain)?.ok_or(Error::NotHeld)?;
    let apex = DomainName::parse(&domain.name).ok_or(Error::NotHeld)?;
    let name = DomainName::parse(host).filter(|host| host.is_below(&apex)).ok_or(Error::NoSuchHost)?;
    let address = cx.tx.host(name.as_str())?.ok_or(Error::NoSuchHost)?;
    let in_use = cx.tx.is_delegated_to(name.as_str())?;
    Ok(Host { domain, name, address, in_use })
}

/// Gives a host another address; who asks must know the old one.
pub fn update(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    domain: &str,
    host: &str,
    (old, new): (Ipv4Addr, Ipv4Addr),
) -> Result<Host, Error> {
    let host = info(cx, caller, domain, host)?;
    if old == new {
        return Err(Error::SameAddress);
    }
    if host.address != old.to_string() {
        return Err(Error::OtherAddress);
    }
    if is_reserved(new) {
        return Err(Error::ReservedAddress);
    }
    cx.tx.set_host_address(host.name.as_str(), &new.to_string())?;
    Ok(Host { address: new.to_string(), ..host })
}

/// Deletes a host that no domain names as its name server (RFC 5732 section 3.2.2).
pub fn delete(cx: &mut Cx<'_, '_>, caller: &Caller, domain: &str, host: &str) -> Result<Host, Error> {
    let host = info(cx, caller, domain, host)?;
    if host.in_use {
        return Err(Error::InUse);
    }
    cx.tx.delete_host(host.name.as_str())?;
    Ok(host)
}
