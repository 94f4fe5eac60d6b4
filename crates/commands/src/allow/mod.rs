//! `namegate.allow.*`: from where an account, or one of its keys, may be called. Only a key that may do everything is let
//! in.

pub mod add;
pub mod list;
pub mod remove;

use wire::Element;
use wire::RefusalSpec;

/// Sent for what is no entry.
pub const NO_ENTRY: RefusalSpec = RefusalSpec::new(2_011_981, "Parameter Entry is Invalid");
/// Sent where the account has as many entries as it may have.
pub const TOO_MANY: RefusalSpec = RefusalSpec::new(2_016_981, "There are as many entries as there may be");
/// Sent to a key that has entries of its own.
pub const HELD: RefusalSpec = RefusalSpec::new(
    2_030_981,
    "The key is held to its own entries, and lets no key be called from elsewhere",
);

/// From where calls may come.
#[derive(Element, Debug)]
pub struct Entry {
    /// `any`, an address, a network, or the name of a host.
    #[attr]
    pub source: String,
    /// The key whose calls are held to it; left out where it is for the account.
    #[attr]
    pub key_id: Option<i64>,
    #[attr]
    pub created: Option<String>,
    #[attr]
    pub expires: Option<String>,
    /// Active, Expired, or Unknown for a host of which no address is known.
    #[attr]
    pub status: String,
    /// Whether it stands in the settings of the server.
    #[attr]
    pub is_of_settings: bool,
    /// When the name of a host was last looked up with success, by the machine's clock.
    #[attr]
    pub looked_up: Option<String>,
    /// What was found then. It counts for a day while nothing else is found.
    #[leaf(name = "Address")]
    pub addresses: Vec<String>,
}
