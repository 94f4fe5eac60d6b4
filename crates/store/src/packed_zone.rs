//! The rows of a zone as one value: in a compact binary form, since every call on a zone reads them.

use rules::host_record::{DEFAULT_TTL, HostRecord, RecordType};
use rules::other_record::OtherRecord;
use rules::other_type::OtherType;
use rules::srv_record::{Srv, SrvRecord};
use rules::zone::Zone;

use crate::error::Error;

/// A row of a zone in the database: HostId, name, type, address, preference, TTL and the two titles.
type Columns<'a> = (i64, &'a str, &'a str, &'a str, u16, u32, &'a str, &'a str);

/// A service of a zone in the database: HostId, service, protocol, priority, weight, port and target.
type ServiceColumns<'a> = (i64, &'a str, &'a str, u16, u16, u16, &'a str);

/// The TTL of a service that has one of its own, by its HostId.
type ServiceTtl = (i64, u32);

/// A record of another type in the database: HostId, name, type, data and TTL.
type OtherColumns<'a> = (i64, &'a str, &'a str, &'a str, u32);

/// The rows of a zone.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Contents {
    pub(crate) records: Vec<HostRecord>,
    pub(crate) services: Vec<SrvRecord>,
    pub(crate) others: Vec<OtherRecord>,
}

/// The rows of a zone as they are kept. Lists follow one
/// another, and those at the end that are empty are left out: host records, services, their TTLs, other types, and the
/// HostIds of rows with dynamic DNS.
pub(crate) fn packed(zone: &Zone) -> Result<Vec<u8>, Error> {
    let corrupt = |_| Error::corrupt("zone");
    let columns: Vec<Columns<'_>> = zone.records.iter().map(columns).collect();
    let mut packed = postcard::to_allocvec(&columns).map_err(corrupt)?;
    let ttls: Vec<ServiceTtl> = zone.services.iter().filter_map(service_ttl).collect();
    let dynamic = zone.records.iter().filter(|row| row.is_ddns_enabled).map(|row| row.host_id);
    let dynamic: Vec<i64> = dynamic.collect();
    let has_others = !zone.others.is_empty() || !dynamic.is_empty();
    if !zone.services.is_empty() || has_others {
        let services: Vec<ServiceColumns<'_>> = zone.services.iter().map(service_columns).collect();
        packed = postcard::to_extend(&services, packed).map_err(corrupt)?;
    }
    if !ttls.is_empty() || has_others {
        packed = postcard::to_extend(&ttls, packed).map_err(corrupt)?;
    }
    if has_others {
        let others: Vec<OtherColumns<'_>> = zone.others.iter().map(other_columns).collect();
        packed = postcard::to_extend(&others, packed).map_err(corrupt)?;
    }
    if !dynamic.is_empty() {
        packed = postcard::to_extend(&dynamic, packed).map_err(corrupt)?;
    }
    Ok(packed)
}

pub(crate) fn unpacked(octets: &[u8]) -> Result<Contents, Error> {
    let corrupt = |_| Error::corrupt("zone");
    let (rows, rest): (Vec<Columns<'_>>, _) = postcard::take_from_bytes(octets).map_err(corrupt)?;
    let mut records = rows.into_iter().map(record).collect::<Result<Vec<HostRecord>, _>>()?;
    let (services, rest): (Vec<ServiceColumns<'_>>, _) = list(rest)?;
    let (ttls, rest): (Vec<ServiceTtl>, _) = list(rest)?;
    let (others, rest): (Vec<OtherColumns<'_>>, _) = list(rest)?;
    let has_dynamic = !rest.is_empty();
    let (dynamic, rest): (Vec<i64>, _) = list(rest)?;
    // The last list is left out where it is empty.
    if !rest.is_empty() || has_dynamic == dynamic.is_empty() {
        return Err(Error::corrupt("zone"));
    }
    for row in &mut records {
        row.is_ddns_enabled = dynamic.contains(&row.host_id);
    }
    let mut services: Vec<SrvRecord> = services.into_iter().map(service).collect();
    for (host_id, ttl) in ttls {
        if let Some(row) = services.iter_mut().find(|row| row.host_id == host_id) {
            row.ttl = ttl;
        }
    }
    let others = others.into_iter().map(other).collect::<Result<_, _>>()?;
    Ok(Contents { records, services, others })
}

/// A list that may have been left out, and what follows it.
fn list<'a, T: serde::Deserialize<'a>>(octets: &'a [u8]) -> Result<(Vec<T>, &'a [u8]), Error> {
    if octets.is_empty() {
        return Ok((Vec::new(), octets));
    }
    postcard::take_from_bytes(octets).map_err(|_| Error::corrupt("zone"))
}

fn service_ttl(row: &SrvRecord) -> Option<ServiceTtl> {
    (row.ttl != DEFAULT_TTL).then_some((row.host_id, row.ttl))
}

fn other_columns(row: &OtherRecord) -> OtherColumns<'_> {
    (row.host_id, &row.name, row.kind.word(), &row.data, row.ttl)
}

fn other((host_id, name, kind, data, ttl): OtherColumns<'_>) -> Result<OtherRecord, Error> {
    let kind = OtherType::from_word(kind).ok_or_else(|| Error::corrupt("record type"))?;
    Ok(OtherRecord { host_id, name: name.to_owned(), kind, data: data.to_owned(), ttl })
}

fn service_columns(row: &SrvRecord) -> ServiceColumns<'_> {
    let Srv { service, protocol, priority, weight, port, target } = &row.srv;
    (row.host_id, service, protocol, *priority, *weight, *port, target)
}

fn service(columns: ServiceColumns<'_>) -> SrvRecord {
    let (host_id, service, protocol, priority, weight, port, target) = columns;
    let (service, protocol, target) = (service.to_owned(), protocol.to_owned(), target.to_owned());
    SrvRecord { host_id, srv: Srv { service, protocol, priority, weight, port, target }, ttl: DEFAULT_TTL }
}

fn columns(record: &HostRecord) -> Columns<'_> {
    let HostRecord {
        host_id, name, kind, address, preference, ttl, associated_app_title, friendly_name, ..
    } = record;
    (*host_id, name, kind.word(), address, *preference, *ttl, associated_app_title, friendly_name)
}

