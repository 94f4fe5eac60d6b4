//! Looking at domains: one, a list, a name that may be free.

use rules::calendar::DAY;
use rules::contact::Contacts;
use rules::name::DomainName;
use store::{Attributes, Domain, DomainFilter, DomainOrder, Error, KeptZone, ListedDomain, Privacy};

use crate::caller::Caller;
use crate::holder::{held, held_with_zone};
use crate::ports::registry::Availability;
use crate::reach::{self, Page};
use crate::runner::Cx;

/// How near its end a domain counts as expiring: the span in which auto-renewal looks ahead.
const EXPIRING: i64 = 30 * DAY;

/// All that is told of one domain.
pub struct Info {
    pub domain: Domain,
    pub kept: KeptZone,
    pub privacy: Option<Privacy>,
}

/// The domain of a name, whoever holds it.
pub fn registered(cx: &mut Cx<'_, '_>, name: &str) -> Result<Option<Domain>, Error> {
    let Some(name) = DomainName::parse(name) else { return Ok(None) };
    cx.tx.domain(name.as_str())
}

/// A domain of the caller.
pub fn info(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<Option<Info>, Error> {
    let Some((domain, kept)) = held_with_zone(cx, caller, name)? else { return Ok(None) };
    let privacy = cx.tx.privacy(domain.id)?;
    Ok(Some(Info { domain, kept, privacy }))
}

/// The contacts of a domain of the caller, and its privacy subscription.
pub struct ContactsOf {
    pub domain: Domain,
    pub contacts: Contacts,
    pub attributes: Attributes,
    pub privacy: Option<Privacy>,
}

/// The contacts of a domain of the caller.
pub fn contacts(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<Option<ContactsOf>, Error> {
    let Some(domain) = held(cx, caller, name)? else { return Ok(None) };
    let Some((contacts, attributes)) = cx.tx.contacts(domain.id)? else { return Ok(None) };
    let privacy = cx.tx.privacy(domain.id)?;
    Ok(Some(ContactsOf { domain, contacts, attributes, privacy }))
}

/// Which domains of the caller a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListType {
    All,
    Expiring,
    Expired,
}

/// A page of the caller's domains, counted from 1.
pub fn list(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    (list_type, search): (ListType, &str),
    order: DomainOrder,
    page: (i64, i64),
) -> Result<Page<ListedDomain>, Error> {
    let expires = match list_type {
        ListType::All => (i64::MIN, i64::MAX),
        ListType::Expiring => (cx.now + 1, cx.now + EXPIRING),
        ListType::Expired => (i64::MIN, cx.now + 1),
    };
    let filter = DomainFilter { account_id: caller.user.id, search: search.to_ascii_lowercase(), expires };
    reach::page(
        cx,
        caller,
        page,
        |tx| tx.count_domains(&filter),
        |tx, limit, offset| tx.list_domains(&filter, order, limit, offset),
        |listed| reach::domain(caller, &listed.domain.name),
    )
}

/// Whether a name can be registered: what stands in the way here, else what its registry says.
pub fn availability(cx: &mut Cx<'_, '_>, name: &DomainName) -> Result<Availability, Error> {
    if cx.tx.domain(name.as_str())?.is_some() || cx.tx.is_name_claimed(name.as_str())? {
        return Ok(Availability::Taken);
    }
    cx.registry.availability(cx.tx, name)
}
