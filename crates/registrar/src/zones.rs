//! Host records of a domain: reading them, replacing them, and handing the zone to the name server.

use rules::host_record::{Draft, EmailType};
use rules::name::DomainName;
use rules::publish::{parking_records, resource_records};
use rules::zone::{Conflict, Zone};
use store::{Domain, KeptZone, Served, ZoneChange};

use crate::caller::Caller;
use crate::holder::held_with_zone;
use crate::runner::Cx;

/// Why host records were not read or replaced.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error("the domain uses other name servers")]
    OtherNameServers,
    #[error(transparent)]
    Conflict(#[from] Conflict),
    #[error(transparent)]
    Store(#[from] store::Error),
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
    Ok((domain, kept.zone))
}

/// Replaces every host record of a domain. They are kept also when its name servers are not ours (setHosts answers so
/// with warning 91, recorded).
pub fn replace(
    cx: &mut Cx<'_, '_>,
    domain: &Domain,
    kept: KeptZone,
    drafts: Vec<Draft>,
    email_type: Option<EmailType>,
) -> Result<(), Error> {
    let zone = kept.zone.replaced_with(drafts, email_type, cx.oddities.rows)?;
    if zone != kept.zone {
        save(cx, domain, KeptZone { zone, ..kept })?;
    }
    Ok(())
}

/// Saves a changed zone under its next version and tells the name server, at once unless a delay is imitated.
pub fn save(cx: &mut Cx<'_, '_>, domain: &Domain, kept: KeptZone) -> Result<(), store::Error> {
    let kept = KeptZone { version: kept.version + 1, ..kept };
    if cx.oddities.delay == 0 {
        cx.tx.update_zone(domain.id, &kept)?;
        announce(cx, domain, &kept);
        return Ok(());
    }
    if let Some(former) = cx.tx.zone(domain.id)? {
        cx.tx.insert_former_zone(domain.id, &former, cx.now.saturating_add(cx.oddities.delay))?;
    }
    cx.tx.update_zone(domain.id, &kept)
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
