//! `namecheap.whoisguard.*`

pub mod allot;
pub mod change_email_address;
pub mod disable;
pub mod discard;
pub mod enable;
pub mod get_list;
pub mod renew;
pub mod unallot;
