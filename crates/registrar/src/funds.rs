//! Accounts with their funds.

use rules::money::Money;
use rules::name::DomainName;
use store::{Account, Book, End, Error, Kind, LedgerEntry, Unmoved};

use crate::caller::{Caller, Key};
use crate::described::Described;
use crate::key;
use crate::reach::Page;
use crate::runner::{Cx, Runner};

/// What an account can spend.
pub fn balance(cx: &mut Cx<'_, '_>, caller: &Caller) -> Result<Money, Error> {
    cx.tx.balance(caller.user.id)
}

/// A page of what happened to the funds of the account acted on, counted from 1, the newest first. A key sees the names of
/// domains that it reaches.
pub fn statement(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    span: (i64, i64),
    (page, size): (i64, i64),
) -> Result<Page<LedgerEntry>, Error> {
    let total = cx.tx.count_ledger_entries(caller.user.id, span)?;
    let offset = (page - 1).saturating_mul(size);
    let mut rows = cx.tx.list_ledger_entries(caller.user.id, span, (size, offset))?;
    for entry in &mut rows {
        entry.reason = told(&entry.reason, &caller.key);
    }
    Ok(Page { rows, total })
}

/// A reason without the names that are out of a key's reach.
fn told(reason: &str, key: &Key) -> String {
    let is_told = |word: &&str| {
        let name = DomainName::parse(word).filter(|_| word.contains('.'));
        name.is_none_or(|name| key.policy.as_ref().is_none_or(|policy| policy.reaches(&name)))
    };
    reason.split(' ').filter(is_told).collect::<Vec<_>>().join(" ")
}

/// Opens an account, or sets what settings say of one that is there; its funds stay.
pub async fn describe(runner: &Runner, described: Described) -> Result<(), Error> {
    runner.write(move |cx| describe_in(cx, &described).map(End::Commit)).await
}

pub(crate) fn describe_in(cx: &mut Cx<'_, '_>, described: &Described) -> Result<(), Error> {
    let id = match cx.tx.account_by_name(&described.user_name)? {
        Some(account) => {
            if account.state != described.state || account.allowed != described.allowed {
                cx.tx.update_account(account.id, described.state, &described.allowed)?;
            }
            account.id
        }
        None => open(cx, described)?,
    };
    if let Some(api_key) = &described.api_key {
        let hash = key::hash(api_key);
        let opens = cx.tx.account_by_key(&described.user_name, &hash)?;
        if opens.is_none_or(|(_, key)| !key.of_settings) {
            let key = key::of_settings(cx.tx.next_id(Kind::Key)?, id, cx.now);
            cx.tx.set_key_of_settings(&key, &hash)?;
        }
    }
    Ok(())
}

fn open(cx: &mut Cx<'_, '_>, described: &Described) -> Result<i64, Error> {
    let parent = match &described.parent {
        Some(name) => cx.tx.account_by_name(name)?.map(|account| account.id),
        None => None,
    };
    let id = cx.tx.next_id(Kind::Account)?;
    cx.tx.insert_account(&Account {
        id,
        user_name: described.user_name.clone(),
        parent_id: parent,
        state: described.state,
        allowed: described.allowed.clone(),
        created: cx.now,
    })?;
    if !described.opening_balance.is_zero() {
        let transaction_id = cx.tx.next_id(Kind::Transaction)?;
        let books = (Book::Funding, Book::Customer(id));
        match cx.tx.move_money(transaction_id, books, described.opening_balance, "opening balance", cx.now) {
            // Funding may fall below zero, so it never lacks.
            Ok(()) | Err(Unmoved::Insufficient) => {}
            Err(Unmoved::Store(error)) => return Err(error),
        }
    }
    Ok(id)
}
