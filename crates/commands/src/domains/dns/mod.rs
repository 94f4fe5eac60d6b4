//! `namecheap.domains.dns.*`

pub mod get_hosts;
pub mod get_list;
pub mod set_custom;
pub mod set_default;
pub mod set_hosts;
