//! Packing records into a snapshot.

use std::collections::{BTreeMap, BTreeSet};

use rules::name::DomainName;
use rules::resource_record::ResourceRecord;
use thiserror::Error;

use super::{ALIASES, DELEGATES, GONE, WILDCARDS, Zone};
use crate::name::{Key, Name};
use crate::record;

/// Highest TTL (RFC 2181 section 8).
const LONGEST_TTL: u32 = i32::MAX as u32;

/// A record that cannot stand in a message: its owner or a name in it is too long or broken, or its data are longer
/// than 65,535 octets.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("record {index} (owner {owner:?}) fits no DNS message")]
pub struct Unfit {
    /// Place in the list of records, from 0.
    pub index: usize,
    pub owner: String,
}

/// Sorted so that equal records make equal snapshots.
type Owners = BTreeMap<Vec<u8>, BTreeMap<u16, Records>>;

struct Records {
    ttl: u32,
    data: BTreeSet<Vec<u8>>,
}

impl Records {
    fn new() -> Self {
        Records { ttl: LONGEST_TTL, data: BTreeSet::new() }
    }

    fn add(&mut self, rtype: u16, ttl: u32, data: Vec<u8>) {
        let single = matches!(rtype, record::CNAME | record::ALIAS);
        if single && !self.data.is_empty() {
            return;
        }
        // Of a double, too: otherwise the order of the records would decide.
        self.ttl = self.ttl.min(ttl);
        self.data.insert(data);
    }
}

impl Zone {
    /// The snapshot of a zone in the state `version`. The TTL of an RRset is the lowest of its records (RFC 2181
    /// section 5.2); doubles fall away, as do a second CNAME or ALIAS of an owner and NS records of the apex.
    pub fn build(apex: &DomainName, version: i64, records: &[ResourceRecord]) -> Result<Zone, Unfit> {
        let mut flags = 0;
        let mut owners = Owners::new();
        for (index, record) in records.iter().enumerate() {
            let unfit = || Unfit { index, owner: record.owner.clone() };
            let key = key(apex, &record.owner).ok_or_else(unfit)?;
            let (rtype, data) = record::encode(&record.data).ok_or_else(unfit)?;
            if rtype == record::NS && record.owner.is_empty() {
                continue;
            }
            flags |= flag_of(rtype);
            if record.owner.split('.').any(|label| label == "*") {
                flags |= WILDCARDS;
            }
            let rrset = owners.entry(key.as_bytes().to_vec()).or_default().entry(rtype);
            rrset.or_insert_with(Records::new).add(rtype, record.ttl, data);
        }
        Ok(Zone::pack(apex, version, flags, &owners))
    }

    /// The mark that a zone is gone since `version`.
    pub(crate) fn gone(apex: &DomainName, version: i64) -> Zone {
        Zone::pack(apex, version, GONE, &Owners::new())
    }

    fn pack(apex: &DomainName, version: i64, flags: u8, owners: &Owners) -> Zone {
        // A `DomainName` has labels of 1 to 63 octets and 253 octets at most.
        let apex = Name::parse(apex.as_str()).unwrap_or(Name::ROOT);
        let mut block = version.to_be_bytes().to_vec();
        block.push(flags);
        block.push(apex.wire().len() as u8);
        block.extend_from_slice(apex.wire());
        block.extend_from_slice(&(owners.len() as u32).to_be_bytes());
        let mut place = block.len();
        block.resize(place + 4 * owners.len(), 0);
        for (key, rrsets) in owners {
            let start = (block.len() as u32).to_be_bytes();
            block[place..place + 4].copy_from_slice(&start);
            place += 4;
            block.push(key.len() as u8);
            block.extend_from_slice(key);
            block.push(rrsets.len() as u8);
            for (rtype, records) in rrsets {
                pack_rrset(&mut block, *rtype, records);
            }
        }
        Zone { block: block.into_boxed_slice() }
    }
}

fn pack_rrset(block: &mut Vec<u8>, rtype: u16, records: &Records) {
    let length: usize = records.data.iter().map(|data| 2 + data.len()).sum();
    block.extend_from_slice(&rtype.to_be_bytes());
    block.extend_from_slice(&records.ttl.to_be_bytes());
    block.extend_from_slice(&(length as u32).to_be_bytes());
    for data in &records.data {
        block.extend_from_slice(&(data.len() as u16).to_be_bytes());
        block.extend_from_slice(data);
    }
}

fn key(apex: &DomainName, owner: &str) -> Option<Key> {
    if owner.is_empty() {
        return Some(Key::APEX);
    }
    let apex_labels = apex.as_str().split('.').count();
    Some(Name::parse(&format!("{owner}.{apex}"))?.key_below(apex_labels))
}

fn flag_of(rtype: u16) -> u8 {
    match rtype {
        record::NS => DELEGATES,
        record::ALIAS => ALIASES,
        _ => 0,
    }
}
