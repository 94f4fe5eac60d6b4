//! `namecheap.domains.*`

pub mod check;
pub mod contact_block;
pub mod create;
pub mod dns;
pub mod get_contacts;
pub mod get_info;
pub mod get_list;
pub mod get_registrar_lock;
pub mod get_tld_list;
pub mod ns;
pub mod reactivate;
pub mod renew;
mod renewal_offer;
pub mod set_contacts;
pub mod set_registrar_lock;
pub mod transfer;
