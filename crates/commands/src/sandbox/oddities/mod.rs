//! `namegate.sandbox.oddities.*`: ways of the real service that a sandbox has only where they are asked for.

pub mod get;
pub mod set;
