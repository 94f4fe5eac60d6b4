//! The immutable snapshot of one zone, packed into one block of memory.
//!
//! ```text
//! version  8   big-endian, as all numbers here; its low 32 bits are the serial of the SOA
//! flags    1
//! apex     1 + length: the name on the wire
//! count    4   number of owners that have records
//! places   4 for each owner: where it starts, counted from the start of the block
//! owners   key length 1, key (`name::Key`), number of RRsets 1, RRsets
//! RRset    type 2, TTL 4, length of the records 4, records
//! record   length 2, data with names uncompressed
//! ```
//! Owners are sorted by key, so that what lies below a name stands right after it.

mod build;
mod find;

pub use build::Unfit;
pub(crate) use find::{Owner, Place, Rrset};

use rules::name::DomainName;

use crate::table::Keyed;

/// There is no zone any more (a removal with its version).
const GONE: u8 = 1;
/// An owner below the apex has NS records.
const DELEGATES: u8 = 2;
/// An owner has a label `*`.
const WILDCARDS: u8 = 4;
/// An owner has an ALIAS.
const ALIASES: u8 = 8;

const FLAGS_AT: usize = 8;
const APEX_AT: usize = 9;

/// All records of a zone but its SOA and apex NS set, which come from the [`Template`](crate::Template).
#[derive(Debug)]
pub struct Zone {
    block: Box<[u8]>,
}

impl Zone {
    /// Which state of the zone this is; a higher one replaces a lower one.
    pub fn version(&self) -> i64 {
        let mut version = [0; 8];
        version.copy_from_slice(&self.block[..8]);
        i64::from_be_bytes(version)
    }

    /// The serial of the SOA: the low 32 bits of the version (RFC 1982).
    pub fn serial(&self) -> u32 {
        self.version() as u32
    }

    /// Octets of memory that the snapshot takes.
    pub fn size(&self) -> usize {
        self.block.len() + size_of::<Zone>()
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.has(GONE)
    }

    /// The name of the zone on the wire, in lower case.
    pub(crate) fn apex(&self) -> &[u8] {
        &self.block[APEX_AT + 1..self.apex_end()]
    }

    /// The apex as the name that the zone was built for.
    pub(crate) fn apex_name(&self) -> Option<DomainName> {
        let mut text = String::new();
        let mut rest = self.apex();
        while let Some((size, after)) = rest.split_first().filter(|(size, _)| **size > 0) {
            let (label, more) = after.split_at_checked(usize::from(*size))?;
            text.extend([if text.is_empty() { "" } else { "." }, str::from_utf8(label).ok()?]);
            rest = more;
        }
        DomainName::parse(&text)
    }

    fn apex_end(&self) -> usize {
        APEX_AT + 1 + usize::from(self.block[APEX_AT])
    }

    fn has(&self, flag: u8) -> bool {
        self.block[FLAGS_AT] & flag != 0
    }
}

impl Keyed for Zone {
    fn key(&self) -> &[u8] {
        self.apex()
    }
}
