//! The last two steps of an order: the outside is told, then what was bought and the charge are written, or the money
//! goes back. A sweep takes them for whatever a crash left open.

use serde_json::Value;
use store::{Book, End, Kind, Purchase, PurchaseState, Unmoved};

use crate::certificates::more_names::FurtherNames;
use crate::certificates::purchase::NewCertificate;
use crate::certificates::renewal::CertificateRenewal;
use crate::orders::{Bought, Detail, Ended, Kept};
use crate::privacy::PrivacyRenewal;
use crate::registration::Registration;
use crate::renewal::Renewal;
use crate::runner::{Cx, Runner};
use crate::transfer::Arrival;

/// What an order buys, of whatever kind.
fn bought(purchase: &Purchase) -> Result<Box<dyn Bought>, store::Error> {
    of_detail(&purchase.detail).ok_or_else(|| unreadable(purchase))
}

/// Whether [`Purchase::detail`] could be this.
pub(crate) fn is_readable(detail: &str) -> bool {
    of_detail(detail).is_some()
}

fn of_detail(detail: &str) -> Option<Box<dyn Bought>> {
    let detail: Detail<String, Value> = serde_json::from_str(detail).ok()?;
    match detail.kind.as_str() {
        Arrival::KIND => read::<Arrival>(detail.bought),
        CertificateRenewal::KIND => read::<CertificateRenewal>(detail.bought),
        FurtherNames::KIND => read::<FurtherNames>(detail.bought),
        NewCertificate::KIND => read::<NewCertificate>(detail.bought),
        PrivacyRenewal::KIND => read::<PrivacyRenewal>(detail.bought),
        Registration::KIND => read::<Registration>(detail.bought),
        Renewal::KIND => read::<Renewal>(detail.bought),
        _ => None,
    }
}

fn read<T: Kept + 'static>(kept: Value) -> Option<Box<dyn Bought>> {
    let bought: T = serde_json::from_value(kept).ok()?;
    Some(Box::new(bought))
}

fn unreadable(purchase: &Purchase) -> store::Error {
    store::Error::Engine(format!("order {} is not of its form", purchase.id))
}

/// Calls the outside for an open order and settles it, and does `then` in the same transaction. Safe to repeat: an order
/// that was settled meanwhile gives `None`.
pub async fn complete<T: Send + 'static>(
    runner: &Runner,
    purchase_id: i64,
    mut then: impl FnMut(&mut Cx<'_, '_>, Ended) -> Result<T, store::Error> + Send + 'static,
) -> Result<Option<(Ended, T)>, store::Error> {
    let found = runner.read(|cx| cx.tx.purchase(purchase_id))?;
    let Some(purchase) = found.filter(|purchase| purchase.state == PurchaseState::Open) else {
        return Ok(None);
    };
    let ended = bought(&purchase)?.call(runner.registry(), purchase.id).await;
    let work = move |cx: &mut Cx<'_, '_>| {
        let settled = settle(cx, &purchase, ended)?;
        settled.map(|ended| Ok((ended, then(cx, ended)?))).transpose().map(End::Commit)
    };
    runner.write(work).await
}

/// As [`complete`] for an order just opened, apart from the caller: who goes away leaves no order half done.
pub async fn complete_apart<T: Send + 'static>(
    runner: &Runner,
    purchase_id: i64,
    then: impl FnMut(&mut Cx<'_, '_>, Ended) -> Result<T, store::Error> + Send + 'static,
) -> Result<(Ended, T), store::Error> {
    let runner = runner.clone();
    let completing = tokio::spawn(async move { complete(&runner, purchase_id, then).await });
    let ended = completing.await.unwrap_or(Err(store::Error::Panicked))?;
    // A sweep was quicker; it does not know this caller, whose order is in good hands all the same.
    ended.ok_or(store::Error::Unknown)
}

/// Ends an order as `ended` says, if it has not ended yet: it brings what was bought, or the money goes back.
pub fn settle(cx: &mut Cx<'_, '_>, purchase: &Purchase, ended: Ended) -> Result<Option<Ended>, store::Error> {
    let state = if ended.is_ok() { PurchaseState::Completed } else { PurchaseState::Failed };
    if !cx.tx.end_purchase(purchase.id, state, cx.now)? {
        return Ok(None);
    }
    cx.tx.release_name(purchase.id)?;
    let bought = bought(purchase)?;
    let to = if ended.is_ok() { Book::Sales } else { Book::Customer(purchase.account_id) };
    // The purchase's own transaction id stands on the entries by which it was paid.
    let transaction_id = cx.tx.next_id(Kind::Transaction)?;
    let moved = cx.tx.move_money(transaction_id, (Book::Held, to), purchase.amount, &bought.reason(), cx.now);
    match moved {
        Ok(()) => {}
        Err(Unmoved::Store(error)) => return Err(error),
        Err(Unmoved::Insufficient) => return Err(unreadable(purchase)),
    }
    if ended.is_ok() {
        bought.fulfil(cx, purchase)?;
    }
    Ok(Some(ended))
}
