//! The lock of a domain against transfers to another registrar.

use rules::name::DomainName;
use rules::tld;
use store::{Domain, TransferLock};

use crate::caller::Caller;
use crate::holder::held;
use crate::runner::Cx;

/// Why a lock was not read or set.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error("the TLD has no such lock")]
    NoLockForTld,
    #[error("the registrant changed within the last 60 days")]
    RegistrantChanged,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A domain of the caller with its lock.
pub fn get(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<(Domain, TransferLock), Error> {
    let domain = held(cx, caller, name)?.ok_or(Error::NotHeld)?;
    if !has_lock(&domain) {
        return Err(Error::NoLockForTld);
    }
    let lock = cx.tx.transfer_lock(domain.id)?;
    Ok((domain, lock))
}

/// Whether a domain is locked; one of a TLD without such a lock is not.
pub(crate) fn is_locked(cx: &mut Cx<'_, '_>, domain: &Domain) -> Result<bool, store::Error> {
    Ok(has_lock(domain) && cx.tx.transfer_lock(domain.id)?.locked)
}

fn has_lock(domain: &Domain) -> bool {
    DomainName::parse(&domain.name)
        .as_ref()
        .and_then(tld::split)
        .is_some_and(|(_, tld)| tld.supports_registrar_lock)
}

/// Locks a domain or takes its lock off; the lock as it was and as it is.
pub fn set(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    name: &str,
    locked: bool,
) -> Result<(Domain, TransferLock, TransferLock), Error> {
    let (domain, before) = get(cx, caller, name)?;
    if !locked && cx.now < before.held_until {
        return Err(Error::RegistrantChanged);
    }
    let after = TransferLock { locked, ..before };
    cx.tx.set_transfer_lock(domain.id, after)?;
    Ok((domain, before, after))
}
