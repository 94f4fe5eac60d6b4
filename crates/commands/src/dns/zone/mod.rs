//! `namegate.dns.zone.*`: a zone as the text of a master file (RFC 1035 section 5).

pub mod export;
pub mod import;
