//! `namegate.sandbox.availability.*`: what the registry of a sandbox says of names.

pub mod list;
pub mod remove;
pub mod set;
