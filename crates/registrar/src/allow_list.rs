//! From where an account, or one of its keys, may be called; the names of hosts in it are looked up in the background.

use rules::allow_list::{Entry, Source};
use rules::calendar::DAY;
use store::{AllowEntry, End};
use tokio::task::JoinSet;

use crate::caller::Caller;
use crate::ports::outbound::Addresses;
use crate::runner::{Cx, Runner};

/// Most entries of one account, those of its keys among them.
const MOST: usize = 200;
/// Names that are looked up beside each other.
const AT_ONCE: usize = 16;
/// Bounds of how long an answer stands, whatever its TTL; seconds.
const STANDS: (i64, i64) = (30, DAY);
/// When a name is looked up again that had no answer; seconds.
const AGAIN: i64 = 60;

/// Why a list was not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the account has no such key")]
    NoKey,
    #[error("there is no such entry")]
    NotFound,
    #[error("there are as many entries as there may be")]
    TooMany,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The entries of the account that is called.
pub fn list(cx: &mut Cx<'_, '_>, caller: &Caller) -> Result<Vec<AllowEntry>, store::Error> {
    cx.tx.allow_entries(caller.api_user.id)
}

/// Adds an entry to the list of the account that is called, or of one of its keys; `days` from now it ends. One that is
/// there gets another end.
pub fn add(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    key_id: Option<i64>,
    source: Source,
    days: Option<i64>,
) -> Result<AllowEntry, Error> {
    let account_id = caller.api_user.id;
    if let Some(key_id) = key_id
        && cx.tx.api_key(account_id, key_id)?.is_none()
    {
        return Err(Error::NoKey);
    }
    let there = cx.tx.allow_entries(account_id)?;
    let is_it = |have: &AllowEntry| have.key_id == key_id && have.entry.source == source;
    if there.len() >= MOST && !there.iter().any(is_it) {
        return Err(Error::TooMany);
    }
    let expires = days.map(|days| cx.now.saturating_add(days.saturating_mul(DAY)));
    let entry = Entry { source, expires, addresses: Vec::new(), answered: 0 };
    let added = AllowEntry { account_id, key_id, created: cx.now, entry };
    cx.tx.set_allow_entry(&added)?;
    Ok(added)
}

/// Takes an entry away.
pub fn remove(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    key_id: Option<i64>,
    source: &Source,
) -> Result<(), Error> {
    if cx.tx.delete_allow_entry(caller.api_user.id, key_id, source)? { Ok(()) } else { Err(Error::NotFound) }
}

/// Looks up the hosts that are due; how many there were. `now` is that of the machine, unix seconds.
pub async fn look_up_due(runner: &Runner, now: i64) -> Result<usize, store::Error> {
    let due = runner.read(|cx| cx.tx.hosts_to_look_up(now, AT_ONCE as i64))?;
    let (mut looking, count) = (JoinSet::new(), due.len());
    for host in due {
        let runner = runner.clone();
        looking.spawn(async move {
            let found = runner.outbound().addresses(&host).await;
            (host, found)
        });
    }
    while let Some(looked) = looking.join_next().await {
        let Ok((host, found)) = looked else { return Err(store::Error::Panicked) };
        if let Err(cause) = &found {
            tracing::debug!(%host, %cause, "a host of an allow-list was not looked up");
        }
        let found = found.ok().filter(|found| !found.addresses.is_empty());
        runner.write(move |cx| noted(cx, &host, found.as_ref(), now).map(End::Commit)).await?;
    }
    Ok(count)
}

fn noted(cx: &mut Cx<'_, '_>, host: &str, found: Option<&Addresses>, now: i64) -> Result<(), store::Error> {
    match found {
        Some(Addresses { addresses, ttl }) => {
            let stands = i64::from(*ttl).clamp(STANDS.0, STANDS.1);
            cx.tx.note_addresses(host, addresses, now, now.saturating_add(stands))
        }
        None => cx.tx.note_vain_look(host, now.saturating_add(AGAIN)),
    }
}
