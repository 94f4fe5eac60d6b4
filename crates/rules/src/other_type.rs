//! Types of records that setHosts does not know.

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
