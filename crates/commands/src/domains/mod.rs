//! `namecheap.domains.*`, and those of `namegate.domains.*`

pub mod auth_code;
pub mod auto_renew;
pub mod check;
pub mod contact_block;
pub mod create;
pub mod delete;
pub mod dns;
pub mod domain_parts;
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

use wire::RefusalSpec;

/// Sent about a domain that the caller does not hold.
pub const DOMAIN_NOT_FOUND: RefusalSpec = RefusalSpec::new(2_019_166, "Domain name not found");
