//! Zones have one version after another, and the name server was told what getHosts shows.

use std::collections::{BTreeMap, BTreeSet};

use rules::resource_record::{RecordData, ResourceRecord};
use testkit::{Answer, globals};
use wire::node::Node;

use super::domains::Kept;
use crate::world::World;

/// The version of each zone at the last look, and the HostIds that were seen in it.
#[derive(Default)]
pub struct Versions {
    last: BTreeMap<String, (i64, i64)>,
    host_ids: BTreeMap<i64, (BTreeSet<i64>, i64)>,
}

impl Versions {
    /// Versions only grow, also over the lives of domains of one name; the name server knows the last one; HostIds to
    /// come are never fewer; and of a domain that is gone nothing is answered.
    pub fn check(&mut self, world: &World, domains: &[Kept]) {
        for Kept { id, name, version, .. } in domains {
            assert_eq!(world.app.zones.version(name), Some(*version), "{name} at the name server");
            if let Some((before, of)) = self.last.insert(name.clone(), (*version, *id)) {
                assert!(*version > before || (*version == before && *id == of), "{name}: {before} {version}");
            }
        }
        let is_kept = |name: &String| domains.iter().any(|domain| domain.name == *name);
        for name in self.last.keys().filter(|name| !is_kept(name)) {
            assert!(!world.app.zones.is_answered(name), "{name} is gone and answered");
        }
    }

    /// What the name server was told is what getHosts shows.
    pub async fn compare(&mut self, world: &mut World, domain: &Kept) {
        if domain.is_parked {
            let told = world.app.zones.records(&domain.name).expect("parking is answered");
            let target = RecordData::Cname("parkingpage.namecheap.com".into());
            assert!(told.iter().any(|record| record.data == target), "{told:?}");
            return;
        }
        let answer = get_hosts(world, domain).await;
        if answer.error().is_some_and(|(number, _)| number == 2_030_288) {
            return;
        }
        let (result, told) = (answer.result(), world.app.zones.records(&domain.name));
        let told = told.unwrap_or_else(|| panic!("{} is not answered", domain.name));
        self.check_host_ids(domain, &result);
        let email = result.attribute("EmailType").expect("EmailType").to_owned();
        let shown: Vec<ResourceRecord> = result.children.iter().filter_map(record).collect();
        for record in &shown {
            assert!(told.contains(record), "{}: {record:?} is not in {told:?}", domain.name);
        }
        for record in told.iter().filter(|record| is_of_hosts(record, &email)) {
            assert!(shown.contains(record), "{}: {record:?} is not in {shown:?}", domain.name);
        }
    }

    /// HostIds are unique in a zone, and one that was not there before is greater than all that were.
    fn check_host_ids(&mut self, domain: &Kept, result: &Node) {
        let ids: Vec<i64> =
            result.children.iter().map(|host| super::number(attribute(host, "HostId"))).collect();
        let unique: BTreeSet<i64> = ids.iter().copied().collect();
        assert_eq!(unique.len(), ids.len(), "{}: {ids:?}", domain.name);
        assert!(ids.iter().all(|id| *id < domain.next_host_id), "{}: {ids:?}", domain.name);
        let (before, greatest) = self.host_ids.remove(&domain.id).unwrap_or_default();
        let is_new = |id: &&i64| !before.contains(id);
        assert!(unique.iter().filter(is_new).all(|id| *id > greatest), "{}: {before:?} {ids:?}", domain.name);
        let greatest = unique.last().copied().unwrap_or(greatest).max(greatest);
        self.host_ids.insert(domain.id, (unique, greatest));
    }
}

async fn get_hosts(world: &mut World, domain: &Kept) -> Answer {
    let (holder, caller) = &domain.holder;
    let (sld, tld) = domain.name.split_once('.').expect("a domain");
    let mut params = globals(caller, "namecheap.domains.dns.getHosts");
    params.retain(|(name, _)| name != "UserName");
    params.extend(
        [("UserName", holder.as_str()), ("SLD", sld), ("TLD", tld)].map(|(n, v)| (n.into(), v.into())),
    );
    world.call(&params).await
}

fn attribute<'a>(node: &'a Node, name: &str) -> &'a str {
    node.attribute(name).unwrap_or_else(|| panic!("no {name}: {node:?}"))
}

/// The record that a row of getHosts stands for, where it stands for one of its own form.
fn record(host: &Node) -> Option<ResourceRecord> {
    let (address, name) = (attribute(host, "Address"), attribute(host, "Name"));
    let owner = if name == "@" { String::new() } else { name.to_ascii_lowercase() };
    let target = || address.trim_end_matches('.').to_ascii_lowercase();
    let data = match attribute(host, "Type") {
        "A" => RecordData::A(address.parse().expect("an address")),
        "AAAA" => RecordData::Aaaa(address.parse().expect("an address")),
        "CNAME" if !owner.is_empty() => RecordData::Cname(target()),
        "TXT" => RecordData::Txt(address.as_bytes().to_vec()),
        "MX" => RecordData::Mx {
            preference: attribute(host, "MXPref").parse().expect("a preference"),
            exchange: target(),
        },
        "NS" if !owner.is_empty() => RecordData::Ns(target()),
        _ => return None,
    };
    Some(ResourceRecord { owner, ttl: attribute(host, "TTL").parse().expect("a TTL"), data })
}

/// Whether a record that is answered must come from a row of its own form: others stand for URL, ALIAS and CAA rows, and
/// for the mail service, and getHosts does not show services and records of further types.
fn is_of_hosts(record: &ResourceRecord, email: &str) -> bool {
    match record.data {
        RecordData::Aaaa(_) | RecordData::Cname(_) | RecordData::Ns(_) => true,
        RecordData::Mx { .. } | RecordData::Txt(_) => matches!(email, "NONE" | "MX"),
        RecordData::A(_)
        | RecordData::Alias(_)
        | RecordData::Caa { .. }
        | RecordData::Srv { .. }
        | RecordData::Other { .. } => false,
    }
}
