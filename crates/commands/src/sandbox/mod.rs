//! `namegate.sandbox.*`: what a sandbox has and the real service has not. A sub-account has no part in it: `execute`
//! refuses it for all of them.

pub mod availability;
pub mod clock;
pub mod faults;
pub mod mail;
pub mod oddities;
pub mod requests;
pub mod reset;
pub mod seed;
pub mod state;
pub mod transfer_away;

use wire::RefusalSpec;

/// Sent where a sub-account is acted on.
pub const SUB_ACCOUNT: RefusalSpec = RefusalSpec::new(1_016_103, "Parameter UserName is unauthorized");
