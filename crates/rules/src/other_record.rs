//! Records of the types that setHosts does not know: getHosts does not show them and setHosts does not touch them. They
//! are kept as they were written.

use crate::presentation::fields;
use crate::rdata::{self, Unfit};

/// The types, in the order of their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OtherType {
    Ds,
    Https,
    Loc,
    Naptr,
    Sshfp,
    Svcb,
    Tlsa,
}

impl OtherType {
    pub const ALL: [OtherType; 7] = [
        OtherType::Ds,
        OtherType::Https,
        OtherType::Loc,
        OtherType::Naptr,
        OtherType::Sshfp,
        OtherType::Svcb,
        OtherType::Tlsa,
    ];

    /// Its mnemonic (IANA, Domain Name System parameters).
    pub const fn word(self) -> &'static str {
        match self {
            OtherType::Ds => "DS",
            OtherType::Https => "HTTPS",
            OtherType::Loc => "LOC",
            OtherType::Naptr => "NAPTR",
            OtherType::Sshfp => "SSHFP",
            OtherType::Svcb => "SVCB",
            OtherType::Tlsa => "TLSA",
        }
    }

    /// The type of a word in any letter case.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word))
    }

    /// Its number (IANA, Domain Name System parameters).
    pub const fn number(self) -> u16 {
        match self {
            OtherType::Loc => 29,
            OtherType::Naptr => 35,
            OtherType::Ds => 43,
            OtherType::Sshfp => 44,
            OtherType::Tlsa => 52,
            OtherType::Svcb => 64,
            OtherType::Https => 65,
        }
    }
}

/// A record as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherRecord {
    /// Of one count with the host records of its zone.
    pub host_id: i64,
    /// `@` for the domain itself, else relative to it.
    pub name: String,
    pub kind: OtherType,
    /// Data in the form of a master file (RFC 1035 section 5.1), as given; names in it end in a dot.
    pub data: String,
    /// Seconds.
    pub ttl: u32,
}

/// Most records of these types in a zone.
pub const MOST_OTHERS: usize = 500;

/// The data in the form in which it is kept: as given, and the name in it with its closing dot.
pub fn kept_data(kind: OtherType, data: &str) -> Result<String, Unfit> {
    rdata::wire(kind, data)?;
    let name = rdata::target_field(kind).and_then(|at| fields(data)?.get(at).map(|token| token.raw));
    let Some(name) = name.filter(|name| !name.ends_with('.')) else { return Ok(data.to_owned()) };
    // A field is a part of the text it was read from.
    let end = name.as_ptr() as usize - data.as_ptr() as usize + name.len();
    Ok(format!("{}.{}", &data[..end], &data[end..]))
}
