//! `namecheap.domains.ns.*`

pub mod create;
pub mod delete;
pub mod get_info;
pub mod outcome;
pub mod update;
