//! `namecheap.users.address.*`

pub mod create;
pub mod delete;
pub mod entry_block;
pub mod get_info;
pub mod get_list;
pub mod set_default;
pub mod update;

use wire::words;

words! {
    /// Whether an entry is the default.
    pub enum DefaultWord { No = "0", Yes = "1" }
}
