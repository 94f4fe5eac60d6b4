//! `namecheap.ssl.*`

pub mod activate;
mod control_proof;
pub mod create;
pub mod edit_dcv_method;
pub mod get_approver_email_list;
pub mod get_info;
pub mod get_list;
mod outcome;
pub mod parse_csr;
pub mod purchase_more_sans;
pub mod reissue;
pub mod renew;
mod request_block;
mod requested;
pub mod resend_approver_email;
pub mod resend_fulfillment_email;
pub mod revoke_certificate;
