//! Adding funds: a request gives a token, with which a customer pays on a page and the caller asks how it went.

use rules::calendar::DAY;
use rules::money::Money;
use store::{Account, AccountState, AddFundsRequest, Book, Kind, Payment, Unmoved};

use crate::caller::Caller;
use crate::entropy::hex;
use crate::key;
use crate::runner::Cx;

/// Least amount of a request (users-notes.md section 4).
const LEAST: Money = Money::usd(5 * 10_000);
/// Greatest amount of a request.
const MOST: Money = Money::usd(100_000 * 10_000);
/// How long a request waits for its payment.
const LIFE: i64 = DAY;
/// Declined payments in a row after which an account is locked out. A card may be declined by a slip, and once more when
/// it is tried again; the third tells of something else (gate.md section 8: proposed, number unknown).
const MOST_DECLINED: i64 = 3;

/// Why a request was not made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the amount is too small")]
    TooLittle,
    #[error("the amount is too great")]
    TooMuch,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What was asked for.
pub struct Requested {
    pub token: String,
    /// Where the customer pays.
    pub page: String,
}

/// How far a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for its payment.
    Created,
    /// The payment was made, under this transaction of the ledger.
    Completed { transaction_id: i64 },
    /// The payment was declined.
    Failed,
    /// It waited too long.
    Expired,
}

/// Makes a request for the caller's account.
pub fn request(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    amount: Money,
    return_url: &str,
) -> Result<Requested, Error> {
    if amount.ten_thousandths < LEAST.ten_thousandths {
        return Err(Error::TooLittle);
    }
    if amount.ten_thousandths > MOST.ten_thousandths {
        return Err(Error::TooMuch);
    }
    let token = hex::<16>(cx.entropy);
    let request = AddFundsRequest {
        account_id: caller.user.id,
        amount,
        return_url: return_url.to_owned(),
        created: cx.now,
        payment: Payment::Awaited,
    };
    cx.tx.insert_add_funds_request(&key::hash(&token), &request)?;
    let page = format!("{}/addfunds?tokenid={token}", cx.settings.pages);
    Ok(Requested { token, page })
}

/// Amount and state of a request of the caller's account; `None` for a token of another one, or of none.
pub fn status(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    token: &str,
) -> Result<Option<(Money, State)>, store::Error> {
    let found = cx.tx.add_funds_request(&key::hash(token))?;
    let own = found.filter(|request| request.account_id == caller.user.id);
    Ok(own.map(|request| (request.amount, state(&request, cx.now))))
}

fn state(request: &AddFundsRequest, now: i64) -> State {
    match request.payment {
        Payment::Made { transaction_id } => State::Completed { transaction_id },
        Payment::Declined => State::Failed,
        Payment::Awaited if now < request.created.saturating_add(LIFE) => State::Created,
        Payment::Awaited => State::Expired,
    }
}

/// What the page of a request shows.
pub struct Page {
    pub user_name: String,
    pub amount: Money,
    /// Where the customer goes after paying, as the caller sent it.
    pub return_url: String,
    pub state: State,
}

/// What a customer does on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Pay,
    Decline,
}

/// The page of a token; `None` for a token of no request.
pub fn page(cx: &mut Cx<'_, '_>, token: &str) -> Result<Option<Page>, store::Error> {
    let found = found(cx, &key::hash(token))?;
    Ok(found.map(|(request, account)| shown(request, account, cx.now)))
}

/// Does what the customer chose, if the request still waits for it; the page as it is then.
pub fn choose(cx: &mut Cx<'_, '_>, token: &str, choice: Choice) -> Result<Option<Page>, store::Error> {
    let token_hash = key::hash(token);
    let Some((mut request, account)) = found(cx, &token_hash)? else { return Ok(None) };
    if state(&request, cx.now) == State::Created {
        request.payment = match choice {
            Choice::Pay => pay(cx, &request, &account)?,
            Choice::Decline => decline(cx, &account)?,
        };
        cx.tx.set_payment(&token_hash, request.payment)?;
    }
    Ok(Some(shown(request, account, cx.now)))
}

fn found(cx: &mut Cx<'_, '_>, token_hash: &[u8]) -> Result<Option<(AddFundsRequest, Account)>, store::Error> {
    let Some(request) = cx.tx.add_funds_request(token_hash)? else { return Ok(None) };
    let account = cx.tx.account(request.account_id)?;
    Ok(account.map(|account| (request, account)))
}

fn shown(request: AddFundsRequest, account: Account, now: i64) -> Page {
    let state = state(&request, now);
    Page { user_name: account.user_name, amount: request.amount, return_url: request.return_url, state }
}

/// The money comes, and with it the end of a lock by declined payments.
fn pay(cx: &mut Cx<'_, '_>, request: &AddFundsRequest, account: &Account) -> Result<Payment, store::Error> {
    let transaction_id = cx.tx.next_id(Kind::Transaction)?;
    let books = (Book::Funding, Book::Customer(account.id));
    match cx.tx.move_money(transaction_id, books, request.amount, "added funds", cx.now) {
        // Funding may fall below zero, so it never lacks.
        Ok(()) | Err(Unmoved::Insufficient) => {}
        Err(Unmoved::Store(error)) => return Err(error),
    }
    cx.tx.forget_declined_payments(account.id)?;
    if account.state == AccountState::PaymentsDeclined {
        cx.tx.update_account(account.id, AccountState::Active, &account.allowed)?;
    }
    Ok(Payment::Made { transaction_id })
}

/// Counts, and locks the account out when it was once too often. The count begins anew with the lock, so that who lifts
/// it gives all attempts back.
fn decline(cx: &mut Cx<'_, '_>, account: &Account) -> Result<Payment, store::Error> {
    if cx.tx.count_declined_payment(account.id)? >= MOST_DECLINED {
        cx.tx.forget_declined_payments(account.id)?;
        if account.state == AccountState::Active {
            cx.tx.update_account(account.id, AccountState::PaymentsDeclined, &account.allowed)?;
        }
    }
    Ok(Payment::Declined)
}
