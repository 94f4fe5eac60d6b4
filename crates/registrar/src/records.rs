//! Records of a domain one by one: what stands in its zone, changes of some of it, its versions, and its text.

mod text;
mod versions;

use rules::host_record::EmailType;
use rules::zone::Zone;
use rules::zone_edit::{self, Edit, Refused};
use rules::{master_file, zone_difference::Difference};
use store::{Domain, KeptZone};

use crate::caller::Caller;
use crate::holder::held_with_zone;
use crate::runner::Cx;
use crate::zones::{self, By};

pub use text::{Imported, export, import};
pub use versions::{Compared, Listed, diff, list as versions, restore};

/// Why records were not read or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error("the zone has moved on to version {0}")]
    Moved(i64),
    #[error("there is no version {0}")]
    NoVersion(i64),
    /// With the place of the change among all, from 0, or the line of the text, from 1.
    #[error("{why}")]
    Refused { at: Option<usize>, why: Refused },
    #[error(transparent)]
    Text(#[from] master_file::Faulty),
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<zone_edit::Faulty> for Error {
    fn from(zone_edit::Faulty { at, why }: zone_edit::Faulty) -> Self {
        Error::Refused { at, why }
    }
}

/// What every change is asked with.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub domain: &'a str,
    /// Only if the zone stands at this version.
    pub version: Option<i64>,
    /// Say what would change, and change nothing.
    pub dry_run: bool,
}

/// What a change did, or would do.
#[derive(Debug)]
pub struct Changed {
    pub domain: Domain,
    pub version_before: i64,
    /// As before where nothing changed.
    pub version: i64,
    pub before: Zone,
    pub after: Zone,
}

impl Changed {
    pub fn difference(&self) -> Difference<'_> {
        self.after.difference(&self.before)
    }
}

/// A domain of the caller with its zone.
pub fn list(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<(Domain, KeptZone), Error> {
    held_with_zone(cx, caller, name)?.ok_or(Error::NotHeld)
}

/// Makes changes, all or none.
pub fn edit(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    asked: Asked<'_>,
    edits: &[Edit],
    email_type: Option<EmailType>,
) -> Result<Changed, Error> {
    let (domain, kept) = at_version(cx, caller, asked)?;
    let zone = kept.zone.edited(&domain.name, edits, email_type)?;
    changed(cx, caller, asked, domain, kept, zone)
}

/// The zone that a change starts from.
fn at_version(cx: &mut Cx<'_, '_>, caller: &Caller, asked: Asked<'_>) -> Result<(Domain, KeptZone), Error> {
    let (domain, kept) = list(cx, caller, asked.domain)?;
    match asked.version {
        Some(version) if version != kept.version => Err(Error::Moved(kept.version)),
        _ => Ok((domain, kept)),
    }
}

/// Takes the changed zone, or only says what it would be. The caller's key is asked in both cases.
fn changed(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    asked: Asked<'_>,
    domain: Domain,
    kept: KeptZone,
    zone: Zone,
) -> Result<Changed, Error> {
    let by = By::Caller(caller);
    let (version_before, before) = (kept.version, kept.zone.clone());
    let version = if zone.difference(&before).is_empty() {
        version_before
    } else if asked.dry_run {
        zones::judged(by, &kept, zone.clone(), cx.now)?;
        version_before
    } else {
        zones::save(cx, by, &domain, &kept, kept.with(zone.clone()))?
    };
    Ok(Changed { domain, version_before, version, before, after: zone })
}
