//! Orders: what charges, in three steps with the purchase row as the record between them. Money is held when an order
//! is opened; the outside is told; then what was bought and the charge are written, or the money goes back. This is the
//! first step; `settlement.rs` has the other two.

use rules::calendar::DAY;
use rules::money::Money;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::{Book, Kind, Purchase, PurchaseState, Unmoved};

use crate::caller::Caller;
use crate::ports::registry::{Answer, Refused, Registry};
use crate::runner::Cx;

/// What an order buys. Each kind knows whom it calls and what it brings.
pub trait Bought: Send + Sync {
    /// What the entries of the ledger say.
    fn reason(&self) -> String;

    /// Tells the outside; said twice under one order id, it happens once. By default nobody outside has a part in it.
    fn call<'a>(&'a self, _registry: &'a dyn Registry, _order_id: i64) -> Answer<'a, Ended> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// Writes what was bought.
    fn fulfil(self: Box<Self>, cx: &mut Cx<'_, '_>, purchase: &Purchase) -> Result<(), store::Error>;
}

/// How the record of an order keeps what it buys.
pub trait Kept: Bought + Serialize + DeserializeOwned {
    /// The word that stands for the kind.
    const KIND: &'static str;
}

/// What stands in [`Purchase::detail`].
#[derive(Serialize, Deserialize)]
pub(crate) struct Detail<K, T> {
    pub kind: K,
    pub bought: T,
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

/// What opens an order says in its own error why none was opened.
macro_rules! error_of_orders {
    ($error:ident) => {
        impl From<$crate::orders::Error> for $error {
            fn from(error: $crate::orders::Error) -> Self {
                match error {
                    $crate::orders::Error::Insufficient => $error::Insufficient,
                    $crate::orders::Error::Store(error) => $error::Store(error),
                }
            }
        }
    };
}

pub(crate) use error_of_orders;

/// Opens an order and holds its price.
pub fn open(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    bought: &impl Kept,
    amount: Money,
) -> Result<Opened, Error> {
    within_limits(cx, caller, amount)?;
    record_and_hold(cx, Payer::of(caller), bought, amount, PurchaseState::Open)
}

/// As [`open`], for what an account has had done for it by itself: no key has a part in it.
pub fn open_by_itself(
    cx: &mut Cx<'_, '_>,
    account_id: i64,
    bought: &impl Kept,
    amount: Money,
) -> Result<Opened, Error> {
    // Nothing is written for want of funds: others may be in the same transaction.
    if cx.tx.balance(account_id)?.ten_thousandths < amount.ten_thousandths {
        return Err(Error::Insufficient);
    }
    let nobody = Payer { account_id, client_ip: String::new(), key_id: None };
    record_and_hold(cx, nobody, bought, amount, PurchaseState::Open)
}

/// As [`open`], for what ends in days: [`settle`] is for whoever waits for it.
pub fn open_waiting(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    bought: &impl Kept,
    amount: Money,
) -> Result<Opened, Error> {
    within_limits(cx, caller, amount)?;
    record_and_hold(cx, Payer::of(caller), bought, amount, PurchaseState::Waiting)
}

/// Lets an order that failed wait once more, and holds its price again; `reason` is as of
/// [`Bought::reason`].
pub fn wait_again(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    purchase: &Purchase,
    reason: &str,
) -> Result<(), Error> {
    within_limits(cx, caller, purchase.amount)?;
    let transaction_id = cx.tx.next_id(Kind::Transaction)?;
    cx.tx.wait_again(purchase.id, transaction_id)?;
    hold(cx, transaction_id, purchase.account_id, purchase.amount, reason)?;
    Ok(())
}

/// Refuses what is beyond what the key may spend.
fn within_limits(cx: &mut Cx<'_, '_>, caller: &Caller, amount: Money) -> Result<(), store::Error> {
    let limits = caller.key.policy.as_ref().map(|policy| policy.spending);
    let Some(limits) = limits.filter(|limits| limits.is_limited()) else { return Ok(()) };
    let midnight = cx.now - cx.now.rem_euclid(DAY);
    let mut spent = |since| cx.tx.spent_by_key(caller.key.id, since).map(Money::usd);
    Ok(limits.judge(amount, spent(midnight)?, spent(i64::MIN)?)?)
}

/// Takes the price from the account, under the transaction of the order: what a statement and the answer call it.
fn hold(
    cx: &mut Cx<'_, '_>,
    transaction_id: i64,
    account_id: i64,
    amount: Money,
    reason: &str,
) -> Result<(), Unmoved> {
    cx.tx.move_money(transaction_id, (Book::Customer(account_id), Book::Held), amount, reason, cx.now)
}

/// Records an order that fails at once, without moving money.
pub fn open_failed(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    bought: &impl Kept,
    amount: Money,
) -> Result<Opened, store::Error> {
    record(cx, Payer::of(caller), bought, amount, PurchaseState::Failed)
}

/// Who pays, and how that was asked for.
struct Payer {
    account_id: i64,
    client_ip: String,
    key_id: Option<i64>,
}

impl Payer {
    fn of(caller: &Caller) -> Payer {
        let client_ip = caller.client_ip.to_string();
        Payer { account_id: caller.user.id, client_ip, key_id: Some(caller.key.id) }
    }
}

fn record_and_hold(
    cx: &mut Cx<'_, '_>,
    payer: Payer,
    bought: &impl Kept,
    amount: Money,
    state: PurchaseState,
) -> Result<Opened, Error> {
    let account_id = payer.account_id;
    let opened = record(cx, payer, bought, amount, state)?;
    hold(cx, opened.transaction_id, account_id, amount, &bought.reason())?;
    Ok(opened)
}

fn record<T: Kept>(
    cx: &mut Cx<'_, '_>,
    payer: Payer,
    bought: &T,
    amount: Money,
    state: PurchaseState,
) -> Result<Opened, store::Error> {
    let (purchase_id, transaction_id) = (cx.tx.next_id(Kind::Order)?, cx.tx.next_id(Kind::Transaction)?);
    let written = serde_json::to_string(&Detail { kind: T::KIND, bought });
    cx.tx.insert_purchase(&Purchase {
        id: purchase_id,
        transaction_id,
        account_id: payer.account_id,
        state,
        detail: written.map_err(|_| store::Error::Engine("an order cannot be written".into()))?,
        amount,
        client_ip: payer.client_ip,
        key_id: payer.key_id,
        created: cx.now,
    })?;
    Ok(Opened { purchase_id, transaction_id, amount })
}
