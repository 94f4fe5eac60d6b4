//! `namegate.sandbox.faults.*`: failures of the service, for tests of what uses it.

pub mod add;
pub mod clear;
pub mod list;
pub mod remove;
