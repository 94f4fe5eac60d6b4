//! `namecheap.users.*`

pub mod address;
pub mod change_password;
pub mod create;
pub mod create_add_funds_request;
pub mod get_add_funds_status;
pub mod get_balances;
pub mod get_pricing;
pub mod login;
mod profile_block;
pub mod reset_password;
pub mod update;
