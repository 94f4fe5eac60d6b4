//! Whatever comes in, nothing panics, and what goes out is whole and within its limits.

use std::net::{Ipv4Addr, Ipv6Addr};

use domain::base::{Message, ParsedName};
use domain::rdata::AllRecordData;
use proptest::prelude::*;
use rules::name::DomainName;
use rules::resource_record::{RecordData, ResourceRecord};

use super::{TCP_SIZE, Transport, UDP_SIZE, respond};
use crate::{Template, Zone, Zones};

const APEX: &str = "example.com";

fn zones(records: &[ResourceRecord]) -> Zones {
    let zones = Zones::new(&Template::default()).expect("a good template");
    let apex = DomainName::parse(APEX).expect("a name");
    // Each record by itself first, so that one that fits no message does not keep the others out.
    let fit = |record: &&ResourceRecord| Zone::build(&apex, 0, std::slice::from_ref(*record)).is_ok();
    let records: Vec<_> = records.iter().filter(fit).cloned().collect();
    zones.install(Zone::build(&apex, 1, &records).expect("each fits"));
    zones
}

/// Answers by both transports; every answer must parse to its end.
fn check(zones: &Zones, request: &[u8]) {
    let mut buffer = vec![0xff; TCP_SIZE];
    for (transport, limit) in [(Transport::Udp, usize::from(UDP_SIZE)), (Transport::Tcp, TCP_SIZE)] {
        let Some(size) = respond(zones, transport, request, &mut buffer[..limit]) else {
            assert!(request.len() < 12 || request[2] & 0x80 != 0);
            continue;
        };
        assert!(size <= limit);
        assert_eq!(buffer[..2], request[..2]);
        let message = Message::from_octets(&buffer[..size]).expect("a message");
        assert!(message.header().qr());
        let question = message.question();
        let mut records = question.answer().expect("questions");
        loop {
            for record in records.by_ref() {
                let record = record.expect("a record");
                let data = record.to_record::<AllRecordData<_, ParsedName<_>>>();
                assert!(data.expect("data").is_some());
            }
            match records.next_section().expect("a section") {
                Some(next) => records = next,
                None => break,
            }
        }
    }
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[ab]",
        2 => Just("*".to_string()),
        1 => "[a-z0-9_-]{1,70}",
        1 => "\\PC{0,5}",
    ]
}

fn owner() -> impl Strategy<Value = String> {
    prop::collection::vec(label(), 0..5).prop_map(|labels| labels.join("."))
}

fn target() -> impl Strategy<Value = String> {
    (owner(), prop::sample::select(vec!["", ".example.com", ".example.net"])).prop_map(|(a, b)| a + b)
}

fn data() -> impl Strategy<Value = RecordData> {
    let bytes = |most| prop::collection::vec(any::<u8>(), 0..most);
    prop_oneof![
        any::<u32>().prop_map(|bits| RecordData::A(Ipv4Addr::from_bits(bits))),
        any::<u128>().prop_map(|bits| RecordData::Aaaa(Ipv6Addr::from_bits(bits))),
        target().prop_map(RecordData::Cname),
        (any::<u16>(), target()).prop_map(|(preference, exchange)| RecordData::Mx { preference, exchange }),
        target().prop_map(RecordData::Ns),
        bytes(2_000).prop_map(RecordData::Txt),
        (any::<u8>(), "[a-z]{0,9}", bytes(300)).prop_map(|(flags, tag, value)| RecordData::Caa {
            flags,
            tag,
            value
        }),
        target().prop_map(RecordData::Alias),
        (any::<u16>(), any::<u16>(), target()).prop_map(|(priority, port, target)| RecordData::Srv {
            priority,
            weight: 7,
            port,
            target,
        }),
    ]
}

fn record() -> impl Strategy<Value = ResourceRecord> {
    (owner(), any::<u32>(), data()).prop_map(|(owner, ttl, data)| ResourceRecord { owner, ttl, data })
}

/// A query for a name of any labels under the apex.
fn query() -> impl Strategy<Value = Vec<u8>> {
    let labels = prop::collection::vec(
        prop_oneof![9 => "[ab*]".prop_map(String::into_bytes), 1 => prop::collection::vec(any::<u8>(), 1..64)],
        0..6,
    );
    let qtype = prop_oneof![
        prop::sample::select(vec![1u16, 2, 5, 6, 15, 16, 28, 33, 43, 255, 257, 65_401]),
        any::<u16>(),
    ];
    (any::<u16>(), labels, qtype, prop::option::of(any::<u16>())).prop_map(|(id, labels, qtype, edns)| {
        let mut message = id.to_be_bytes().to_vec();
        message.extend([1, 0, 0, 1, 0, 0, 0, 0, 0, u8::from(edns.is_some())]);
        for label in labels {
            message.push(label.len() as u8);
            message.extend(label);
        }
        message.extend(b"\x07example\x03com\0");
        message.extend(qtype.to_be_bytes());
        message.extend([0, 1]);
        if let Some(size) = edns {
            message.extend([0, 0, 41]);
            message.extend(size.to_be_bytes());
            message.extend([0; 6]);
        }
        message
    })
}

fn some_zone() -> Zones {
    let record = |owner: &str, data| ResourceRecord { owner: owner.into(), ttl: 60, data };
    zones(&[
        record("", RecordData::A(Ipv4Addr::LOCALHOST)),
        record("*", RecordData::Cname("a.example.com".into())),
        record("b", RecordData::Ns("a.b.example.com".into())),
        record("a", RecordData::Alias("example.com".into())),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_octets(request in prop::collection::vec(any::<u8>(), 0..600)) {
        check(&some_zone(), &request);
    }

    #[test]
    fn nearly_queries(mut request in query(), at in any::<prop::sample::Index>(), octet: u8, cut: bool) {
        let at = at.index(request.len());
        request[at] = octet;
        if cut {
            request.truncate(at);
        }
        check(&some_zone(), &request);
    }

    #[test]
    fn any_zone(
        records in prop::collection::vec(record(), 0..40),
        queries in prop::collection::vec(query(), 1..20),
    ) {
        let zones = zones(&records);
        for query in queries {
            check(&zones, &query);
        }
    }
}
