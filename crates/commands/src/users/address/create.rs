//! `namecheap.users.address.create`: adds an entry to the address book.

use wire::{Body, Command, refusals};

use super::DefaultWord;
use crate::users::profile_block::{COUNTRY_INVALID, EMAIL_INVALID, PHONE_INVALID, ProfileBlock};

/// Add an address-book entry
#[derive(Command)]
#[command(name = "namecheap.users.address.create", effect = Write, response = Response)]
pub struct Request {
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
    #[block(prefix = "", subject = 336)]
    pub person: ProfileBlock,
}

#[derive(Body, Debug)]
#[body(name = "AddressCreateResult")]
pub struct Response {
    #[attr]
    pub success: bool,
    #[attr]
    pub address_id: i64,
    #[attr]
    pub address_name: String,
}

refusals! {
    PHONE_INVALID;
    COUNTRY_INVALID;
    EMAIL_INVALID;
    NOT_ADDED = 4023336 "Failed to add address";
}

#[cfg(feature = "server")]
mod server {
    use registrar::addresses::{self, Entry, Error};
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use wire::RefusalSpec;

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        const FAULT: RefusalSpec = NOT_ADDED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let names = (self.first_name.as_str(), self.last_name.as_str());
            let contact = self.person.checked(names, &self.email_address, &self.state_province_choice);
            let entry = Entry {
                name: self.address_name.clone(),
                is_default: self.default_yn.map(|word| word == DefaultWord::Yes),
                contact: contact?,
            };
            let id = addresses::create(cx, caller, entry).map_err(refuse)?;
            Ok(Response { success: true, address_id: id, address_name: self.address_name.clone() })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::Full | Error::NotFound | Error::IsProfile => NOT_ADDED.into(),
            Error::Store(error) => error.into(),
        }
    }
}