fn record(columns: Columns<'_>) -> Result<HostRecord, Error> {
    let (host_id, name, kind, address, preference, ttl, associated_app_title, friendly_name) = columns;
    Ok(HostRecord {
        host_id,
        name: name.to_owned(),
        kind: RecordType::from_word(kind).ok_or_else(|| Error::corrupt("record type"))?,
        address: address.to_owned(),
        preference,
        ttl,
        associated_app_title: associated_app_title.to_owned(),
        friendly_name: friendly_name.to_owned(),
        is_ddns_enabled: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(zone: &Zone) -> Contents {
        let Zone { records, services, others, .. } = zone.clone();
        Contents { records, services, others }
    }

    #[test]
    fn a_zone_that_was_kept_before_there_were_other_rows_is_read() {
        let mut zone = Zone::parked("example.com");
        let rows: Vec<Columns<'_>> = zone.records.iter().map(columns).collect();
        let before = postcard::to_allocvec(&rows).expect("packed");
        assert_eq!(packed(&zone).expect("packed"), before);
        assert_eq!(unpacked(&before).expect("read"), contents(&zone));
        let target = "sip.example.net.".to_owned();
        let (service, protocol) = ("_sip".to_owned(), "_tcp".to_owned());
        let srv = Srv { service, protocol, priority: 1, weight: 2, port: 3, target };
        zone.services = vec![SrvRecord { host_id: 3, srv, ttl: DEFAULT_TTL }];
        let services: Vec<ServiceColumns<'_>> = zone.services.iter().map(service_columns).collect();
        let with_services = postcard::to_extend(&services, before.clone()).expect("packed");
        assert_eq!(packed(&zone).expect("packed"), with_services);
        assert_eq!(unpacked(&with_services).expect("read"), contents(&zone));
    }

    #[test]
    fn every_list_reads_back_and_is_missed_where_it_is_cut() {
        let mut zone = Zone::parked("example.com");
        let records = packed(&zone).expect("packed").len();
        let srv = Srv {
            service: "_sip".into(),
            protocol: "_tcp".into(),
            priority: 1,
            weight: 2,
            port: 3,
            target: ".".into(),
        };
        zone.services = vec![SrvRecord { host_id: 3, srv, ttl: 60 }];
        let services = packed(&zone).expect("packed").len();
        let (name, data) = ("_443._tcp".to_owned(), "3 1 0 00".to_owned());
        zone.others = vec![OtherRecord { host_id: 4, name, kind: OtherType::Tlsa, data, ttl: 300 }];
        let octets = packed(&zone).expect("packed");
        assert_eq!(unpacked(&octets).expect("read"), contents(&zone));
        for short in (records + 1..octets.len()).filter(|length| *length != services) {
            let cut = unpacked(&octets[..short]);
            assert!(cut.is_err() || cut.is_ok_and(|cut| cut.others.is_empty()), "cut after {short} octets");
        }
        assert!(unpacked(&[&octets[..], &[0]].concat()).is_err());
        zone.services.clear();
        assert_eq!(unpacked(&packed(&zone).expect("packed")).expect("read"), contents(&zone));
    }

    #[test]
    fn dynamic_dns_is_kept_with_and_without_services() {
        let mut zone = Zone::parked("example.com");
        zone.records[1].is_ddns_enabled = true;
        let octets = packed(&zone).expect("packed");
        assert_eq!(unpacked(&octets).expect("read"), contents(&zone));
        assert!(unpacked(&octets[..octets.len() - 1]).is_err(), "cut");
    }
}
