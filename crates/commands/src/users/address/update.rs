//! `namecheap.users.address.update`: replaces an entry of the address book.

use wire::{Body, Command, refusals};

use super::entry_block::{EntryBlock, Written};
use crate::users::profile_block::{COUNTRY_INVALID, EMAIL_INVALID, PHONE_INVALID, ProfileBlock};

/// Replace an address-book entry
#[derive(Command)]
#[command(name = "namecheap.users.address.update", effect = Write, response = Response)]
pub struct Request {
    /// Not 0: the profile is changed by users.update.
    #[param(max = 20, subject = 277)]
    pub address_id: i64,
    #[block]
    pub entry: EntryBlock,
    #[block(subject = 336)]
    pub person: ProfileBlock,
}

#[derive(Body, Debug)]
#[body(name = "AddressUpdateResult")]
pub struct Response {
    #[attrs]
    pub written: Written,
}

refusals! {
    PHONE_INVALID;
    COUNTRY_INVALID;
    EMAIL_INVALID;
    UNKNOWN_ADDRESS = 4011331 "Unable to update address";
    NOT_UPDATED = 4024336 "Failed to update address";
}

#[cfg(feature = "server")]
mod server {
    use registrar::addresses::{self, Error};
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use wire::RefusalSpec;

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        const FAULT: RefusalSpec = NOT_UPDATED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let entry = self.entry.entry(&self.person)?;
            addresses::update(cx, caller, self.address_id, &entry).map_err(refuse)?;
            Ok(Response { written: self.entry.written(self.address_id) })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound => UNKNOWN_ADDRESS.into(),
            Error::IsProfile | Error::Full => NOT_UPDATED.into(),
            Error::Store(error) => error.into(),
        }
    }
}
