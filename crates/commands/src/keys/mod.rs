//! `namegate.keys.*`: the keys of an account and what each may do. Only a key that may do everything is let in.

pub mod create;
pub mod get;
pub mod list;
pub mod revoke;
pub mod rotate;
#[cfg(feature = "server")]
mod shown;

use wire::RefusalSpec;
use wire::{Element, words};

words! {
    /// What keys begin with.
    pub enum PresetWord {
        Acme = "acme",
        Ddns = "ddns",
        Read = "read",
        Dns = "dns",
        Billing = "billing",
        Full = "full",
    }
}

words! {
    /// What is asked of ClientIp.
    pub enum ClientIpWord {
        Required = "required",
        Optional = "optional",
        Ignored = "ignored",
        Caller = "caller",
    }
}

/// Sent where the account has no such key.
pub const NO_KEY: RefusalSpec = RefusalSpec::new(2_016_951, "Parameter KeyId is unauthorized");
/// Sent for the key of the settings.
pub const OF_SETTINGS: RefusalSpec =
    RefusalSpec::new(2_030_951, "The key stands in the settings of the server, where alone it is changed");
/// Sent for a key that was revoked.
pub const REVOKED: RefusalSpec = RefusalSpec::new(2_015_951, "The key is revoked");

/// A key, without what opens the account.
#[derive(Element, Debug)]
pub struct Key {
    #[attr]
    pub key_id: i64,
    #[attr]
    pub label: String,
    #[attr]
    pub preset: String,
    /// The account that it acts for.
    #[attr]
    pub user_name: String,
    /// Active, Expired, Unused or Revoked.
    #[attr]
    pub status: String,
    /// A moment of ISO 8601 in UTC, as the others.
    #[attr]
    pub created: String,
    #[attr]
    pub expires: Option<String>,
    /// To the hour.
    #[attr]
    pub last_used: String,
    /// Whether it stands in the settings of the server.
    #[attr]
    pub is_of_settings: bool,
    #[child]
    pub policy: Policy,
}

/// What a key may do.
#[derive(Element, Debug)]
pub struct Policy {
    #[attr]
    pub may_delete_others: bool,
    #[attr]
    pub merge: bool,
    #[attr]
    pub client_ip: String,
    /// Most records of its own in one zone.
    #[attr]
    pub most_records: Option<i64>,
    /// Seconds until a record that it adds is deleted.
    #[attr]
    pub record_life: Option<i64>,
    /// Most records that one call may delete.
    #[attr]
    pub most_deletions: Option<i64>,
    #[attr]
    pub highest_price: Option<String>,
    #[attr]
    pub spend_per_day: Option<String>,
    #[attr]
    pub spend_in_all: Option<String>,
    /// Patterns of commands, of which the longest decides; a minus sign refuses.
    #[leaf(name = "Command")]
    pub commands: Vec<String>,
    /// Patterns of domains.
    #[leaf(name = "Domain")]
    pub domains: Vec<String>,
    /// Patterns of records: type, name and value.
    #[leaf(name = "Record")]
    pub records: Vec<String>,
}
