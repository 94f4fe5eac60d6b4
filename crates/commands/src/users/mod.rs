//! `namecheap.users.*`

pub mod address;
pub mod get_balances;
pub mod get_pricing;
mod profile_block;
pub mod update;
