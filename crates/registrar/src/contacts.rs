//! Changing the contacts of a domain.

use rules::calendar::DAY;
use rules::contact::Contacts;
use rules::name::DomainName;
use rules::{extended_attribute, tld};
use store::{Domain, TransferLock};

use crate::caller::Caller;
use crate::holder::held;
use crate::runner::Cx;

/// How long a domain cannot go to another registrar once its registrant changed (ICANN Transfer Policy, section II.C.2).
const HELD_AFTER_CHANGE: i64 = 60 * DAY;

/// Why contacts were not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error("the TLD does not let contacts be changed")]
    FixedForTld,
    #[error(transparent)]
    Attributes(#[from] extended_attribute::Refusal),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Replaces the contacts of a domain. Attributes of the TLD are kept where none are sent, else replaced as a whole. A new
/// registrant locks the domain for 60 days.
pub fn replace<'a>(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    name: &str,
    contacts: &Contacts,
    sent: &dyn Fn(&str) -> Option<&'a str>,
) -> Result<Domain, Error> {
    let domain = held(cx, caller, name)?.ok_or(Error::NotHeld)?;
    let parsed = DomainName::parse(&domain.name);
    let (_, tld) = parsed.as_ref().and_then(tld::split).ok_or(Error::NotHeld)?;
    if tld.is_disable_mod_contact {
        return Err(Error::FixedForTld);
    }
    let (before, kept) = cx.tx.contacts(domain.id)?.ok_or(Error::NotHeld)?;
    let any = extended_attribute::names(&tld.name).iter().any(|attribute| sent(&attribute.name).is_some());
    let attributes = if any { extended_attribute::check(&tld.name, sent)? } else { kept };
    cx.tx.set_contacts(domain.id, contacts, &attributes)?;
    if before.registrant.is_another_registrant(&contacts.registrant) && tld.supports_registrar_lock {
        let lock = TransferLock { locked: true, held_until: cx.now + HELD_AFTER_CHANGE };
        cx.tx.set_transfer_lock(domain.id, lock)?;
    }
    Ok(domain)
}
