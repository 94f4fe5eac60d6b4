//! The type of a row, of whichever list of its zone.

use crate::host_record::RecordType;
use crate::other_type::OtherType;

/// The word of services.
pub const SERVICE: &str = "SRV";

/// The type of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordKind {
    Host(RecordType),
    Service,
    Other(OtherType),
}

impl RecordKind {
    pub const fn word(self) -> &'static str {
        match self {
            RecordKind::Host(kind) => kind.word(),
            RecordKind::Service => SERVICE,
            RecordKind::Other(kind) => kind.word(),
        }
    }

    /// The type of a word in any letter case.
    pub fn from_word(word: &str) -> Option<Self> {
        let service = || word.eq_ignore_ascii_case(SERVICE).then_some(RecordKind::Service);
        let host = || RecordType::from_word(word).map(RecordKind::Host);
        host().or_else(service).or_else(|| OtherType::from_word(word).map(RecordKind::Other))
    }
}
