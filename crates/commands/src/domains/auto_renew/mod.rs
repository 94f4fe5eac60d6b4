//! `namegate.domains.autoRenew.*`

pub mod get;
pub mod set;
