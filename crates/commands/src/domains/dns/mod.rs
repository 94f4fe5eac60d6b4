//! `namecheap.domains.dns.*`

pub mod get_email_forwarding;
pub mod get_hosts;
pub mod get_list;
pub mod get_srv_records;
pub mod set_custom;
pub mod set_default;
pub mod set_email_forwarding;
pub mod set_hosts;
pub mod set_srv_records;
