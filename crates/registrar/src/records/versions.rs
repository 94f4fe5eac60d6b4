//! The versions of a zone: who made them, what differs between them, and the way back.

use rules::zone::Zone;
use store::{Domain, ZoneVersion};

use super::{Asked, Changed, Error, at_version, changed, list as current};
use crate::caller::Caller;
use crate::runner::Cx;

/// A version as it is listed.
#[derive(Debug)]
pub struct Listed {
    pub version: ZoneVersion,
    /// The account that made it; `None` where nobody called, or it is gone.
    pub user_name: Option<String>,
    /// The label of the key that made it.
    pub key_label: Option<String>,
    /// Rows added, deleted and changed since the version before; `None` for the oldest that is kept.
    pub counts: Option<[usize; 3]>,
}

/// Two states of a zone.
#[derive(Debug)]
pub struct Compared {
    pub domain: Domain,
    pub versions: [i64; 2],
    pub before: Zone,
    pub after: Zone,
}

/// The versions of a zone before `before`, `limit` of them, the newest first.
pub fn list(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    name: &str,
    before: Option<i64>,
    limit: i64,
) -> Result<(Domain, i64, Vec<Listed>), Error> {
    let (domain, kept) = current(cx, caller, name)?;
    // One more, which the last is compared with.
    let versions =
        cx.tx.list_zone_versions(domain.id, before.unwrap_or(i64::MAX), limit.saturating_add(1))?;
    let mut listed = Vec::new();
    let shown = usize::try_from(limit).unwrap_or(usize::MAX);
    let former = versions.iter().skip(1).map(Some).chain([None]);
    for (version, former) in versions.iter().zip(former).take(shown) {
        let counts = former.map(|former| {
            let difference = version.zone.difference(&former.zone);
            [difference.added.len(), difference.deleted.len(), difference.changed.len()]
        });
        listed.push(told(cx, caller, version.clone(), counts)?);
    }
    Ok((domain, kept.version, listed))
}

fn told(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    version: ZoneVersion,
    counts: Option<[usize; 3]>,
) -> Result<Listed, store::Error> {
    let account = version.author.account_id.map(|id| cx.tx.account(id)).transpose()?.flatten();
    let key = version.author.key_id.map(|id| cx.tx.api_key(caller.api_user.id, id)).transpose()?.flatten();
    let user_name = account.map(|account| account.user_name);
    Ok(Listed { version, user_name, key_label: key.map(|key| key.label), counts })
}

/// What differs between a version and another, or what stands now.
pub fn diff(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    name: &str,
    from: i64,
    to: Option<i64>,
) -> Result<Compared, Error> {
    let (domain, kept) = current(cx, caller, name)?;
    let before = version(cx, &domain, from)?;
    let (to, after) = match to {
        Some(to) => (to, version(cx, &domain, to)?),
        None => (kept.version, kept.zone),
    };
    Ok(Compared { domain, versions: [from, to], before, after })
}

/// Brings back what stood in a version: all of it, or one row. It is a change like any other, and makes a version of its
/// own, so that it can be undone.
pub fn restore(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    asked: Asked<'_>,
    from: i64,
    host_id: Option<i64>,
) -> Result<Changed, Error> {
    let (domain, kept) = at_version(cx, caller, asked)?;
    let before = version(cx, &domain, from)?;
    let zone = match host_id {
        Some(host_id) => {
            let row = kept.zone.restored_row(&before, host_id);
            row.map_err(|why| Error::Refused { at: None, why })?
        }
        None => kept.zone.restored(&before),
    };
    changed(cx, caller, asked, domain, kept, zone)
}

fn version(cx: &mut Cx<'_, '_>, domain: &Domain, version: i64) -> Result<Zone, Error> {
    let found = cx.tx.zone_version(domain.id, version)?;
    Ok(found.ok_or(Error::NoVersion(version))?.zone)
}
