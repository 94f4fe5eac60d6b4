//! Lists of host records from a key that merges: each is a change of what was read with the key.

use std::collections::BTreeMap;

use rules::zone::Zone;
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
    let contents = contents(cx, domain.id, &kept, bases.versions(cx.now))?;
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

/// What stood in former versions of a zone, as far as that is still kept.
fn contents(
    cx: &mut Cx<'_, '_>,
    domain_id: i64,
    kept: &KeptZone,
    versions: Vec<i64>,
) -> Result<BTreeMap<i64, Zone>, store::Error> {
    let mut contents = BTreeMap::new();
    for version in versions.into_iter().filter(|version| *version != kept.version) {
        if let Some(former) = cx.tx.zone_version(domain_id, version)? {
            contents.insert(version, former.zone);
        }
    }
    Ok(contents)
}
