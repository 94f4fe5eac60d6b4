//! Accounts with their funds.

use rules::money::Money;
use store::{Account, Book, End, Error, Unmoved};

use crate::caller::Caller;
use crate::described::Described;
use crate::key;
use crate::runner::{Cx, Runner};

/// What an account can spend.
pub fn balance(cx: &mut Cx<'_, '_>, caller: &Caller) -> Result<Money, Error> {
    cx.tx.balance(caller.user.id)
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
        if cx.tx.account_by_key(&described.user_name, &hash)?.is_none() {
            cx.tx.replace_api_key(id, &hash, cx.now)?;
        }
    }
    Ok(())
}

fn open(cx: &mut Cx<'_, '_>, described: &Described) -> Result<i64, Error> {
    let parent = match &described.parent {
        Some(name) => cx.tx.account_by_name(name)?.map(|account| account.id),
        None => None,
    };
    let id = cx.tx.next_id(store::Kind::Account)?;
    cx.tx.insert_account(&Account {
        id,
        user_name: described.user_name.clone(),
        parent_id: parent,
        state: described.state,
        allowed: described.allowed.clone(),
        created: cx.now,
    })?;
    if !described.opening_balance.is_zero() {
        let transaction_id = cx.tx.next_id(store::Kind::Transaction)?;
        let books = (Book::Funding, Book::Customer(id));
        match cx.tx.move_money(transaction_id, books, described.opening_balance, "opening balance", cx.now) {
            // Funding may fall below zero, so it never lacks.
            Ok(()) | Err(Unmoved::Insufficient) => {}
            Err(Unmoved::Store(error)) => return Err(error),
        }
    }
    Ok(id)
}
