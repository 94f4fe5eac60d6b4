//! Answers beside those of Knot DNS for the same zones of random records.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use domain::base::iana::Rtype;
use namegate_dns::{Settings, Template, Zones};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::asker::{Answer, edns_query, exchange, serve, udp, zone};
use crate::model;

const ZONES: usize = 300;

type Records = Vec<(String, &'static str, String)>;

/// What Knot takes: no CNAME beside other records or at the apex, and no delegation of the apex or of wildcards.
fn sound(records: Records) -> Records {
    let mut types = BTreeMap::<String, &'static str>::new();
    let mut sound = Records::new();
    for (owner, rtype, data) in records {
        let cname = rtype == "CNAME";
        let first = *types.entry(owner.clone()).or_insert(rtype);
        let clash = (first == "CNAME" || cname) && sound.iter().any(|(other, ..)| *other == owner);
        let misplaced = owner.is_empty() && (cname || rtype == "NS") || rtype == "NS" && owner.contains('*');
        if !clash && !misplaced {
            sound.push((owner, rtype, data));
        }
    }
    sound
}

pub struct Knot(Child);

impl Drop for Knot {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// The text of a zone file.
fn file(records: &Records) -> String {
    let mut text = String::from("$TTL 60\n@ 3601 SOA dns1.registrar-servers.com. ");
    text += "hostmaster.registrar-servers.com. 7 43200 3600 604800 3601\n";
    text += "@ 1800 NS dns1.registrar-servers.com.\n@ 1800 NS dns2.registrar-servers.com.\n";
    for (owner, rtype, data) in records {
        let owner = if owner.is_empty() { "@" } else { owner };
        let dot = if *rtype == "A" { "" } else { "." };
        text += &format!("{owner} {rtype} {data}{dot}\n");
    }
    text
}

/// Starts Knot with the zone files of these apexes, on an address of this machine that no other test uses.
pub fn start_knot(
    folder: &std::path::Path,
    address: Ipv4Addr,
    zones: &[(String, String)],
) -> (Knot, SocketAddr) {
    // Free a moment ago.
    let free = UdpSocket::bind((address, 0)).and_then(|socket| socket.local_addr()).expect("a port");
    let shown = folder.display();
    let mut conf = format!("server:\n  listen: {address}@{}\n  rundir: {shown}\n", free.port());
    conf += &format!("database:\n  storage: {shown}\ntemplate:\n  - id: default\n    storage: {shown}\n");
    conf += "    zonefile-sync: -1\n    journal-content: none\nzone:\n";
    for (apex, text) in zones {
        std::fs::write(folder.join(format!("{apex}.zone")), text).expect("written");
        conf += &format!("  - domain: {apex}\n");
    }
    let file = folder.join("knot.conf");
    std::fs::write(&file, conf).expect("written");
    let knotd = Command::new("/usr/sbin/knotd")
        .arg("-c")
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    (Knot(knotd.expect("knotd")), free)
}

/// Asks on a socket of its own, as an answer may come after the question was asked again.
pub fn wait_for(knot: SocketAddr, apex: &str) {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a socket");
    socket.connect(knot).expect("a route");
    let message = edns_query(apex, Rtype::SOA, 1_232, 0);
    socket.set_read_timeout(Some(Duration::from_millis(100))).expect("a timeout");
    let mut answer = [0; 1_232];
    for _ in 0..100 {
        _ = socket.send(&message);
        if socket.recv(&mut answer).is_ok() && answer[3] & 15 == 0 {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("knotd does not answer for {apex}");
}

#[test]
#[ignore = "needs /usr/sbin/knotd"]
fn answers_as_knot_does() {
    let folder = std::env::temp_dir().join(format!("namegate-dns-knot-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut runner = TestRunner::deterministic();
    let some = prop::collection::vec(model::record(), 0..14);
    let ours = Zones::new(&Template::default()).expect("a good template");
    let mut held = Vec::new();
    for number in 0..ZONES {
        let apex = format!("z{number}.test");
        let records = some.new_tree(&mut runner).expect("records").current();
        let records = sound(records.into_iter().collect()).into_iter();
        let records: Records = records.map(|(o, t, data)| (o, t, data.replace("z.test", &apex))).collect();
        let texts: Vec<_> = records
            .iter()
            .map(|(owner, rtype, data)| {
                format!("{} 60 {rtype} {data}", if owner.is_empty() { "@" } else { owner })
            })
            .collect();
        assert!(ours.install(zone(&apex, 7, &texts.iter().map(String::as_str).collect::<Vec<_>>())));
        held.push((apex, records));
    }
    let server = serve(&ours, Settings::default());
    let files: Vec<_> = held.iter().map(|(apex, records)| (apex.clone(), file(records))).collect();
    let (_knot, knot_address) = start_knot(&folder, Ipv4Addr::new(127, 0, 0, 2), &files);
    let (to_us, to_knot) = (udp(&server), UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a socket"));
    to_knot.connect(knot_address).expect("a route");
    to_knot.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    held.iter().for_each(|(apex, _)| wait_for(knot_address, apex));
    let question =
        (model::name(), prop::sample::select(vec!["A", "A", "MX", "SRV", "NS", "CNAME", "TXT", "DS", "SOA"]));
    let mut differing = BTreeSet::new();
    for (apex, records) in &held {
        for _ in 0..60 {
            let (name, rtype) = question.new_tree(&mut runner).expect("a question").current();
            let name = name.replace("z.test", apex);
            let message = edns_query(&name, rtype.parse().expect("a type"), 1_232, 0);
            let ask = |socket| model::seen(&Answer::read(&exchange(socket, &message)));
            let (we, mut they) = (ask(&to_us), ask(&to_knot));
            // Knot adds addresses that no referral needs: of names in an answer, and of name servers that only a
            // wildcard covers.
            they.additional.retain(|record| we.additional.contains(record));
            if we != they {
                differing
                    .insert(format!("{name} {rtype}\n  we   {we:?}\n  they {they:?}\n  in   {records:?}"));
            }
        }
    }
    std::fs::remove_dir_all(&folder).expect("removed");
    assert!(differing.is_empty(), "{}", Vec::from_iter(differing).join("\n"));
}
