//! `namecheap.whoisguard.*`

pub mod allot;
pub mod change_email_address;
pub mod disable;
pub mod discard;
pub mod enable;
pub mod get_list;
mod outcome;
pub mod renew;
pub mod unallot;

use wire::RefusalSpec;

/// Sent by what the real service has switched off (recorded 2017).
pub const UNSUPPORTED: RefusalSpec = RefusalSpec::new(
    3_530_407,
    "This feature is no longer supported. Please contact customer support for more details.",
);
