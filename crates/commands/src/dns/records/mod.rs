//! `namegate.dns.records.*`: the records of a domain one by one.

pub mod add;
pub mod delete;
pub mod list;
pub mod replace;
