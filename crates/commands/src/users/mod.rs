//! `namecheap.users.*`

pub mod get_balances;
pub mod get_pricing;
