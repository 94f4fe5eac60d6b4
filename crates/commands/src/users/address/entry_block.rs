//! What create and update share: the parameters of an entry of the address book beside those of every profile, and the
//! answer.

use wire::{Attributes, Block};

use super::DefaultWord;

/// An entry, without the [`ProfileBlock`](crate::users::profile_block::ProfileBlock) that follows.
#[derive(Block, Clone, Debug)]
pub struct EntryBlock {
    /// What the entry is called.
    #[param(max = 20, subject = 320)]
    pub address_name: String,
    /// 1 makes it the default.
    #[param(name = "DefaultYN", max = 128, subject = 321)]
    pub default_yn: Option<DefaultWord>,
    #[param(max = 128, subject = 153)]
    pub email_address: String,
    #[param(max = 60, subject = 151)]
    pub first_name: String,
    #[param(max = 60, subject = 152)]
    pub last_name: String,
    /// `S` for a state, `P` for a province.
    #[param(max = 60, subject = 160)]
    pub state_province_choice: String,
}

/// The entry as it was written.
#[derive(Attributes, Debug)]
pub struct Written {
    #[attr]
    pub success: bool,
    #[attr]
    pub address_id: i64,
    #[attr]
    pub address_name: String,
}

#[cfg(feature = "server")]
mod server {
    use registrar::addresses::Entry;
    use wire::RefusalSpec;

    use super::*;
    use crate::users::profile_block::ProfileBlock;

    impl EntryBlock {
        pub(crate) fn written(&self, address_id: i64) -> Written {
            Written { success: true, address_id, address_name: self.address_name.clone() }
        }

        /// The entry as it is kept, checked.
        pub(crate) fn entry(&self, person: &ProfileBlock) -> Result<Entry, RefusalSpec> {
            let names = (self.first_name.as_str(), self.last_name.as_str());
            Ok(Entry {
                name: self.address_name.clone(),
                is_default: self.default_yn.map(|word| word == DefaultWord::Yes),
                contact: person.checked(names, &self.email_address, &self.state_province_choice)?,
            })
        }
    }
}
