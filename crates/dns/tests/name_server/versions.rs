//! Installing and removing zones under their readers, and the sockets' life.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};

use domain::base::iana::{Rcode, Rtype};
use namegate_dns::{Server, Settings, Template, Zone, Zones};
use rules::resource_record::{RecordData, ResourceRecord};

use crate::asker::{apex, ask, example, serve, zone, zones};

#[test]
fn only_higher_versions_are_taken() {
    let zones = zones(&[]);
    let server = serve(&zones, Settings::default());
    let rcode = || ask(&server, "example.com", Rtype::SOA).rcode;
    let serial =
        || ask(&server, "example.com", Rtype::SOA).answer.concat().split(' ').nth(5).map(String::from);
    assert_eq!((rcode(), zones.len()), (Rcode::REFUSED, 0));
    assert!(zones.install(zone("example.com", 5, &[])));
    assert_eq!((rcode(), zones.len(), serial()), (Rcode::NOERROR, 1, Some("5".into())));
    assert!(!zones.install(zone("example.com", 5, &[])));
    assert!(!zones.remove(&apex("example.com"), 5));
    assert!(zones.remove(&apex("example.com"), 6));
    assert_eq!((rcode(), zones.len()), (Rcode::REFUSED, 0));
    assert!(!zones.install(zone("example.com", 6, &[])));
    assert!(!zones.remove(&apex("example.com"), 6));
    assert!(zones.remove(&apex("example.com"), 7));
    assert_eq!(zones.len(), 0);
    // The serial is the low half of the version.
    assert!(zones.install(zone("example.com", (3 << 32) + 9, &[])));
    assert_eq!((zones.len(), serial()), (1, Some("9".into())));
    // A removal before the first install is remembered too.
    assert!(zones.remove(&apex("example.net"), 2));
    assert!(!zones.install(zone("example.net", 1, &[])));
    assert_eq!(zones.len(), 1);
}

#[test]
fn readers_see_the_old_zone_or_the_new_one() {
    let zones = zones(&[]);
    assert!(zones.install(zone("example.com", 0, &["@ 60 A 192.0.2.0"])));
    let server = serve(&zones, Settings { workers: 2, ..Settings::default() });
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for version in 1..3_000 {
                let last = version % 256;
                assert!(zones.install(zone("example.com", version, &[&format!("@ 60 A 192.0.2.{last}")])));
            }
        });
        while !writer.is_finished() {
            let answer = ask(&server, "example.com", Rtype::A);
            assert_eq!((answer.rcode, answer.answer.len()), (Rcode::NOERROR, 1));
        }
    });
}

#[test]
fn records_that_fit_no_message_are_refused() {
    let example = apex("example.com");
    let build =
        |owner: &str, data| Zone::build(&example, 1, &[ResourceRecord { owner: owner.into(), ttl: 1, data }]);
    let a = || RecordData::A(Ipv4Addr::LOCALHOST);
    assert!(build("www", a()).is_ok());
    let label = "a".repeat(63);
    let long = [&label[..]; 4].join(".");
    for owner in [&long[..], "a..b", ".", &"a".repeat(64)] {
        assert_eq!(build(owner, a()).expect_err(owner).owner, owner);
    }
    assert!(build("", RecordData::Txt(vec![b'x'; 70_000])).is_err());
    assert!(build("", RecordData::Cname(String::new())).is_err());
}

#[test]
fn templates_may_differ() {
    let template =
        Template { minimum: 60, name_servers: vec!["ns.example.net".into()], ..Template::default() };
    let zones = Zones::new(&template).expect("a good template");
    zones.install(zone("example.com", 1, &[]));
    let server = serve(&zones, Settings::default());
    let soa = &ask(&server, "example.com", Rtype::A).authority[0];
    assert!(soa.starts_with("example.com 60 SOA ") && soa.ends_with(" 60"), "{soa}");
    assert_eq!(ask(&server, "example.com", Rtype::NS).answer, ["example.com 1800 NS ns.example.net."]);
}

#[test]
fn a_taken_port_is_refused() {
    let first = example(&[]);
    let zones = zones(&[]);
    assert!(Server::bind(zones.clone(), first.local_addr()).is_err());
    let udp_only = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a socket");
    assert!(Server::bind(zones, udp_only.local_addr().expect("an address")).is_err());
}

#[test]
fn six_speaks_too() {
    let zones = zones(&[("example.com", &["@ 60 A 192.0.2.1"])]);
    let any: SocketAddr = "[::1]:0".parse().expect("an address");
    let server = Server::bind(zones, any).expect("a free port");
    let socket = UdpSocket::bind("[::1]:0").expect("a socket");
    socket.connect(server.local_addr()).expect("a route");
    let answer = crate::asker::exchange(&socket, &crate::asker::query("example.com", Rtype::A));
    assert_eq!(crate::asker::Answer::read(&answer).answer, ["example.com 60 A 192.0.2.1"]);
}
