//! Answers beside those of a plain model of RFC 1034 section 4.3.2 and RFC 4592, over zones of random records.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::base::iana::Rtype;
use namegate_dns::{Settings, Zones};
use proptest::prelude::*;

use crate::asker::{Answer, apex, ask, serve, zone, zones};

const APEXES: [&str; 2] = ["z.test", "b.z.test"];

/// `(owner, type, data)`, names whole.
type Records = Vec<(String, &'static str, String)>;

struct Model<'a> {
    /// The records of each apex that is held.
    held: &'a [(&'static str, Records)],
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Expected {
    pub rcode: u8,
    pub authoritative: bool,
    pub answer: BTreeSet<(String, String)>,
    pub authority: BTreeSet<(String, String)>,
    pub additional: BTreeSet<(String, String)>,
}

fn is_at_or_below(name: &str, parent: &str) -> bool {
    name == parent || name.ends_with(&format!(".{parent}"))
}

fn parent(name: &str) -> &str {
    name.split_once('.').map_or("", |(_, rest)| rest)
}

impl Model<'_> {
    fn expect(&self, name: &str, rtype: &str) -> Expected {
        let mut expected = Expected::default();
        let mut name = name.to_string();
        let mut passed = Vec::new();
        while !passed.contains(&name) {
            let zone = self
                .held
                .iter()
                .filter(|(apex, _)| is_at_or_below(&name, apex))
                // DS of a zone is asked of the zone above it, where that is held.
                .max_by_key(|(apex, _)| (rtype != "DS" || *apex != name, apex.len()));
            let Some((apex, records)) = zone else {
                expected.rcode = if passed.is_empty() { 5 } else { 0 };
                break;
            };
            passed.push(name.clone());
            match self.step(apex, records, &name, rtype, passed.len() == 1, &mut expected) {
                Some(next) => name = next,
                None => break,
            }
        }
        expected
    }

    fn step(
        &self,
        apex: &str,
        records: &Records,
        name: &str,
        rtype: &str,
        first: bool,
        expected: &mut Expected,
    ) -> Option<String> {
        let of = |owner: &str, rtype: &str| -> Vec<String> {
            let here = records.iter().filter(|(o, t, _)| o == owner && *t == rtype);
            here.map(|(_, _, data)| data.clone()).collect()
        };
        let mut cut = None;
        let mut above = name;
        while above != apex {
            let asks_parent = above == name && rtype == "DS";
            if !of(above, "NS").is_empty() && !asks_parent {
                cut = Some(above);
            }
            above = parent(above);
        }
        if let Some(cut) = cut {
            for server in of(cut, "NS") {
                expected.authority.insert((cut.into(), format!("NS {server}")));
                for address in of(&server, "A") {
                    expected.additional.insert((server.clone(), format!("A {address}")));
                }
            }
            return None;
        }
        expected.authoritative |= first;
        let exists =
            |name: &str| name == apex || records.iter().any(|(owner, _, _)| is_at_or_below(owner, name));
        let source = if exists(name) {
            name.to_string()
        } else {
            let mut encloser = name;
            while !exists(encloser) {
                encloser = parent(encloser);
            }
            format!("*.{encloser}")
        };
        let soa = (apex.to_string(), "SOA".to_string());
        if !exists(&source) {
            expected.rcode = 3;
            expected.authority.insert(soa);
            return None;
        }
        let mut answer =
            |rtype: &str, data: String| expected.answer.insert((name.into(), format!("{rtype} {data}")));
        let cname = of(&source, "CNAME").first().cloned();
        let found = of(&source, rtype);
        if rtype == "ANY" {
            match &cname {
                Some(target) => _ = answer("CNAME", target.clone()),
                None if source == apex || records.iter().any(|(owner, _, _)| *owner == source) => {
                    answer("HINFO", "\"RFC8482\" \"\"".into());
                }
                None => _ = expected.authority.insert(soa),
            }
        } else if rtype == "NS" && name == apex {
            answer("NS", "dns1.registrar-servers.com".into());
            answer("NS", "dns2.registrar-servers.com".into());
        } else if let Some(target) = cname.filter(|_| rtype == "CNAME" || found.is_empty()) {
            answer("CNAME", target.clone());
            return (rtype != "CNAME").then_some(target);
        } else if found.is_empty() {
            expected.authority.insert(soa);
        } else {
            found.into_iter().for_each(|data| _ = answer(rtype, data));
        }
        None
    }
}

