//! The resolver outside is in these tests a name server of ours, with zones of its own.

use rules::name::DomainName;
use rules::resource_record::{RecordData, ResourceRecord};
use tokio::net::UdpSocket;

use super::*;
use crate::{Server, Template};

fn zones(apex: &str, records: &[(&str, RecordData)]) -> Zones {
    let zones = Zones::new(&Template::default()).expect("zones");
    let record = |(owner, data): &(&str, RecordData)| ResourceRecord {
        owner: (*owner).to_owned(),
        ttl: 60,
        data: data.clone(),
    };
    let records: Vec<ResourceRecord> = records.iter().map(record).collect();
    zones.apply(&DomainName::parse(apex).expect("a name"), 1, Some(&records)).expect("a zone");
    zones
}

fn address(last: u8) -> RecordData {
    RecordData::A(Ipv4Addr::new(192, 0, 2, last))
}

fn found(last: u8) -> Result<Vec<IpAddr>, LookupError> {
    Ok(vec![IpAddr::V4(Ipv4Addr::new(192, 0, 2, last))])
}

fn alias_of(target: &str) -> RecordData {
    RecordData::Cname(target.to_owned())
}

fn outside() -> Server {
    let many: Vec<(&str, RecordData)> = (0..100).map(|last| ("many", address(last))).collect();
    let records = [vec![("", address(7)), ("www", alias_of("outside.example"))], many].concat();
    let zones = zones("outside.example", &records);
    zones.apply(&DomainName::parse("sub.here.example").expect("a name"), 1, Some(&[])).expect("a zone");
    Server::bind(zones, "127.0.0.1:0".parse().expect("an address")).expect("a server")
}

fn here() -> Zones {
    let records = [
        ("", address(1)),
        ("www", alias_of("here.example")),
        ("away", alias_of("www.outside.example")),
        ("one", alias_of("two.here.example")),
        ("two", alias_of("one.here.example")),
        ("sub", RecordData::Ns("ns.outside.example".into())),
    ];
    zones("here.example", &records)
}

#[tokio::test]
async fn zones_held_here_are_looked_at_first_and_aliases_are_followed_out_of_them() {
    let server = outside();
    let lookup = Lookup::new(here(), Some(server.local_addr()));
    assert_eq!(lookup.addresses("Here.Example").await, found(1));
    assert_eq!(lookup.addresses("www.here.example").await, found(1));
    assert_eq!(lookup.addresses("away.here.example").await, found(7));
    assert_eq!(lookup.addresses("absent.here.example").await, Ok(Vec::new()));
    assert_eq!(lookup.addresses("sub.here.example").await, Ok(Vec::new()), "asked where it is delegated to");
    assert_eq!(lookup.addresses("one.here.example").await, Ok(Vec::new()), "a circle ends");
    let canonical = lookup.canonical_name("away.here.example").await;
    assert_eq!(canonical, Ok(Some("www.outside.example".into())));
    assert_eq!(lookup.canonical_name("www.outside.example").await, Ok(Some("outside.example".into())));
    assert_eq!(lookup.canonical_name("here.example").await, Ok(None));
    assert_eq!(lookup.canonical_name("absent.here.example").await, Ok(None));
    assert_eq!(lookup.addresses("elsewhere.example").await, Err(LookupError::Failed), "refused");
    for no_name in ["", &"a".repeat(64), &"a.".repeat(200)] {
        assert_eq!(lookup.canonical_name(no_name).await.ok().flatten(), None, "{no_name}");
    }
}

#[tokio::test]
async fn what_does_not_fit_comes_by_tcp() {
    let server = outside();
    let lookup = Lookup::new(here(), Some(server.local_addr()));
    assert_eq!(lookup.addresses("many.outside.example").await.map(|found| found.len()), Ok(100));
}

#[tokio::test]
async fn without_a_resolver_only_our_zones_are_known() {
    let lookup = Lookup::new(here(), None);
    assert_eq!(lookup.addresses("here.example").await, found(1));
    assert_eq!(lookup.addresses("outside.example").await, Err(LookupError::NoResolver));
    assert_eq!(lookup.addresses("sub.here.example").await, Err(LookupError::NoResolver));
}

#[tokio::test(start_paused = true)]
async fn a_resolver_that_says_nothing_is_not_waited_for() {
    let silent = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
    let lookup = Lookup::new(here(), Some(silent.local_addr().expect("an address")));
    assert_eq!(lookup.canonical_name("outside.example").await, Err(LookupError::Silent));
}

#[tokio::test]
async fn answers_to_other_questions_are_passed_over() {
    let resolver = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
    let lookup = Lookup::new(here(), Some(resolver.local_addr().expect("an address")));
    let answering = tokio::spawn(async move {
        let mut buffer = [0; 512];
        let (length, from) = resolver.recv_from(&mut buffer).await.expect("a question");
        let zones = zones("outside.example", &[("www", alias_of("outside.example"))]);
        let mut answer = vec![0; TCP_SIZE];
        let size = respond(&zones, Transport::Tcp, &buffer[..length], &mut answer).expect("an answer");
        let mut forged = answer[..size].to_vec();
        forged[0] ^= 1;
        for octets in [&forged, &b"nonsense".to_vec(), &answer[..size].to_vec()] {
            resolver.send_to(octets, from).await.expect("sent");
        }
    });
    assert_eq!(lookup.canonical_name("www.outside.example").await, Ok(Some("outside.example".into())));
    answering.await.expect("answered");
}
