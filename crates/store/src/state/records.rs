//! The rows of a zone in the file: objects of three kinds in one list, host records, services and records of other types.

use rules::host_record::{DEFAULT_TTL, Draft, EmailType, HostRecord, RecordType, is_owner};
use rules::other_record::{MOST_OTHERS, OtherRecord, kept_data};
use rules::other_type::OtherType;
use rules::record_kind::SERVICE;
use rules::services::MOST_SERVICES;
use rules::srv_record::{Srv, SrvRecord};
use rules::zone::{MOST_RECORDS, Zone};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::error::Error;
use crate::packed_zone::{Contents, packed, unpacked};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    host_id: i64,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    address: String,
    preference: u16,
    ttl: u32,
    associated_app_title: String,
    friendly_name: String,
    /// Left out where it is false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_ddns_enabled: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Service {
    host_id: i64,
    #[serde(rename = "type")]
    kind: String,
    service: String,
    protocol: String,
    priority: u16,
    weight: u16,
    port: u16,
    target: String,
    /// Left out where it is that of a service without one.
    #[serde(default = "default_ttl", skip_serializing_if = "is_default_ttl")]
    ttl: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    host_id: i64,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    data: String,
    ttl: u32,
}

fn default_ttl() -> u32 {
    DEFAULT_TTL
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
fn is_default_ttl(ttl: &u32) -> bool {
    *ttl == DEFAULT_TTL
}

/// The rows of a zone as they stand in the file.
pub(super) fn shown(octets: &[u8]) -> Result<Json, Error> {
    let Contents { records, services, others } = unpacked(octets)?;
    let records = records.into_iter().map(|record| {
        serde_json::to_value(Record {
            host_id: record.host_id,
            name: record.name,
            kind: record.kind.word().to_owned(),
            address: record.address,
            preference: record.preference,
            ttl: record.ttl,
            associated_app_title: record.associated_app_title,
            friendly_name: record.friendly_name,
            is_ddns_enabled: record.is_ddns_enabled,
        })
    });
    let services = services.into_iter().map(|SrvRecord { host_id, srv, ttl }| {
        let Srv { service, protocol, priority, weight, port, target } = srv;
        let kind = SERVICE.to_owned();
        serde_json::to_value(Service {
            host_id,
            kind,
            service,
            protocol,
            priority,
            weight,
            port,
            target,
            ttl,
        })
    });
    let others = others.into_iter().map(|OtherRecord { host_id, name, kind, data, ttl }| {
        serde_json::to_value(Other { host_id, name, kind: kind.word().to_owned(), data, ttl })
    });
    let rows = records.chain(services).chain(others).collect::<Result<Vec<Json>, _>>();
    rows.map(Json::Array).map_err(|_| Error::corrupt("zone"))
}

/// The rows of a zone as they are kept.
pub(super) fn read(value: &Json) -> Result<Vec<u8>, &'static str> {
    let rows = value.as_array().ok_or("no list of records")?;
    let mut zone = Zone::empty(EmailType::None);
    for row in rows {
        let kind = row["type"].as_str().unwrap_or_default();
        match OtherType::from_word(kind) {
            Some(kind) => zone.others.push(other(row, kind)?),
            None if kind == SERVICE => zone.services.push(service(row)?),
            None => zone.records.push(host_record(row)?),
        }
    }
    let too_many = zone.records.len() > MOST_RECORDS
        || zone.services.len() > MOST_SERVICES
        || zone.others.len() > MOST_OTHERS;
    if too_many {
        return Err("more records than a zone may have");
    }
    let ids = zone.records.iter().map(|row| row.host_id).chain(zone.services.iter().map(|row| row.host_id));
    let ids = ids.chain(zone.others.iter().map(|row| row.host_id));
    let mut ids: Vec<i64> = ids.collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err("two records have one host_id");
    }
    packed(&zone).map_err(|_| "no records of a zone")
}

const UNFIT: &str = "a record that cannot be kept";

/// A record that setHosts would have let in.
fn host_record(row: &Json) -> Result<HostRecord, &'static str> {
    let record = Record::deserialize(row).map_err(|_| "a record is not of its form")?;
    let kind = RecordType::from_word(&record.kind).ok_or("no type of a record")?;
    let draft = Draft::new(record.name.clone(), kind, record.address.clone());
    let draft = draft.checked().map_err(|_| UNFIT)?;
    if draft.name != record.name || draft.address != record.address {
        return Err(UNFIT);
    }
    Ok(HostRecord {
        host_id: host_id(record.host_id)?,
        name: record.name,
        kind,
        address: record.address,
        preference: record.preference,
        ttl: record.ttl,
        associated_app_title: without_nul(record.associated_app_title)?,
        friendly_name: without_nul(record.friendly_name)?,
        is_ddns_enabled: record.is_ddns_enabled,
    })
}

/// A service that setSrvRecords would have let in.
fn service(row: &Json) -> Result<SrvRecord, &'static str> {
    let kept = Service::deserialize(row).map_err(|_| "a record is not of its form")?;
    let Service { service, protocol, priority, weight, port, target, .. } = kept;
    let srv = Srv { service, protocol, priority, weight, port, target };
    let checked = srv.clone().checked("").map_err(|_| UNFIT)?;
    if checked != srv {
        return Err(UNFIT);
    }
    Ok(SrvRecord { host_id: host_id(kept.host_id)?, srv, ttl: kept.ttl })
}

fn other(row: &Json, kind: OtherType) -> Result<OtherRecord, &'static str> {
    let Other { host_id: id, name, data, ttl, .. } =
        Other::deserialize(row).map_err(|_| "a record is not of its form")?;
    if !is_owner(&name) || kept_data(kind, &data).as_ref() != Ok(&data) {
        return Err(UNFIT);
    }
    Ok(OtherRecord { host_id: host_id(id)?, name, kind, data, ttl })
}

fn host_id(id: i64) -> Result<i64, &'static str> {
    Some(id).filter(|id| (1..=i64::from(i32::MAX)).contains(id)).ok_or("no host_id")
}

fn without_nul(text: String) -> Result<String, &'static str> {
    if text.contains('\0') { Err("it holds the character NUL") } else { Ok(text) }
}
