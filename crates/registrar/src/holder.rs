//! Finding a domain that the caller holds and the caller's key reaches.

use rules::name::DomainName;
use store::{Domain, Error, KeptZone};

use crate::caller::Caller;
use crate::runner::Cx;

/// The domain of a name, if the caller's account holds it and the key reaches it.
pub fn held(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<Option<Domain>, Error> {
    let Some(name) = DomainName::parse(name) else { return Ok(None) };
    if !caller.reaches(&name) {
        return Ok(None);
    }
    Ok(cx.tx.domain(name.as_str())?.filter(|domain| domain.account_id == caller.user.id))
}

/// As [`held`], with its zone.
pub fn held_with_zone(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    name: &str,
) -> Result<Option<(Domain, KeptZone)>, Error> {
    let Some(name) = DomainName::parse(name) else { return Ok(None) };
    if !caller.reaches(&name) {
        return Ok(None);
    }
    Ok(cx.tx.domain_and_zone(name.as_str())?.filter(|(domain, _)| domain.account_id == caller.user.id))
}
