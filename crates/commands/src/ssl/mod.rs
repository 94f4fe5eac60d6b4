//! `namecheap.ssl.*`

pub mod activate;
mod control_proof;
pub mod edit_dcv_method;
pub mod reissue;
mod request_block;
pub mod resend_approver_email;
pub mod resend_fulfillment_email;
pub mod revoke_certificate;
