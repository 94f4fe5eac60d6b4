//! Orders: what charges, in three steps with the purchase row as the record between them. Money is held when an order
//! is opened; the outside is told; then what was bought and the charge are written, or the money goes back. A sweep
//! takes the last two steps for whatever a crash left open.

use rules::money::Money;
use serde::{Deserialize, Serialize};
use store::{Book, End, Kind, Purchase, PurchaseState, Unmoved};

use crate::caller::Caller;
use crate::ports::registry::{Refused, Registry};
use crate::privacy::PrivacyRenewal;
use crate::registration::Registration;
use crate::renewal::Renewal;
use crate::runner::{Cx, Runner};

/// What is bought. Each kind knows whom it calls and what it brings.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Detail {
    PrivacyRenewal(PrivacyRenewal),
    Registration(Box<Registration>),
    Renewal(Renewal),
    Reactivation(Renewal),
    /// The domain comes with a term of a year.
    Transfer(Box<Registration>),
}

/// An order that was opened.
#[derive(Clone, Copy, Debug)]
pub struct Opened {
    /// OrderID on the wire.
    pub purchase_id: i64,
    /// TransactionID on the wire.
    pub transaction_id: i64,
    /// What it costs.
    pub amount: Money,
}

/// How an order ended.
pub type Ended = Result<(), Refused>;

/// Why an order was not opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the account has not enough funds")]
    Insufficient,
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<Unmoved> for Error {
    fn from(unmoved: Unmoved) -> Self {
        match unmoved {
            Unmoved::Insufficient => Error::Insufficient,
            Unmoved::Store(error) => Error::Store(error),
        }
    }
}

impl Detail {
    /// What the entries of the ledger say.
    fn reason(&self) -> String {
        match self {
            Detail::PrivacyRenewal(renewal) => format!("renew privacy {}", renewal.id),
            Detail::Registration(registration) => format!("register {}", registration.name),
            Detail::Renewal(renewal) => format!("renew {}", renewal.name),
            Detail::Reactivation(renewal) => format!("reactivate {}", renewal.name),
            Detail::Transfer(registration) => format!("transfer {}", registration.name),
        }
    }

    async fn call(&self, registry: &dyn Registry, order_id: i64) -> Ended {
        match self {
            // Nobody outside has a part in it.
            Detail::PrivacyRenewal(_) => Ok(()),
            Detail::Registration(registration) => registration.call(registry, order_id).await,
            Detail::Renewal(renewal) | Detail::Reactivation(renewal) => {
                renewal.call(registry, order_id).await
            }
            // Nobody is called: its order waits for the transfer, and the sweep over transfers settles it.
            Detail::Transfer(_) => Ok(()),
        }
    }

    fn fulfil(self, cx: &mut Cx<'_, '_>, purchase: &Purchase) -> Result<(), store::Error> {
        match self {
            Detail::PrivacyRenewal(renewal) => renewal.fulfil(cx, purchase),
            Detail::Registration(registration) | Detail::Transfer(registration) => {
                registration.fulfil(cx, purchase)
            }
            Detail::Renewal(renewal) | Detail::Reactivation(renewal) => renewal.fulfil(cx),
        }
    }
}

/// Opens an order and holds its price.
pub fn open(cx: &mut Cx<'_, '_>, caller: &Caller, detail: &Detail, amount: Money) -> Result<Opened, Error> {
    let opened = record(cx, caller, detail, amount, PurchaseState::Open)?;
    hold(cx, caller.user.id, amount, &detail.reason())?;
    Ok(opened)
}

/// As [`open`], for what ends in days: [`settle`] is for whoever waits for it.
pub fn open_waiting(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    detail: &Detail,
    amount: Money,
) -> Result<Opened, Error> {
    let opened = record(cx, caller, detail, amount, PurchaseState::Waiting)?;
    hold(cx, caller.user.id, amount, &detail.reason())?;
    Ok(opened)
}

/// Lets an order that failed wait once more, and holds its price again.
pub fn wait_again(cx: &mut Cx<'_, '_>, purchase: &Purchase) -> Result<(), Error> {
    let transaction_id = cx.tx.next_id(Kind::Transaction)?;
    cx.tx.wait_again(purchase.id, transaction_id)?;
    hold(cx, purchase.account_id, purchase.amount, &detail(purchase)?.reason())?;
    Ok(())
}

fn hold(cx: &mut Cx<'_, '_>, account_id: i64, amount: Money, reason: &str) -> Result<(), Unmoved> {
    let transaction_id = cx.tx.next_id(Kind::Transaction)?;
    cx.tx.move_money(transaction_id, (Book::Customer(account_id), Book::Held), amount, reason, cx.now)
}

/// Records an order that fails at once, without moving money.
pub fn open_failed(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    detail: &Detail,
    amount: Money,
) -> Result<Opened, store::Error> {
    record(cx, caller, detail, amount, PurchaseState::Failed)
}

fn record(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    detail: &Detail,
    amount: Money,
    state: PurchaseState,
) -> Result<Opened, store::Error> {
    let (purchase_id, transaction_id) = (cx.tx.next_id(Kind::Order)?, cx.tx.next_id(Kind::Transaction)?);
    let written = serde_json::to_string(detail);
    cx.tx.insert_purchase(&Purchase {
        id: purchase_id,
        transaction_id,
        account_id: caller.user.id,
        state,
        detail: written.map_err(|_| store::Error::Engine("an order cannot be written".into()))?,
        amount,
        client_ip: caller.client_ip.to_string(),
        created: cx.now,
    })?;
    Ok(Opened { purchase_id, transaction_id, amount })
}

/// Calls the outside for an open order and settles it. Safe to repeat: an order that was settled meanwhile gives
/// `None`.
pub async fn complete(runner: &Runner, purchase_id: i64) -> Result<Option<Ended>, store::Error> {
    let found = runner.read(|cx| cx.tx.purchase(purchase_id))?;
    let Some(purchase) = found.filter(|purchase| purchase.state == PurchaseState::Open) else {
        return Ok(None);
    };
    let ended = detail(&purchase)?.call(runner.registry(), purchase.id).await;
    runner.write(move |cx| settle(cx, &purchase, ended).map(End::Commit)).await
}

/// As [`complete`] for an order just opened, apart from the caller: who goes away leaves no order half done.
pub async fn complete_apart(runner: &Runner, purchase_id: i64) -> Result<Ended, store::Error> {
    let runner = runner.clone();
    let completing = tokio::spawn(async move { complete(&runner, purchase_id).await });
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
    let detail = detail(purchase)?;
    let to = if ended.is_ok() { Book::Sales } else { Book::Customer(purchase.account_id) };
    // The purchase's own transaction id stands on the entries of what became of it.
    let moved = cx.tx.move_money(
        purchase.transaction_id,
        (Book::Held, to),
        purchase.amount,
        &detail.reason(),
        cx.now,
    );
    match moved {
        Ok(()) => {}
        Err(Unmoved::Store(error)) => return Err(error),
        Err(Unmoved::Insufficient) => return Err(unreadable(purchase)),
    }
    if ended.is_ok() {
        detail.fulfil(cx, purchase)?;
    }
    Ok(Some(ended))
}

fn detail(purchase: &Purchase) -> Result<Detail, store::Error> {
    serde_json::from_str(&purchase.detail).map_err(|_| unreadable(purchase))
}

fn unreadable(purchase: &Purchase) -> store::Error {
    store::Error::Engine(format!("order {} is not of its form", purchase.id))
}
