//! `namecheap.domains.ns.*`

pub mod create;
