//! Lists of host records from a key that merges: each is a change of what was read with the key.

use rules::zone_merge::{List, Standing};
use store::{Domain, KeptZone};

use crate::caller::Caller;
use crate::runner::Cx;
use crate::zones::{self, By, Error};

/// A zone that was shown to a caller whose key merges.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    domain_id: i64,
    key_id: i64,
    version: i64,
}

impl Shown {
    /// `None` for a key that does not merge.
    pub(crate) fn to(caller: &Caller, domain: &Domain, kept: &KeptZone) -> Option<Shown> {
        let shown = Shown { domain_id: domain.id, key_id: caller.key.id, version: kept.version };
        caller.key.merges().then_some(shown)
    }
}

/// Keeps what was shown, so that the next list may rest on it. To be done before the caller hears of it.
pub fn keep(cx: &mut Cx<'_, '_>, shown: Shown) -> Result<(), store::Error> {
    let Shown { domain_id, key_id, version } = shown;
    let mut bases = cx.tx.zone_bases(domain_id, key_id)?;
    bases.read(version, cx.now);
    cx.tx.set_zone_bases(domain_id, key_id, &bases, cx.now)
}

/// Does to the zone what a list says against that which its sender read. What was read counts as answered also if the list
/// is refused, so that the transaction has to be kept then.
pub(crate) fn follow(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    domain: &Domain,
    kept: KeptZone,
    list: &List,
) -> Result<(), Error> {
    let key_id = caller.key.id;
    let mut bases = cx.tx.zone_bases(domain.id, key_id)?;
    let mut versions = bases.versions(cx.now);
    versions.retain(|version| *version != kept.version);
    let contents = cx.tx.zone_contents(domain.id, &versions)?;
    let standing = Standing { version: kept.version, zone: &kept.zone };
    let followed = bases.follow(list, standing, &contents, cx.now);
    if let Ok(zone) = &followed
        && *zone != kept.zone
    {
        let after = KeptZone { zone: zone.clone(), ..kept.clone() };
        bases.saved(zones::save(cx, By::Caller(caller), domain, &kept, after)?);
    }
    cx.tx.set_zone_bases(domain.id, key_id, &bases, cx.now)?;
    Ok(followed.map(drop)?)
}
