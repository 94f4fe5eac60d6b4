//! `namegate.sandbox.*`: what a sandbox has and the real service has not.

pub mod availability;
pub mod clock;
pub mod faults;
pub mod mail;
pub mod requests;
pub mod reset;
pub mod seed;
pub mod state;
