//! Adding funds: a request gives a token, with which a customer pays on a page and the caller asks how it went.

use rules::calendar::DAY;
use rules::money::Money;
use store::AddFundsRequest;

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
    };
    cx.tx.insert_add_funds_request(&key::hash(&token), &request)?;
    let page = format!("{}?tokenid={token}", cx.settings.payment_page);
    Ok(Requested { token, page })
}

/// Amount and state of a request of the caller's account; `None` for a token of another one, or of none.
pub fn status(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    token: &str,
) -> Result<Option<(Money, State)>, store::Error> {
    let found = cx.tx.add_funds_request(caller.user.id, &key::hash(token))?;
    let state = |created: i64| {
        if cx.now < created.saturating_add(LIFE) { State::Created } else { State::Expired }
    };
    Ok(found.map(|request| (request.amount, state(request.created))))
}
