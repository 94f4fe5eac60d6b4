//! `namegate.dns.*`: the records of a domain one by one, of more types than setHosts knows; the versions of its zone; its
//! text. Names of domains are whole. What changes a zone answers with what it changed.

pub mod change;
pub mod changes;
pub mod conditions;
pub mod records;
#[cfg(feature = "server")]
mod refused;
pub mod versions;
pub mod zone;

use wire::{RefusalSpec, words};

words! {
    /// Types of records.
    pub enum TypeWord {
        A = "A",
        Aaaa = "AAAA",
        Alias = "ALIAS",
        Caa = "CAA",
        Cname = "CNAME",
        Ds = "DS",
        Frame = "FRAME",
        Https = "HTTPS",
        Loc = "LOC",
        Mx = "MX",
        Mxe = "MXE",
        Naptr = "NAPTR",
        Ns = "NS",
        Srv = "SRV",
        Sshfp = "SSHFP",
        Svcb = "SVCB",
        Tlsa = "TLSA",
        Txt = "TXT",
        Url = "URL",
        Url301 = "URL301",
    }
}

/// Sent where the zone is not at the version that was named.
pub const MOVED_ON: RefusalSpec = RefusalSpec::new(2_015_970, "The zone has moved on to version {}");
/// Sent for names, with what is wrong.
pub const BAD_NAME: RefusalSpec = RefusalSpec::new(2_011_971, "Parameter Name is Invalid: {}");
/// Sent for values, with what is wrong.
pub const BAD_VALUE: RefusalSpec = RefusalSpec::new(2_011_973, "Parameter Value is Invalid: {}");
/// Sent for a text that is no master file of the domain, with the line.
pub const BAD_TEXT: RefusalSpec = RefusalSpec::new(2_011_978, "Parameter Text is Invalid: {}");
/// Sent where a record is there with another TTL, preference or priority.
pub const EXISTS: RefusalSpec = RefusalSpec::new(2_015_973, "There is such a record, and it differs: {}");
pub const NO_RECORD: RefusalSpec = RefusalSpec::new(2_019_973, "There is no such record: {}");
pub const TOO_MANY: RefusalSpec = RefusalSpec::new(4_013_288, "Too many records");
pub const BESIDE_CNAME: RefusalSpec =
    RefusalSpec::new(2_015_288, "Host name of a CNAME record is used by other records: {}");
pub const MIXED_MAIL: RefusalSpec =
    RefusalSpec::new(2_015_288, "MX records, one MXE record and another EmailType exclude one another");
/// Sent for a version that is not kept, or was never.
pub const NO_VERSION: RefusalSpec = RefusalSpec::new(2_019_975, "There is no version {} of the zone");
