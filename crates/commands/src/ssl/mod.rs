//! `namecheap.ssl.*`

pub mod create;
pub mod get_approver_email_list;
pub mod get_info;
pub mod get_list;
pub mod parse_csr;
pub mod purchase_more_sans;
pub mod renew;
