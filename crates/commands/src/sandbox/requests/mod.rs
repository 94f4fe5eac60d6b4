//! `namegate.sandbox.requests.*`: the calls of late.

pub mod get;
pub mod list;
