//! `namegate.sandbox.state.*`: everything a sandbox holds, as one file.

pub mod export;
pub mod import;
