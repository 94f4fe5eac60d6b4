//! The services of a domain (SRV records): reading them and replacing them.

use rules::services::{Changes, Conflict};
use rules::srv_record::{Srv, SrvRecord, Unfit};
use store::KeptZone;

use crate::caller::Caller;
use crate::runner::Cx;
use crate::zones::{self, By};

/// Why services were not read or replaced. Positions are those of the request, from 0.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error("the domain uses other name servers")]
    OtherNameServers,
    #[error("service {0} cannot be kept: {1}")]
    Unfit(usize, Unfit),
    #[error(transparent)]
    Conflict(#[from] Conflict),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The services of a domain of the caller.
pub fn get(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<Vec<SrvRecord>, Error> {
    let (_, kept) = on_our_name_servers(cx, caller, name)?;
    Ok(kept.zone.services)
}

/// Replaces every service of a domain of the caller.
pub fn replace(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str, sent: Vec<Srv>) -> Result<Changes, Error> {
    // Before the rows, so that what a stranger learns of a domain does not depend on them.
    let (domain, kept) = on_our_name_servers(cx, caller, name)?;
    let checked = sent.into_iter().enumerate().map(|(at, srv)| {
        let checked = srv.checked(&domain.name);
        checked.map_err(|unfit| Error::Unfit(at, unfit))
    });
    let (zone, changes) = kept.zone.with_services(checked.collect::<Result<_, _>>()?)?;
    if zone != kept.zone {
        zones::save(cx, By::Caller(caller), &domain, &kept, kept.with(zone))?;
    }
    Ok(changes)
}

fn on_our_name_servers(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    name: &str,
) -> Result<(store::Domain, KeptZone), Error> {
    let (domain, kept) = crate::holder::held_with_zone(cx, caller, name)?.ok_or(Error::NotHeld)?;
    if domain.name_servers.is_empty() { Ok((domain, kept)) } else { Err(Error::OtherNameServers) }
}
