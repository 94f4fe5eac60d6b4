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
    #[error("a key that is held to its own entries lets no key be called from elsewhere")]
    Held,
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
    let expires = days.map(|days| cx.now.saturating_add(days.saturating_mul(DAY)));
    let entry = Entry { source, expires, addresses: Vec::new(), answered: 0 };
    let added = AllowEntry { account_id, key_id, created: cx.now, entry };
    let there = cx.tx.allow_entries(account_id)?;
    if key_id.is_some() && !is_within([&added], &of_key(&there, caller.key.id)) {
        return Err(Error::Held);
    }
    let is_it = |have: &AllowEntry| have.key_id == key_id && have.entry.source == added.entry.source;
    if there.len() >= MOST && !there.iter().any(is_it) {
        return Err(Error::TooMany);
    }
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
    let there = cx.tx.allow_entries(caller.api_user.id)?;
    // A key without entries is held to none.
    let is_last =
        |key_id| matches!(of_key(&there, key_id).as_slice(), [only] if only.entry.source == *source);
    if key_id.is_some_and(is_last) && !of_key(&there, caller.key.id).is_empty() {
        return Err(Error::Held);
    }
    if cx.tx.delete_allow_entry(caller.api_user.id, key_id, source)? { Ok(()) } else { Err(Error::NotFound) }
}

/// Holds a key that the caller makes to what the caller's own is held to, so that a key does not shed its list by another.
pub(crate) fn hand_down(cx: &mut Cx<'_, '_>, caller: &Caller, made: i64) -> Result<(), Error> {
    let there = cx.tx.allow_entries(caller.api_user.id)?;
    let own = of_key(&there, caller.key.id);
    if !own.is_empty() && there.len() + own.len() > MOST {
        return Err(Error::TooMany);
    }
    for kept in own {
        cx.tx.set_allow_entry(&AllowEntry { key_id: Some(made), created: cx.now, ..kept.clone() })?;
    }
    Ok(())
}

/// Whether a key is called from nowhere that the caller's own list does not let in.
pub(crate) fn holds(cx: &mut Cx<'_, '_>, caller: &Caller, key_id: i64) -> Result<bool, store::Error> {
    let there = cx.tx.allow_entries(caller.api_user.id)?;
    Ok(is_within(of_key(&there, key_id), &of_key(&there, caller.key.id)))
}

fn of_key(entries: &[AllowEntry], key_id: i64) -> Vec<&AllowEntry> {
    entries.iter().filter(|kept| kept.key_id == Some(key_id)).collect()
}

/// Whether a list lets nobody in whom another keeps out. One without entries keeps nobody out.
fn is_within<'a>(list: impl IntoIterator<Item = &'a AllowEntry>, other: &[&AllowEntry]) -> bool {
    let end = |kept: &AllowEntry| kept.entry.expires.unwrap_or(i64::MAX);
    let is_there = |kept: &AllowEntry| {
        other.iter().any(|other| other.entry.source == kept.entry.source && end(kept) <= end(other))
    };
    let mut list = list.into_iter().peekable();
    other.is_empty() || (list.peek().is_some() && list.all(is_there))
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
