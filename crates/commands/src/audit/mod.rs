//! `namegate.audit.*`

pub mod list;
