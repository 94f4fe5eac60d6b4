//! Zones as they are exported: Knot DNS reads the file and answers every name and type as we do.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, UdpSocket};
use std::time::Duration;

use namegate_dns::{Settings, Template, Zone, Zones};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rules::host_record::EmailType;
use rules::master_file::{Heading, write};
use rules::publish::resource_records;
use rules::record_kind::RecordKind;
use rules::zone_edit::{Edit, Sent};

use crate::asker::{Answer, apex, edns_query, exchange, serve, udp};
use crate::knot::{start_knot, wait_for};
use crate::model;

const ZONES: usize = 200;
const REDIRECTOR: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 99);

const TYPES: [&str; 16] = [
    "A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "LOC", "MX", "NAPTR", "NS", "SOA", "SRV", "SSHFP", "SVCB",
    "TLSA", "TXT",
];

const SHA256: &str = "0d6fce13243aa7ab1d2c2f7b7a2a3a1a5e0d6fce13243aa7ab1d2c2f7b7a2a3b";

/// Every type, in the forms in which people write it. `D` stands for a digest.
const DATA: [(&str, &str); 44] = [
    ("A", "192.0.2.1"),
    ("A", "192.0.2.2"),
    ("AAAA", "2001:db8::1"),
    ("CAA", "0 issue \"ca.example\""),
    ("CAA", "128 iodef \"mailto:a@example.com\""),
    ("CNAME", "a.z.test"),
    ("DS", "60485 13 2 D"),
    ("DS", "1 8 1 2BB183AF5F22588179A53B0A98631FAD1A292118"),
    ("FRAME", "http://example.net/"),
    ("HTTPS", "1 ."),
    ("HTTPS", "0 a.z.test."),
    ("HTTPS", "16 b.z.test. alpn=\"h2,h3-19\" mandatory=ipv4hint,alpn ipv4hint=192.0.2.1,192.0.2.2"),
    ("HTTPS", "2 . alpn=h2 no-default-alpn port=8443 ipv6hint=2001:db8::1 ech=AEX+DQBBpQAg"),
    ("LOC", "42 21 54 N 71 06 18 W -24m 30m"),
    ("LOC", "0 S 0 0 0.001 E 100000.00m 1m 200m 2.5m"),
    ("LOC", "90 N 180 W -100000 90000000m 0.09 10"),
    ("MX", "10 mail.example.net"),
    ("MX", "20 a.z.test"),
    ("MXE", "192.0.2.7"),
    ("NAPTR", "100 50 \"u\" \"E2U+sip\" \"!^.*$!sip:info@example.com!\" ."),
    ("NAPTR", "100 10 s SIP+D2U \"\" _sip._udp.z.test."),
    ("NAPTR", "1 2 \"\" \"a;b\" \"!\\\\1\\010\\\"!x!\" ."),
    ("NS", "ns.z.test"),
    ("NS", "ns.example.net"),
    ("SRV", "1 2 3 a.z.test"),
    ("SRV", "0 0 0 ."),
    ("SSHFP", "4 2 D"),
    ("SSHFP", "1 1 dd465c09cfa51fb45020cc83316fff21b9ec74ac"),
    ("SSHFP", "9 9 aa bb"),
    ("SVCB", "1 a.z.test. port=53 key667=\"hello\\210qoo\""),
    ("SVCB", "3 a.z.test. alpn=\"f\\\\\\\\oo\\\\,bar,h2\" key7=/dns-query{?dns}"),
    ("SVCB", "1 . key700"),
    ("TLSA", "3 1 1 D"),
    ("TLSA", "2 0 0 308201 AA bbcc"),
    ("TLSA", "255 255 255 00"),
    ("TXT", "v=spf1 -all"),
    ("TXT", "\"quoted\"; \\ (x) é"),
    ("TXT", "+ & tab\there"),
    ("URL", "http://example.net/"),
    ("URL301", "https://example.net/"),
    ("A", "192.0.2.3"),
    ("A", "192.0.2.4"),
    ("TXT", "x"),
    ("MX", "5 mail.example.net"),
];