pub fn seen(answer: &Answer) -> Expected {
    let set = |records: &[String]| {
        let pair = |text: &String| {
            let mut words = text.splitn(4, ' ');
            let (owner, rtype, data) = (words.next(), words.nth(1), words.next());
            let (owner, rtype, data) = (owner.expect("owner"), rtype.expect("type"), data.expect("data"));
            let shown = match rtype {
                "SOA" => "SOA".into(),
                _ => format!("{rtype} {}", data.strip_suffix('.').unwrap_or(data)),
            };
            (owner.to_string(), shown)
        };
        records.iter().map(pair).collect()
    };
    Expected {
        rcode: answer.rcode.to_int(),
        authoritative: answer.authoritative,
        answer: set(&answer.answer),
        authority: set(&answer.authority),
        additional: set(&answer.additional),
    }
}

fn below(most: usize) -> impl Strategy<Value = String> {
    let label = prop::sample::select(vec!["a", "a", "b", "c", "*"]);
    prop::collection::vec(label, 0..=most).prop_map(|labels| labels.join("."))
}

pub fn name() -> impl Strategy<Value = String> {
    let top = prop_oneof![10 => Just("z.test"), 1 => Just("y.test")];
    (below(4), top)
        .prop_map(|(below, top)| if below.is_empty() { top.into() } else { format!("{below}.{top}") })
}

/// Owner relative to the apex, and type with data.
pub fn record() -> impl Strategy<Value = (String, &'static str, String)> {
    let data = prop_oneof![
        4 => (0u8..3).prop_map(|last| ("A", format!("192.0.2.{last}"))),
        2 => name().prop_map(|name| ("CNAME", name)),
        1 => name().prop_map(|name| ("NS", name)),
        2 => (0u8..2, name()).prop_map(|(preference, name)| ("MX", format!("{preference} {name}"))),
        1 => (0u8..2, name()).prop_map(|(priority, name)| ("SRV", format!("{priority} 5 5060 {name}"))),
    ];
    (below(3), data).prop_map(|(owner, (rtype, data))| (owner, rtype, data))
}

/// Brings the server to hold `records`, or nothing, at `apex`, and returns what the model is to know of it.
fn hold(
    zones: &Zones,
    name: &'static str,
    records: Option<&[(String, &'static str, String)]>,
) -> Option<Records> {
    static VERSION: AtomicI64 = AtomicI64::new(10);
    let version = VERSION.fetch_add(1, Ordering::Relaxed);
    let Some(records) = records else {
        assert!(zones.remove(&apex(name), version));
        return None;
    };
    let texts: Vec<_> = records
        .iter()
        .map(|(owner, rtype, data)| {
            format!("{} 60 {rtype} {data}", if owner.is_empty() { "@" } else { owner })
        })
        .collect();
    assert!(zones.install(zone(name, version, &texts.iter().map(String::as_str).collect::<Vec<_>>())));
    let whole = |owner: &str| if owner.is_empty() { name.into() } else { format!("{owner}.{name}") };
    let records = records.iter().filter(|(owner, rtype, _)| !(owner.is_empty() && *rtype == "NS"));
    Some(records.map(|(owner, rtype, data)| (whole(owner), *rtype, data.clone())).collect())
}

#[test]
fn answers_as_the_model_does() {
    let zones = zones(&[]);
    let server = serve(&zones, Settings::default());
    let some = || prop::collection::vec(record(), 0..14);
    let questions = prop::collection::vec(
        (name(), prop::sample::select(vec!["A", "A", "A", "MX", "SRV", "NS", "CNAME", "TXT", "DS", "ANY"])),
        1..30,
    );
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) };
    proptest!(config, |(outer in some(), inner in prop::option::of(some()), questions in questions)| {
        let outer = hold(&zones, APEXES[0], Some(&outer)).map(|records| (APEXES[0], records));
        let inner = hold(&zones, APEXES[1], inner.as_deref()).map(|records| (APEXES[1], records));
        let held: Vec<_> = outer.into_iter().chain(inner).collect();
        for (name, rtype) in questions {
            let expected = Model { held: &held }.expect(&name, rtype);
            let asked = rtype.parse::<Rtype>().expect("a type");
            let answer = ask(&server, &name, asked);
            prop_assert_eq!(seen(&answer), expected, "{} {} in {:?}", name, rtype, held);
            let sections = [&answer.answer, &answer.authority, &answer.additional];
            for section in sections {
                let once: BTreeSet<_> = section.iter().collect();
                prop_assert_eq!(once.len(), section.len(), "no record stands twice: {:?}", answer);
            }
        }
    });
}
