//! Whether a domain is renewed by itself.

use rules::life_cycle::LifeCycle;
use store::Domain;

use crate::caller::Caller;
use crate::holder::held;
use crate::runner::Cx;

/// Why it was not switched.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A domain of the caller.
pub fn get(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<Domain, Error> {
    held(cx, caller, name)?.ok_or(Error::NotHeld)
}

/// Switches auto-renewal on or off; the domain as it was.
pub fn set(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str, on: bool) -> Result<Domain, Error> {
    let domain = get(cx, caller, name)?;
    cx.tx.set_auto_renew(domain.id, on)?;
    if cx.now >= domain.expires {
        // This term is over: it can be reactivated, and the next one is renewed.
        let released = LifeCycle::of(&domain.name, domain.expires).released;
        cx.tx.put_off_auto_renewal(domain.id, domain.expires, released)?;
    }
    Ok(domain)
}
