//! Lists of host records: each stands in the place of all before, or is, with a key that merges, a change of what was read
//! with the key.

use rules::zone_merge::{List, Standing};
use store::{Domain, KeptZone};

use crate::caller::Caller;
use crate::runner::Cx;
use crate::shown::Shown;
use crate::zones::{self, By, Error};

/// Replaces every host record of a domain, or changes them where the key merges. They are kept also when its name servers
/// are not ours (setHosts answers so with warning 91, recorded).
pub fn replace(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    domain: &Domain,
    kept: KeptZone,
    list: List,
) -> Result<(), Error> {
    if caller.key.merges() {
        return follow(cx, caller, domain, kept, &list);
    }
    let zone = kept.zone.replaced_with(list.rows, list.email_type, cx.oddities.rows)?;
    if zone != kept.zone {
        zones::save(cx, By::Caller(caller), domain, &kept, kept.with(zone))?;
    }
    Ok(())
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
fn follow(
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
        let after = kept.with(zone.clone());
        bases.saved(zones::save(cx, By::Caller(caller), domain, &kept, after)?);
    }
    cx.tx.set_zone_bases(domain.id, key_id, &bases, cx.now)?;
    Ok(followed.map(drop)?)
}
