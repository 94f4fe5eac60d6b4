//! `namegate.dns.versions.*`: what a zone was before, and the way back.

pub mod diff;
pub mod list;
pub mod restore;
