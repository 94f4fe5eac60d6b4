//! The rows of a zone in the file: objects of two kinds in one list, host records and services.

use rules::host_record::{Draft, EmailType, HostRecord, RecordType};
use rules::services::MOST_SERVICES;
use rules::srv_record::{Srv, SrvRecord};
use rules::zone::{MOST_RECORDS, Zone};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::error::Error;
use crate::zones::{packed, unpacked};

/// The type of services.
const SERVICE: &str = "SRV";

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
}

/// The rows of a zone as they stand in the file.
pub(super) fn shown(octets: &[u8]) -> Result<Json, Error> {
    let (records, services) = unpacked(octets)?;
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
    let services = services.into_iter().map(|SrvRecord { host_id, srv }| {
        let Srv { service, protocol, priority, weight, port, target } = srv;
        let kind = SERVICE.to_owned();
        serde_json::to_value(Service { host_id, kind, service, protocol, priority, weight, port, target })
    });
    let rows = records.chain(services).collect::<Result<Vec<Json>, _>>();
    rows.map(Json::Array).map_err(|_| Error::corrupt("zone"))
}

/// The rows of a zone as they are kept.
pub(super) fn read(value: &Json) -> Result<Vec<u8>, &'static str> {
    let rows = value.as_array().ok_or("no list of records")?;
    let mut zone = Zone::empty(EmailType::None);
    for row in rows {
        if row["type"] == SERVICE {
            zone.services.push(service(row)?);
        } else {
            zone.records.push(host_record(row)?);
        }
    }
    if zone.records.len() > MOST_RECORDS || zone.services.len() > MOST_SERVICES {
        return Err("more records than a zone may have");
    }
    let ids = zone.records.iter().map(|row| row.host_id).chain(zone.services.iter().map(|row| row.host_id));
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
    let draft = Draft {
        name: record.name.clone(),
        kind,
        address: record.address.clone(),
        preference: None,
        ttl: None,
        associated_app_title: String::new(),
        friendly_name: String::new(),
    };
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
    Ok(SrvRecord { host_id: host_id(kept.host_id)?, srv })
}

fn host_id(id: i64) -> Result<i64, &'static str> {
    Some(id).filter(|id| (1..=i64::from(i32::MAX)).contains(id)).ok_or("no host_id")
}

fn without_nul(text: String) -> Result<String, &'static str> {
    if text.contains('\0') { Err("it holds the character NUL") } else { Ok(text) }
}
