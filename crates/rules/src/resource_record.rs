//! Resource records as our name servers serve them (RFC 1035 section 3.2.1): the words shared by the rules that make
//! them of host records and by the name server that answers with them.

use std::net::{Ipv4Addr, Ipv6Addr};

/// One resource record of a zone. The SOA and the NS set of the apex belong to the name server and never stand here.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResourceRecord {
    /// Owner relative to the apex, in lower case without a closing dot; empty for the apex; `*` for a wildcard.
    pub owner: String,
    /// Seconds.
    pub ttl: u32,
    pub data: RecordData,
}

/// The data of a record. Names in it are absolute, in lower case, without the closing dot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RecordData {
    A(Ipv4Addr),
    Aaaa(Ipv6Addr),
    Cname(String),
    Mx {
        preference: u16,
        exchange: String,
    },
    Ns(String),
    /// The whole text; the name server cuts it into character strings of 255 octets (RFC 1035 section 3.3.14).
    Txt(Vec<u8>),
    /// RFC 8659.
    Caa {
        flags: u8,
        tag: String,
        value: Vec<u8>,
    },
    /// RFC 2782. The target is empty where the service is not to be had.
    Srv {
        priority: u16,
        weight: u16,
        port: u16,
        target: String,
    },
    /// Answered with the addresses of this name, which are looked up in the background.
    Alias(String),
    /// Of a type that is answered as it is kept: its number, and its data on the wire, names in them uncompressed
    /// (RFC 3597 section 4).
    Other {
        rtype: u16,
        data: Vec<u8>,
    },
}
