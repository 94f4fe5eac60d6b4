//! Hosts: personal name servers below a domain, with their addresses (RFC 5732).

use std::net::Ipv4Addr;

use rules::address::is_reserved;
use rules::name::DomainName;
use store::Domain;

use crate::caller::Caller;
use crate::holder::held;
use crate::runner::Cx;

/// Why a host was not created.
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
