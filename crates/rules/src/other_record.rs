//! Records of the types that setHosts does not know: getHosts does not show them and setHosts does not touch them. They
//! are kept as they were written.

use crate::other_type::OtherType;
use crate::presentation::fields;
use crate::rdata::{self, Unfit};

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
