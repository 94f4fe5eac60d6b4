//! A server with some zones, and a client that shows its answers as text.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::time::Duration;

use domain::base::iana::{Class, Rcode, Rtype};
use domain::base::message_builder::MessageBuilder;
use domain::base::{Message, Name, ParsedName, Record};
use domain::rdata::AllRecordData;
use namegate_dns::{Server, Settings, Template, Zone, Zones};
use rules::name::DomainName;
use rules::other_type::OtherType;
use rules::rdata;
use rules::resource_record::{RecordData, ResourceRecord};

pub const EXAMPLE: &str = "example.com";

pub fn apex(name: &str) -> DomainName {
    DomainName::parse(name).expect(name)
}

/// `"owner ttl TYPE data"`, with the owner relative and `@` for the apex.
pub fn record(text: &str) -> ResourceRecord {
    let (owner, rest) = text.split_once(' ').expect(text);
    let (ttl, rest) = rest.split_once(' ').expect(text);
    let (rtype, data) = rest.split_once(' ').expect(text);
    let data = match rtype {
        "A" => RecordData::A(data.parse().expect(text)),
        "AAAA" => RecordData::Aaaa(data.parse().expect(text)),
        "CNAME" => RecordData::Cname(data.into()),
        "NS" => RecordData::Ns(data.into()),
        "ALIAS" => RecordData::Alias(data.into()),
        "TXT" => RecordData::Txt(data.into()),
        "MX" => {
            let (preference, exchange) = data.split_once(' ').expect(text);
            RecordData::Mx { preference: preference.parse().expect(text), exchange: exchange.into() }
        }
        "SRV" => {
            let mut words = data.split(' ');
            let mut number = || words.next().expect(text).parse().expect(text);
            let (priority, weight, port) = (number(), number(), number());
            let target = words.next().expect(text).trim_end_matches('.').into();
            RecordData::Srv { priority, weight, port, target }
        }
        other => {
            let kind = OtherType::from_word(other).expect(text);
            RecordData::Other { rtype: kind.number(), data: rdata::wire(kind, data).expect(text) }
        }
    };
    let owner = if owner == "@" { "" } else { owner };
    ResourceRecord { owner: owner.into(), ttl: ttl.parse().expect(text), data }
}

pub fn zone(name: &str, version: i64, records: &[&str]) -> Zone {
    let records: Vec<_> = records.iter().map(|text| record(text)).collect();
    Zone::build(&apex(name), version, &records).expect(name)
}

pub fn zones(held: &[(&str, &[&str])]) -> Zones {
    let zones = Zones::new(&Template::default()).expect("a good template");
    for (name, records) in held {
        assert!(zones.install(zone(name, 7, records)), "{name}");
    }
    zones
}

pub fn serve(zones: &Zones, settings: Settings) -> Server {
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    Server::bind_with(zones.clone(), any, settings).expect("a free port")
}

/// A server for one zone.
pub fn example(records: &[&str]) -> Server {
    serve(&zones(&[(EXAMPLE, records)]), Settings::default())
}

/// An answer with its records as `"owner ttl TYPE data"`.
#[derive(Debug)]
pub struct Answer {
    pub rcode: Rcode,
    pub authoritative: bool,
    pub truncated: bool,
    pub answer: Vec<String>,
    pub authority: Vec<String>,
    pub additional: Vec<String>,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn read(bytes: &[u8]) -> Answer {
        let message = Message::from_octets(bytes.to_vec()).expect("a message");
        let sections = message.sections().expect("whole sections");
        let header = message.header();
        assert!(header.qr() && !header.ra() && !header.ad() && !header.z(), "{header:?}");
        Answer {
            rcode: header.rcode(),
            authoritative: header.aa(),
            truncated: header.tc(),
            answer: texts(sections.1),
            authority: texts(sections.2),
            additional: texts(sections.3),
            bytes: bytes.to_vec(),
        }
    }

    /// Checks code and answer section of an authoritative answer.
    pub fn is(&self, rcode: Rcode, answer: &[&str]) -> &Answer {
        assert_eq!((self.rcode, self.authoritative, self.truncated), (rcode, true, false), "{self:?}");
        assert_eq!(self.answer, answer);
        self
    }

    /// Checks that the authority section is the SOA of `zone` and nothing else is there.
    pub fn lacks(&self, rcode: Rcode, zone: &str) {
        self.is(rcode, &[]).has_soa(zone);
    }

    pub fn has_soa(&self, zone: &str) {
        let soa = "dns1.registrar-servers.com. hostmaster.registrar-servers.com. 7 43200 3600 604800 3601";
        assert_eq!(self.authority, [format!("{zone} 3601 SOA {soa}")], "{self:?}");
    }
}

fn texts(section: domain::base::RecordSection<'_, Vec<u8>>) -> Vec<String> {
    type Data<'a> = AllRecordData<&'a [u8], ParsedName<&'a [u8]>>;
    let text = |record: Record<ParsedName<&[u8]>, Data<'_>>| {
        let data = record.data().to_string();
        format!("{} {} {} {data}", record.owner(), record.ttl().as_secs(), record.rtype())
    };
    section
        .limit_to::<AllRecordData<_, _>>()
        .map(|record| record.expect("a record"))
        .filter(|record| record.rtype() != Rtype::OPT)
        .map(text)
        .collect()
}

/// A query without EDNS, recursion desired.
pub fn query(name: &str, rtype: Rtype) -> Vec<u8> {
    let name: Name<Vec<u8>> = name.parse().expect(name);
    let mut message = MessageBuilder::new_vec();
    message.header_mut().set_id(0x4e47);
    message.header_mut().set_rd(true);
    let mut question = message.question();
    question.push((name, rtype, Class::IN)).expect("room");
    question.finish()
}

/// The same with EDNS.
pub fn edns_query(name: &str, rtype: Rtype, size: u16, version: u8) -> Vec<u8> {
    let mut message = query(name, rtype);
    message[11] = 1;
    message.extend([0, 0, 41]);
    message.extend(size.to_be_bytes());
    message.extend([0, version, 0x80, 0, 0, 0]);
    message
}

pub fn udp(server: &Server) -> UdpSocket {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a socket");
    socket.connect(server.local_addr()).expect("a route");
    socket.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    socket
}

pub fn exchange(socket: &UdpSocket, message: &[u8]) -> Vec<u8> {
    socket.send(message).expect("sent");
    let mut answer = vec![0; 65_535];
    let size = socket.recv(&mut answer).expect("an answer");
    answer.truncate(size);
    assert_eq!(answer[..2], message[..2], "the id is repeated");
    answer
}

/// Asks by UDP with EDNS.
pub fn ask(server: &Server, name: &str, rtype: Rtype) -> Answer {
    Answer::read(&exchange(&udp(server), &edns_query(name, rtype, 1_232, 0)))
}