fn row() -> impl Strategy<Value = Sent> {
    let name = prop::sample::select(vec!["@", "a", "b", "a.b", "*", "*.b", "c.a.b", "ns", "_443._tcp.a"]);
    let ttl = prop::sample::select(vec![None, Some(60), Some(60_000)]);
    (name, prop::sample::select(DATA.to_vec()), ttl).prop_map(|(name, (kind, value), ttl)| {
        let name = if kind == "SRV" { "_sip._tcp.b" } else { name };
        let kind = RecordKind::from_word(kind).expect(kind);
        Sent { name: name.into(), kind, value: value.replace('D', SHA256), preference: None, ttl }
    })
}

/// A zone of some rows. Left out is what Knot does not take: delegations of wildcards, and CNAME as an alias.
fn some_zone(runner: &mut TestRunner, apex: &str) -> rules::zone::Zone {
    let rows = prop::collection::vec(row(), 0..16).new_tree(runner).expect("rows").current();
    let mails = prop::sample::select(EmailType::ALL.to_vec()).new_tree(runner).expect("a type").current();
    let mut zone = rules::zone::Zone::empty(EmailType::None);
    for row in rows {
        let row = Sent { value: row.value.replace("z.test", apex), ..row };
        let kind = row.kind.word();
        if kind == "NS" && row.name.contains('*') || kind == "CNAME" && row.name == "@" {
            continue;
        }
        // What does not stand with the others is left out.
        zone = zone.edited(apex, &[Edit::Add(row)], None).unwrap_or(zone);
    }
    zone.edited(apex, &[], Some(mails)).unwrap_or(zone)
}

#[test]
#[ignore = "needs /usr/sbin/knotd"]
fn an_exported_zone_is_answered_as_knot_answers_it() {
    let folder = std::env::temp_dir().join(format!("namegate-dns-files-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut runner = TestRunner::deterministic();
    let ours = Zones::new(&Template::default()).expect("a good template");
    let (mut held, mut files) = (Vec::new(), Vec::new());
    for number in 0..ZONES {
        let domain = format!("z{number}.test");
        let zone = some_zone(&mut runner, &domain);
        let served = resource_records(&domain, &zone, REDIRECTOR);
        assert!(ours.install(Zone::build(&apex(&domain), 7, &served).expect("fits")));
        let heading = Heading {
            domain: &domain,
            version: 7,
            name_servers: &Template::default().name_servers,
            redirector: REDIRECTOR,
        };
        files.push((domain.clone(), write(heading, &zone)));
        let owners: BTreeSet<String> = served.into_iter().map(|record| record.owner).collect();
        held.push((domain, owners));
    }
    let server = serve(&ours, Settings::default());
    let (_knot, knot_address) = start_knot(&folder, Ipv4Addr::new(127, 0, 0, 3), &files);
    let (to_us, to_knot) = (udp(&server), UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a socket"));
    to_knot.connect(knot_address).expect("a route");
    to_knot.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    held.iter().for_each(|(domain, _)| wait_for(knot_address, domain));
    let (mut differing, mut answered) = (Vec::new(), BTreeMap::<&str, usize>::new());
    for ((domain, owners), (_, file)) in held.iter().zip(&files) {
        let more = ["", "x", "x.b", "b", "nobody.a"].map(str::to_owned);
        for (owner, rtype) in owners.iter().chain(&more).flat_map(|owner| TYPES.map(|rtype| (owner, rtype))) {
            let name = if owner.is_empty() { domain.clone() } else { format!("{owner}.{domain}") };
            let message = edns_query(&name, rtype.parse().expect("a type"), 1_232, 0);
            let ask = |socket| Answer::read(&exchange(socket, &message));
            let (we, they) = (ask(&to_us), ask(&to_knot));
            let ttls = |answer: &Answer| answer.answer.iter().cloned().collect::<BTreeSet<String>>();
            *answered.entry(rtype).or_default() += usize::from(!we.answer.is_empty());
            let (seen, mut expected) = (model::seen(&we), model::seen(&they));
            // Knot adds addresses that no answer needs: of names in it.
            expected.additional.retain(|record| seen.additional.contains(record));
            if seen != expected || rtype != "NS" && ttls(&we) != ttls(&they) {
                differing.push(format!("{name} {rtype}\n  we   {we:?}\n  they {they:?}\n  of   {file}"));
            }
        }
    }
    std::fs::remove_dir_all(&folder).expect("removed");
    assert!(differing.is_empty(), "{} differ, as {}", differing.len(), differing[0]);
    assert!(TYPES.iter().all(|rtype| answered.get(rtype).is_some_and(|count| *count > 10)), "{answered:?}");
}
