//! Data of the record types that are kept as they were written: from the text of a master file to the octets of a message
//! (RFC 3597 section 4: names in them are never compressed).

mod digest;
mod loc;
mod naptr;
mod svcb;

use crate::name;
use crate::other_type::OtherType;
use crate::presentation::{Token, fields};

/// What is wrong with the data of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unfit(pub &'static str);

/// The data of a record on the wire.
pub fn wire(kind: OtherType, text: &str) -> Result<Vec<u8>, Unfit> {
    let fields = fields(text).ok_or(Unfit("it is not one line of fields in printable ASCII"))?;
    let data = match kind {
        OtherType::Ds => digest::ds(&fields),
        OtherType::Https | OtherType::Svcb => svcb::svcb(&fields),
        OtherType::Loc => loc::loc(&fields),
        OtherType::Naptr => naptr::naptr(&fields),
        OtherType::Sshfp => digest::sshfp(&fields),
        OtherType::Tlsa => digest::tlsa(&fields),
    }?;
    // Room for the rest of a message that has this record alone.
    if data.len() > LONGEST { Err(Unfit("it is too long")) } else { Ok(data) }
}

/// Most octets of data, as of TXT rows.
const LONGEST: usize = crate::host_record::LONGEST_TEXT;

/// The field that holds the name of a host.
pub fn target_field(kind: OtherType) -> Option<usize> {
    match kind {
        OtherType::Https | OtherType::Svcb => Some(1),
        OtherType::Naptr => Some(5),
        OtherType::Ds | OtherType::Loc | OtherType::Sshfp | OtherType::Tlsa => None,
    }
}

/// The name of a host, or the root.
fn target(token: &Token<'_>) -> Result<Vec<u8>, Unfit> {
    match token.plain() {
        Some(".") => Some(vec![0]),
        text => text.filter(|text| name::is_target(text)).and_then(name::to_wire),
    }
    .ok_or(Unfit("its target is no name of a host"))
}

fn octet(token: &Token<'_>) -> Result<u8, Unfit> {
    token.number().ok_or(Unfit("a number is not one from 0 to 255"))
}

fn short(token: &Token<'_>) -> Result<[u8; 2], Unfit> {
    token.number().map(u16::to_be_bytes).ok_or(Unfit("a number is not one from 0 to 65535"))
}

#[cfg(test)]
mod tests;
