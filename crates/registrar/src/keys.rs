//! Keys of an account: making them, turning them over, and taking them away.

use rules::calendar::DAY;
use rules::key_policy::{Policy, Preset, exceeds};
use store::{ApiKey, End, KeyLife, Kind};

use crate::allow_list;
use crate::caller::Caller;
use crate::key;
use crate::reach::Page;
use crate::runner::{Cx, Runner};

/// Keys of one account at most, those that were revoked among them.
const MOST: i64 = 1_000;

/// A key that is to be made.
#[derive(Clone, Debug)]
pub struct Wish {
    pub label: String,
    pub preset: Preset,
    pub policy: Policy,
    /// Days from now until it expires; `None` for never.
    pub days: Option<i64>,
    /// Days without a call after which it ends; `None` for never.
    pub unused_days: Option<i64>,
}

/// A key with what opens its account, which is shown this once.
pub struct Made {
    pub key: ApiKey,
    pub secret: String,
}

/// Why a key is not made, turned over or taken away.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the account has no such key")]
    NotFound,
    #[error("the key stands in the settings, where alone it is changed")]
    OfSettings,
    #[error("the key was revoked")]
    Revoked,
    #[error("the key would do more than its maker: {0}")]
    Exceeds(&'static str),
    #[error("the account has as many keys as it may have")]
    TooMany,
    #[error("there are as many entries of allow-lists as there may be")]
    TooManyEntries,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Makes a key for the account that is called, which acts for the account acted on. It does no more than the caller's own,
/// and is held to the same entries of an allow-list.
pub fn create(cx: &mut Cx<'_, '_>, caller: &Caller, wish: Wish) -> Result<Made, Error> {
    let expires = wish.days.map(|days| cx.now.saturating_add(days.saturating_mul(DAY)));
    within_caller(cx, caller, &wish.policy, expires)?;
    if cx.tx.count_api_keys(caller.api_user.id)? >= MOST {
        return Err(Error::TooMany);
    }
    let unused_limit = wish.unused_days.map(|days| days.saturating_mul(DAY));
    let key = ApiKey {
        id: cx.tx.next_id(Kind::Key)?,
        account_id: caller.api_user.id,
        user_id: caller.user.id,
        of_settings: false,
        label: wish.label,
        preset: wish.preset.word().to_owned(),
        policy: (wish.policy != Policy::full()).then_some(wish.policy),
        created: cx.now,
        life: KeyLife { expires, unused_limit, last_used: cx.now, revoked: None },
    };
    let secret = key::draw(cx.entropy);
    cx.tx.insert_api_key(&key, &key::hash(&secret))?;
    allow_list::hand_down(cx, caller, key.id).map_err(|error| match error {
        allow_list::Error::Store(error) => Error::Store(error),
        allow_list::Error::TooMany
        | allow_list::Error::NoKey
        | allow_list::Error::NotFound
        | allow_list::Error::Held => Error::TooManyEntries,
    })?;
    Ok(Made { key, secret })
}

/// Refuses what goes beyond the caller's own key.
fn within_caller(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    policy: &Policy,
    expires: Option<i64>,
) -> Result<(), Error> {
    if let Some(own) = &caller.key.policy
        && let Some(what) = exceeds(policy, own)
    {
        return Err(Error::Exceeds(what));
    }
    let own = cx.tx.api_key(caller.api_user.id, caller.key.id)?;
    let ends = own.and_then(|own| own.life.expires);
    if ends.is_some_and(|ends| expires.is_none_or(|expires| expires > ends)) {
        return Err(Error::Exceeds("Days"));
    }
    Ok(())
}

/// Gives a key another secret; the one that it has is good for so many hours more. The caller is told the secret, so a key
/// that does more than the caller's own is not turned over.
pub fn rotate(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64, hours: i64) -> Result<Made, Error> {
    let key = changeable(cx, caller, id)?;
    within_caller(cx, caller, key.policy.as_ref().unwrap_or(&Policy::full()), key.life.expires)?;
    if !allow_list::holds(cx, caller, id)? {
        return Err(Error::Exceeds("its allow-list"));
    }
    let secret = key::draw(cx.entropy);
    let until = cx.now.saturating_add(hours.saturating_mul(rules::calendar::HOUR));
    cx.tx.rotate_api_key(id, &key::hash(&secret), until)?;
    Ok(Made { key, secret })
}

/// Takes a key away; it is refused from the next call on.
pub fn revoke(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<ApiKey, Error> {
    let key = changeable(cx, caller, id)?;
    cx.tx.revoke_api_key(id, cx.now)?;
    Ok(key)
}

/// A key of the account that is called.
pub fn get(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<ApiKey, Error> {
    cx.tx.api_key(caller.api_user.id, id)?.ok_or(Error::NotFound)
}

/// A page of the keys of the account that is called, counted from 1, the newest first.
pub fn list(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    (page, size): (i64, i64),
) -> Result<Page<ApiKey>, store::Error> {
    let total = cx.tx.count_api_keys(caller.api_user.id)?;
    let offset = (page - 1).saturating_mul(size);
    Ok(Page { rows: cx.tx.list_api_keys(caller.api_user.id, size, offset)?, total })
}

/// Notes that a key was used.
pub async fn note_use(runner: &Runner, key_id: i64) -> Result<(), store::Error> {
    runner.write(move |cx| cx.tx.note_use_of_key(key_id, cx.now).map(End::Commit)).await
}

/// A key that can be changed.
fn changeable(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<ApiKey, Error> {
    let key = get(cx, caller, id)?;
    if key.of_settings {
        return Err(Error::OfSettings);
    }
    if key.life.revoked.is_some() { Err(Error::Revoked) } else { Ok(key) }
}
