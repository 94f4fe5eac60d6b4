//! `namegate.sandbox.*`: what a sandbox has and the real service has not.

pub mod clock;
pub mod mail;
