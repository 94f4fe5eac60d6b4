//! A zone as the text of a master file (RFC 1035 section 5): written with every record as it is served, and read.
//!
//! Some rows are none of DNS (URL, FRAME, ALIAS, MXE), and some are served otherwise than they are kept (an RRset has one
//! TTL). Comments carry what records cannot, so that a text that was written here reads back as the zone it was:
//!
//! ```text
//! ;namegate:email FWD
//! ;namegate:row go 1800 URL "http://example.net/"
//! go 1800 IN A 192.0.2.1 ;namegate:served
//! ```

mod read;
mod write;

pub use read::{Fault, Faulty, Note, Text, read};
pub use write::{Heading, write};

/// In front of what a comment says to us.
const EMAIL: &str = "namegate:email ";
const ROW: &str = "namegate:row ";
/// The record follows from a row or from the mail type, and is no row itself.
const SERVED: &str = "namegate:served";

#[cfg(test)]
mod tests;
