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

use wire::RefusalSpec;

/// Sent about a domain that is on other name servers than ours.
pub const OTHER_NAME_SERVERS: RefusalSpec = RefusalSpec::new(
    2_030_288,
    "Cannot complete this command as this domain is not using proper DNS servers",
);
