//! Host records of a domain: reading them, replacing them, and handing the zone to the name server.

use rules::key_policy;
use rules::name::DomainName;
use rules::publish::{parking_records, resource_records};
use rules::zone::{Conflict, Zone};
use rules::zone_merge::{self, Refused};
use store::{Author, Domain, KeptZone, Served, ZoneChange};

use crate::caller::Caller;
use crate::holder::held_with_zone;
use crate::runner::Cx;
use crate::shown::Shown;

/// Why host records were not read or replaced.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error("the domain uses other name servers")]
    OtherNameServers,
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// It is no change of what was read with the key. What was read counts as answered: the transaction is to be kept.
    #[error(transparent)]
    Merge(Refused),
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Conflict(zone_merge::Conflict::List(conflict)) => Error::Conflict(conflict),
            other => Error::Merge(other),
        }
    }
}

/// A domain of the caller with its zone.
pub fn load(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<(Domain, KeptZone), Error> {
    held_with_zone(cx, caller, name)?.ok_or(Error::NotHeld)
}

/// The zone of a domain that uses our name servers.
pub fn read(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<(Domain, Zone), Error> {
    let (domain, kept) = load(cx, caller, name)?;
    if !domain.name_servers.is_empty() {
        return Err(Error::OtherNameServers);
    }
    cx.shown = Shown::to(caller, &domain, &kept);
    Ok((domain, kept.zone))
}

/// Who changes a zone.
#[derive(Clone, Copy)]
pub enum By<'a> {
    Caller(&'a Caller),
    /// Nobody calls: what stands in the place of a command.
    Registrar(&'static str),
}

impl By<'_> {
    pub(crate) fn author(self) -> Author {
        match self {
            By::Caller(caller) => caller.author(),
            By::Registrar(what) => {
                let (address, command) = (String::new(), what.to_owned());
                Author { account_id: None, key_id: None, address, command }
            }
        }
    }
}

/// Saves a changed zone under its next version and tells the name server, at once unless a delay is imitated. The one way in which a zone changes: what is
/// different in it is judged by the caller's key.
pub fn save(
    cx: &mut Cx<'_, '_>,
    by: By<'_>,
    domain: &Domain,
    before: &KeptZone,
    after: KeptZone,
) -> Result<i64, store::Error> {
    let zone = judged(by, before, after.zone, cx.now)?;
    let kept = KeptZone { version: before.version + 1, zone, ..after };
    cx.tx.update_zone(domain.id, &kept, &by.author(), cx.now)?;
    match cx.oddities.delay {
        0 => announce(cx, domain, &kept),
        delay => cx.tx.insert_former_zone(domain.id, before, cx.now.saturating_add(delay))?,
    }
    Ok(kept.version)
}

/// The zone as it would be kept, if the caller's key may change it so.
pub(crate) fn judged(by: By<'_>, before: &KeptZone, after: Zone, now: i64) -> Result<Zone, store::Error> {
    let key = match by {
        By::Caller(caller) => caller.key.policy.as_ref().map(|policy| (caller.key.id, &**policy)),
        By::Registrar(_) => None,
    };
    Ok(key_policy::judge(key, &before.zone, after, now)?)
}

/// Saves the zone of a new domain and tells the name server.
pub fn create(cx: &mut Cx<'_, '_>, by: By<'_>, domain: &Domain, kept: &KeptZone) -> Result<(), store::Error> {
    cx.tx.insert_zone(domain.id, kept, &by.author(), cx.now)?;
    announce(cx, domain, kept);
    Ok(())
}

/// Tells the name server of a zone.
pub fn announce(cx: &mut Cx<'_, '_>, domain: &Domain, kept: &KeptZone) {
    if let Some(change) = change(cx.settings, cx.now, domain, kept) {
        cx.tx.zone_changed(change);
    }
}

/// Tells the name server that a zone is no more.
pub fn remove(cx: &mut Cx<'_, '_>, domain: &Domain, kept: &KeptZone) {
    if let Some(apex) = DomainName::parse(&domain.name) {
        cx.tx.zone_changed(ZoneChange { apex, version: kept.version + 1, records: None });
    }
}

/// As [`remove`], for a name that may be registered anew in the same second: its next zone has a version above this
/// one's, or the name server would not take it.
pub fn remove_for_now(cx: &mut Cx<'_, '_>, domain: &Domain, kept: &KeptZone) -> Result<(), store::Error> {
    remove(cx, domain, kept);
    let (gone, next) = (kept.version + 1, cx.tx.first_zone_version(cx.now)?);
    if next <= gone {
        let shift = cx.tx.zone_version_shift()?;
        cx.tx.set_zone_version_shift(shift.saturating_add(gone - next + 1))?;
    }
    Ok(())
}

/// What the name server is to know of a zone. `None` if the name kept in the database is none, which no version of
/// this program writes.
pub fn change(
    settings: &crate::settings::Settings,
    now: i64,
    domain: &Domain,
    kept: &KeptZone,
) -> Option<ZoneChange> {
    let served = match kept.served {
        Served::Always => true,
        Served::Until(end) => now < end,
        Served::Never => false,
    };
    let records = if kept.parked {
        Some(parking_records(&domain.name, settings.redirector))
    } else {
        served.then(|| resource_records(&domain.name, &kept.zone, settings.redirector))
    };
    Some(ZoneChange { apex: DomainName::parse(&domain.name)?, version: kept.version, records })
}
