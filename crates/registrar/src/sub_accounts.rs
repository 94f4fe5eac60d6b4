//! Accounts opened under another one: each has a profile, a password and funds of its own.

use rules::contact::Contact;
use rules::user_name::is_user_name;
use store::{Account, AccountState, Kind};

use crate::caller::Caller;
use crate::passwords::{self, Hashed};
use crate::runner::Cx;

/// An account to be opened.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    pub user_name: &'a str,
    pub profile: &'a Contact,
    /// Whether another account under the same one may have the e-mail address too.
    pub shared_email: bool,
}

/// Why an account was not opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the name is none")]
    BadName,
    #[error("the name is taken")]
    Taken,
    #[error("another account has the e-mail address")]
    EmailInUse,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Whether the account could be opened.
pub fn check(cx: &mut Cx<'_, '_>, caller: &Caller, wish: Wish<'_>) -> Result<(), Error> {
    if !is_user_name(wish.user_name) {
        return Err(Error::BadName);
    }
    if cx.tx.account_by_name(wish.user_name)?.is_some() {
        return Err(Error::Taken);
    }
    let email = &wish.profile.email_address;
    if !wish.shared_email && cx.tx.account_by_email(caller.api_user.id, email)?.is_some() {
        return Err(Error::EmailInUse);
    }
    Ok(())
}

/// Opens an account under that of ApiUser; its id. It has no key: who holds the key of the other one acts on it.
pub fn open(cx: &mut Cx<'_, '_>, caller: &Caller, wish: Wish<'_>, password: &Hashed) -> Result<i64, Error> {
    check(cx, caller, wish)?;
    let id = cx.tx.next_id(Kind::Account)?;
    cx.tx.insert_account(&Account {
        id,
        user_name: wish.user_name.to_owned(),
        parent_id: Some(caller.api_user.id),
        state: AccountState::Active,
        allowed: String::new(),
        created: cx.now,
    })?;
    cx.tx.set_profile(id, wish.profile)?;
    passwords::set(cx, id, password)?;
    Ok(id)
}
