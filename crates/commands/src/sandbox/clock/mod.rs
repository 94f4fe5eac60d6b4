//! `namegate.sandbox.clock.*`: the clock of a sandbox, which can be moved.

pub mod advance;
pub mod get;
pub mod set;
