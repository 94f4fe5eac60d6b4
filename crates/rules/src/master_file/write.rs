//! Writing a master file.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::net::Ipv4Addr;

use super::read::{comment, read};
use super::{EMAIL, SERVED};
use crate::authority::{EXPIRE, MAILBOX, MINIMUM, NS_TTL, PRIMARY, REFRESH, RETRY, SOA_TTL};
use crate::host_record::{DEFAULT_TTL, RecordType};
use crate::presentation::quoted;
use crate::publish::resource_records;
use crate::record_kind::RecordKind;
use crate::resource_record::{RecordData, ResourceRecord};
use crate::zone::{Zone, owner};
use crate::zone_edit::Sent;

/// What stands at the head of the file.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    pub domain: &'a str,
    /// The state of the zone; its low 32 bits are the serial.
    pub version: i64,
    pub name_servers: &'a [String],
    /// The address that URL, URL301 and FRAME lead to.
    pub redirector: Ipv4Addr,
}

/// The zone as the text of a master file: every record that is served, and every row that is served otherwise or not at
/// all. ALIAS rows are only there as such: what they are answered with changes with their target.
pub fn write(heading: Heading<'_>, zone: &Zone) -> String {
    let mut text = head(heading, zone);
    let lines = lines(heading, zone);
    let rows = rows(zone);
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    for line in &lines {
        // A line that reads back as a row, octet for octet, stands for it.
        let back = read(heading.domain, line).ok().and_then(|text| text.rows.into_iter().next());
        let row = back.and_then(|(_, sent)| rows.iter().position(|row| *row == sent));
        _ = match row {
            Some(_) => writeln!(text, "{line}"),
            None => writeln!(text, "{line} ;{SERVED}"),
        };
        kept.extend(row);
    }
    for (_, row) in rows.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
        _ = writeln!(text, "{}", comment(&row.name, row.ttl.unwrap_or(DEFAULT_TTL), row.kind, &row.value));
    }
    text
}

fn head(heading: Heading<'_>, zone: &Zone) -> String {
    let Heading { domain, version, name_servers, .. } = heading;
    let mut text = format!("; {domain}, version {version}\n$ORIGIN {domain}.\n$TTL {DEFAULT_TTL}\n");
    let serial = version as u32;
    _ = writeln!(
        text,
        "@ {SOA_TTL} IN SOA {PRIMARY}. {MAILBOX}. {serial} {REFRESH} {RETRY} {EXPIRE} {MINIMUM}"
    );
    for server in name_servers {
        _ = writeln!(text, "@ {NS_TTL} IN NS {server}.");
    }
    _ = writeln!(text, ";{EMAIL}{}", zone.email_type.word());
    text
}

/// The records as they are served, each on its line, none twice.
fn lines(heading: Heading<'_>, zone: &Zone) -> Vec<String> {
    let served = resource_records(heading.domain, zone, heading.redirector);
    let typed: Vec<_> = served.iter().filter_map(|record| Some((record, data(&record.data)?))).collect();
    let others = zone.others.iter().map(|row| (owner(&row.name), row.kind.word(), row.ttl, row.data.clone()));
    let all: Vec<(String, &'static str, u32, String)> = typed
        .into_iter()
        .map(|(ResourceRecord { owner, ttl, .. }, (kind, data))| (owner.clone(), kind, *ttl, data))
        .chain(others)
        .collect();
    // An RRset has one TTL, the lowest of its records (RFC 2181 section 5.2).
    let mut ttls: HashMap<(&str, &str), u32> = HashMap::new();
    for (owner, kind, ttl, _) in &all {
        let lowest = ttls.entry((owner, kind)).or_insert(*ttl);
        *lowest = (*lowest).min(*ttl);
    }
    let mut seen = BTreeSet::new();
    let line = |(owner, kind, ttl, data): &(String, &'static str, u32, String)| {
        let ttl = ttls.get(&(owner.as_str(), *kind)).unwrap_or(ttl);
        let name = if owner.is_empty() { "@" } else { owner };
        format!("{name} {ttl} IN {kind} {data}")
    };
    all.iter().map(line).filter(|line| seen.insert(line.clone())).collect()
}

/// Type and data in the form of a master file. `None` for what stands there otherwise: ALIAS, and other types, which are
/// written as they are kept.
fn data(data: &RecordData) -> Option<(&'static str, String)> {
    Some(match data {
        RecordData::A(address) => ("A", address.to_string()),
        RecordData::Aaaa(address) => ("AAAA", address.to_string()),
        RecordData::Cname(target) => ("CNAME", format!("{target}.")),
        RecordData::Ns(target) => ("NS", format!("{target}.")),
        RecordData::Mx { preference, exchange } => ("MX", format!("{preference} {exchange}.")),
        RecordData::Txt(text) => {
            let strings: Vec<String> = text.chunks(255).map(quoted).collect();
            ("TXT", strings.join(" "))
        }
        RecordData::Caa { flags, tag, value } => ("CAA", format!("{flags} {tag} {}", quoted(value))),
        RecordData::Srv { priority, weight, port, target } => {
            ("SRV", format!("{priority} {weight} {port} {target}."))
        }
        RecordData::Alias(_) | RecordData::Other { .. } => return None,
    })
}

/// Every row as it would have to be sent.
fn rows(zone: &Zone) -> Vec<Sent> {
    let hosts = zone.records.iter().map(|row| {
        let of_mx = row.kind == RecordType::Mx;
        let value = if of_mx { format!("{} {}", row.preference, row.address) } else { row.address.clone() };
        let (name, kind) = (row.name.clone(), RecordKind::Host(row.kind));
        Sent { name, kind, value, preference: None, ttl: Some(row.ttl) }
    });
    let services = zone.services.iter().map(|row| Sent {
        name: row.srv.owner(),
        kind: RecordKind::Service,
        value: row.srv.to_string(),
        preference: None,
        ttl: Some(row.ttl),
    });
    let others = zone.others.iter().map(|row| Sent {
        name: row.name.clone(),
        kind: RecordKind::Other(row.kind),
        value: row.data.clone(),
        preference: None,
        ttl: Some(row.ttl),
    });
    hosts.chain(services).chain(others).collect()
}
