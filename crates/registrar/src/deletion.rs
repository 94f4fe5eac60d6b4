//! Deleting a domain within its add grace period (RFC 3915 section 3.1): what was paid for its term comes back, and the
//! name is anybody's again.

use rules::add_grace;
use rules::money::Money;
use rules::name::DomainName;
use serde_json::Value;
use store::{Book, Domain, Kind, Purchase, Unmoved};

use crate::caller::Caller;
use crate::holder::held_with_zone;
use crate::orders::{Detail, Kept};
use crate::registration::Registration;
use crate::renewal::Renewal;
use crate::runner::Cx;
use crate::zones;

/// Why a domain was not deleted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error("the domain was not registered here, or its add grace period is over")]
    NotInGrace,
    #[error("an order for the domain is under way")]
    UnderWay,
    #[error("other domains have a host below it as their name server")]
    HostInUse,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A domain that was deleted.
#[derive(Debug)]
pub struct Deleted {
    pub domain: Domain,
    pub refunded: Money,
    /// Under which the ledger has the refund.
    pub transaction_id: i64,
}

/// Deletes a domain of the caller.
pub fn delete(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<Deleted, Error> {
    let (domain, kept) = held_with_zone(cx, caller, name)?.ok_or(Error::NotHeld)?;
    if cx.tx.is_name_claimed(&domain.name)? {
        return Err(Error::UnderWay);
    }
    let paid = paid_in_grace(cx, &domain)?;
    // RFC 5731 section 3.2.2: subordinate hosts that others are delegated to keep a domain from going.
    if cx.tx.has_host_of_others(domain.id)? {
        return Err(Error::HostInUse);
    }
    let (transaction_id, refunded) = refund(cx, &domain, &paid)?;
    zones::remove_for_now(cx, &domain, &kept)?;
    cx.tx.delete_domain(domain.id)?;
    Ok(Deleted { domain, refunded, transaction_id })
}

/// What was paid for the term of a domain that is in its add grace period: the registration, and what lengthened it
/// since.
fn paid_in_grace(cx: &mut Cx<'_, '_>, domain: &Domain) -> Result<Vec<Purchase>, Error> {
    let ends = DomainName::parse(&domain.name).map(|name| add_grace::end(&name, domain.created));
    if ends.is_none_or(|end| cx.now >= end) {
        return Err(Error::NotInGrace);
    }
    let mut paid = cx.tx.completed_purchases(domain.account_id, domain.created)?;
    paid.retain(|purchase| kind_for(purchase, &domain.name).is_some());
    let is_registration =
        |purchase: &Purchase| kind_for(purchase, &domain.name).is_some_and(|kind| kind == Registration::KIND);
    // What came by a transfer has no add grace.
    if paid.iter().any(is_registration) { Ok(paid) } else { Err(Error::NotInGrace) }
}

/// The kind of an order for the term of a name; `None` for any other order.
fn kind_for(purchase: &Purchase, name: &str) -> Option<String> {
    let detail: Detail<String, Value> = serde_json::from_str(&purchase.detail).ok()?;
    let is_of_term = [Registration::KIND, Renewal::KIND].contains(&detail.kind.as_str());
    let is_of_name = detail.bought.get("name").and_then(Value::as_str) == Some(name);
    (is_of_term && is_of_name).then_some(detail.kind)
}

fn refund(cx: &mut Cx<'_, '_>, domain: &Domain, paid: &[Purchase]) -> Result<(i64, Money), store::Error> {
    let mut sum = Money::ZERO;
    for purchase in paid {
        sum = sum.checked_add(purchase.amount).ok_or_else(unpayable)?;
        cx.tx.refund_purchase(purchase.id)?;
    }
    let transaction_id = cx.tx.next_id(Kind::Transaction)?;
    let books = (Book::Sales, Book::Customer(domain.account_id));
    let reason = format!("delete {}", domain.name);
    match cx.tx.move_money(transaction_id, books, sum, &reason, cx.now) {
        Ok(()) => Ok((transaction_id, sum)),
        // Only customers lack money.
        Err(Unmoved::Insufficient) => Err(unpayable()),
        Err(Unmoved::Store(error)) => Err(error),
    }
}

fn unpayable() -> store::Error {
    store::Error::Engine("a refund cannot be paid".into())
}
