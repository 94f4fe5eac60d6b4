//! A row that was checked, of whichever list of its zone.

use super::{Refused, Sent};
use crate::host_record::{Caa, DEFAULT_PREFERENCE, DEFAULT_TTL, Draft, HostRecord, RecordType, is_owner};
use crate::name::LONGEST_NAME;
use crate::other_record::{OtherRecord, kept_data};
use crate::other_type::OtherType;
use crate::rdata;
use crate::record_kind::RecordKind;
use crate::srv_record::{Srv, SrvRecord};
use crate::zone::{Zone, owner};

/// A row without its HostId. What is left out is as before, or as of a row that names none.
#[derive(Clone, Debug)]
pub(super) enum Row {
    Host(Draft),
    Service { srv: Srv, ttl: Option<u32> },
    Other { name: String, kind: OtherType, data: String, ttl: Option<u32> },
}

impl Row {
    /// A row that is to be new. setHosts lets NS rows of the domain itself in, which are never served.
    pub(super) fn new(domain: &str, sent: &Sent) -> Result<Row, Refused> {
        if owner(&sent.name).is_empty() && sent.kind == RecordKind::Host(RecordType::Ns) {
            return Err(Refused::OfTheParent);
        }
        Row::checked(domain, sent)
    }

    pub(super) fn checked(domain: &str, sent: &Sent) -> Result<Row, Refused> {
        let Sent { name, kind, value, preference, ttl } = sent;
        let of_name = owner(name);
        if !is_owner(name) || of_name.len() + 1 + domain.len() > LONGEST_NAME {
            return Err(Refused::Name);
        }
        if of_name.is_empty() && *kind == RecordKind::Other(OtherType::Ds) {
            return Err(Refused::OfTheParent);
        }
        match *kind {
            RecordKind::Host(kind) => host(name, kind, value, *preference, *ttl),
            RecordKind::Service => Ok(Row::Service { srv: service(domain, &of_name, value)?, ttl: *ttl }),
            RecordKind::Other(kind) => {
                let data = kept_data(kind, value)?;
                Ok(Row::Other { name: name.clone(), kind, data, ttl: *ttl })
            }
        }
    }

    /// The row of a HostId.
    pub(super) fn of(zone: &Zone, host_id: i64) -> Option<Row> {
        let host = zone.records.iter().find(|row| row.host_id == host_id).map(|row| Row::Host(row.into()));
        let services = || zone.services.iter().find(|row| row.host_id == host_id);
        let service = || services().map(|row| Row::Service { srv: row.srv.clone(), ttl: Some(row.ttl) });
        let others = || zone.others.iter().find(|row| row.host_id == host_id);
        host.or_else(service).or_else(|| {
            let OtherRecord { name, kind, data, ttl, .. } = others()?.clone();
            Some(Row::Other { name, kind, data, ttl: Some(ttl) })
        })
    }

    /// The HostIds of the rows that have its name, type and value, those first that are as it says in all but the TTL. MX
    /// rows of one host are several where their preferences differ, and so are services with another priority or weight.
    pub(super) fn same(&self, zone: &Zone) -> Vec<i64> {
        let mut found: Vec<(bool, i64)> = match self {
            Row::Host(draft) => {
                let same = |row: &&HostRecord| {
                    row.kind == draft.kind
                        && owner(&row.name) == owner(&draft.name)
                        && same_address(row.kind, &row.address, &draft.address)
                };
                // setHosts keeps rows apart that differ in letter case alone.
                let exact = |row: &HostRecord| {
                    let preference = row.kind != RecordType::Mx || draft.preference == Some(row.preference);
                    row.name == draft.name && row.address == draft.address && preference
                };
                zone.records.iter().filter(same).map(|row| (!exact(row), row.host_id)).collect()
            }
            Row::Service { srv, .. } => {
                let same = zone.services.iter().filter(|row| row.srv.is_at_the_place_of(srv));
                same.map(|row| (row.srv != *srv, row.host_id)).collect()
            }
            Row::Other { name, kind, data, .. } => {
                let data = rdata::wire(*kind, data);
                let same = |row: &&OtherRecord| {
                    row.kind == *kind
                        && owner(&row.name) == owner(name)
                        && rdata::wire(*kind, &row.data) == data
                };
                zone.others.iter().filter(same).map(|row| (false, row.host_id)).collect()
            }
        };
        found.sort_unstable();
        found.into_iter().map(|(_, host_id)| host_id).collect()
    }

