//! What the caller's key reaches of what the account holds.

use rules::name::DomainName;
use rules::tld;
use store::{Certificate, Error, Tx};

use crate::caller::Caller;
use crate::runner::Cx;

/// A page of a list.
#[derive(Debug)]
pub struct Page<T> {
    pub rows: Vec<T>,
    /// How many the list has in all.
    pub total: i64,
}

/// A page of a list, counted from 1. A key that reaches all has the store count and cut; for others all are read, as
/// only the policy tells which are theirs.
pub(crate) fn page<T>(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    (page, size): (i64, i64),
    count: impl FnOnce(&mut Tx<'_>) -> Result<i64, Error>,
    list: impl FnOnce(&mut Tx<'_>, i64, i64) -> Result<Vec<T>, Error>,
    is_reached: impl Fn(&T) -> bool,
) -> Result<Page<T>, Error> {
    let offset = (page - 1).saturating_mul(size);
    if caller.reaches_all() {
        let total = count(cx.tx)?;
        let rows = if offset < total { list(cx.tx, size, offset)? } else { Vec::new() };
        return Ok(Page { rows, total });
    }
    let reached: Vec<T> = list(cx.tx, i64::MAX, 0)?.into_iter().filter(is_reached).collect();
    let total = i64::try_from(reached.len()).unwrap_or(i64::MAX);
    let places = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
    let rows = reached.into_iter().skip(places(offset)).take(places(size)).collect();
    Ok(Page { rows, total })
}

/// Whether the key reaches a domain by its name.
pub(crate) fn domain(caller: &Caller, name: &str) -> bool {
    caller.reaches_all() || DomainName::parse(name).is_some_and(|name| caller.reaches(&name))
}

/// Whether the key reaches the domain that a host is in; a wildcard is of the domain below which it stands.
pub(crate) fn host(caller: &Caller, name: &str) -> bool {
    let reached = || {
        let name = DomainName::parse(name.strip_prefix("*.").unwrap_or(name))?;
        let (below, tld) = tld::split(&name)?;
        let label = below.rsplit('.').next()?;
        Some(caller.reaches(&DomainName::of(label, &tld.name)?))
    };
    caller.reaches_all() || reached() == Some(true)
}

/// A certificate of the caller's account, if its name is one that the key reaches. One that is new has none yet.
pub(crate) fn certificate(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    id: i64,
) -> Result<Option<Certificate>, Error> {
    let found = cx.tx.certificate_of_account(caller.user.id, id)?;
    Ok(found.filter(|certificate| is_of(caller, certificate)))
}

/// Whether a certificate is for a name that the key reaches.
pub(crate) fn is_of(caller: &Caller, certificate: &Certificate) -> bool {
    certificate.request.as_ref().is_none_or(|request| host(caller, &request.common_name))
}