    /// The one row that it names, whatever its TTL.
    pub(super) fn named(mut self, zone: &Zone) -> Result<i64, Refused> {
        self.forget_ttl();
        let fit: Vec<i64> =
            self.same(zone).into_iter().filter(|host_id| !self.differs_from(zone, *host_id)).collect();
        let spelt = fit.iter().filter(|host_id| self.is_spelt_as(zone, **host_id)).collect::<Vec<_>>();
        match (&fit[..], &spelt[..]) {
            ([], _) => Err(Refused::NoSuch),
            ([host_id], _) => Ok(*host_id),
            (_, [host_id]) => Ok(**host_id),
            _ => Err(Refused::Several),
        }
    }

    fn forget_ttl(&mut self) {
        match self {
            Row::Host(Draft { ttl, .. }) | Row::Service { ttl, .. } | Row::Other { ttl, .. } => *ttl = None,
        }
    }

    fn is_spelt_as(&self, zone: &Zone, host_id: i64) -> bool {
        let Row::Host(draft) = self else { return false };
        let of_id = zone.records.iter().find(|row| row.host_id == host_id);
        of_id.is_some_and(|row| row.name == draft.name && row.address == draft.address)
    }

    /// Whether what it says of TTL, preference, priority or weight is not what the row of this HostId has.
    pub(super) fn differs_from(&self, zone: &Zone, host_id: i64) -> bool {
        let differs = |asked: Option<u32>, kept: u32| asked.is_some_and(|asked| asked != kept);
        match self {
            Row::Host(draft) => zone.records.iter().any(|row| {
                let preference = draft.preference.is_some_and(|asked| asked != row.preference);
                row.host_id == host_id
                    && (differs(draft.ttl, row.ttl) || row.kind == RecordType::Mx && preference)
            }),
            Row::Service { srv, ttl } => zone.services.iter().any(|row| {
                let of_srv = (row.srv.priority, row.srv.weight) != (srv.priority, srv.weight);
                row.host_id == host_id && (differs(*ttl, row.ttl) || of_srv)
            }),
            Row::Other { ttl, .. } => {
                zone.others.iter().any(|row| row.host_id == host_id && differs(*ttl, row.ttl))
            }
        }
    }

    pub(super) fn insert(self, zone: &mut Zone, host_id: i64) {
        match self {
            Row::Host(draft) => zone.records.push(HostRecord {
                host_id,
                preference: draft
                    .preference
                    .filter(|_| draft.kind == RecordType::Mx)
                    .unwrap_or(DEFAULT_PREFERENCE),
                name: draft.name,
                kind: draft.kind,
                address: draft.address,
                ttl: draft.ttl.unwrap_or(DEFAULT_TTL),
                associated_app_title: draft.associated_app_title,
                friendly_name: draft.friendly_name,
                is_ddns_enabled: false,
            }),
            Row::Service { srv, ttl } => {
                zone.services.push(SrvRecord { host_id, srv, ttl: ttl.unwrap_or(DEFAULT_TTL) });
            }
            Row::Other { name, kind, data, ttl } => {
                zone.others.push(OtherRecord { host_id, name, kind, data, ttl: ttl.unwrap_or(DEFAULT_TTL) });
            }
        }
    }
}

fn host(
    name: &str,
    kind: RecordType,
    value: &str,
    preference: Option<u16>,
    ttl: Option<u32>,
) -> Result<Row, Refused> {
    let in_front = value.split_once(' ').filter(|_| kind == RecordType::Mx && preference.is_none());
    let (preference, address) = match in_front {
        Some((number, host)) => (Some(number.parse().map_err(|_| Refused::Value)?), host),
        None => (preference, value),
    };
    let draft = Draft { preference, ttl, ..Draft::new(name, kind, address) };
    // The name was looked at before.
    Ok(Row::Host(draft.checked().map_err(|_| Refused::Value)?))
}

fn service(domain: &str, owner: &str, value: &str) -> Result<Srv, Refused> {
    let (service, protocol) = owner.split_once('.').ok_or(Refused::ServiceName)?;
    if !service.starts_with('_') || !protocol.starts_with('_') {
        return Err(Refused::ServiceName);
    }
    let words: Vec<&str> = value.split_ascii_whitespace().collect();
    let [priority, weight, port, target] = words[..] else { return Err(Refused::Value) };
    let number = |word: &str| word.parse::<u16>().map_err(|_| Refused::Value);
    let srv = Srv {
        service: service.to_owned(),
        protocol: protocol.to_owned(),
        priority: number(priority)?,
        weight: number(weight)?,
        port: number(port)?,
        target: target.to_owned(),
    };
    srv.checked(domain).map_err(|_| Refused::Value)
}

fn same_address(kind: RecordType, one: &str, other: &str) -> bool {
    match kind {
        RecordType::Aaaa => one.parse::<std::net::Ipv6Addr>() == other.parse::<std::net::Ipv6Addr>(),
        RecordType::Caa => Caa::parse(one) == Caa::parse(other),
        kind if kind.has_target() => one.eq_ignore_ascii_case(other),
        _ => one == other,
    }
}
