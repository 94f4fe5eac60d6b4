//! `namecheap.users.address.create`: adds an entry to the address book.

use wire::{Body, Command, refusals};

use super::entry_block::{EntryBlock, Written};
use crate::users::profile_block::{COUNTRY_INVALID, EMAIL_INVALID, PHONE_INVALID, ProfileBlock};

/// Add an address-book entry
#[derive(Command)]
#[command(name = "namecheap.users.address.create", effect = Write, response = Response)]
pub struct Request {
    #[block]
    pub entry: EntryBlock,
    #[block(subject = 336)]
    pub person: ProfileBlock,
}

#[derive(Body, Debug)]
#[body(name = "AddressCreateResult")]
pub struct Response {
    #[attrs]
    pub written: Written,
}

refusals! {
    PHONE_INVALID;
    COUNTRY_INVALID;
    EMAIL_INVALID;
    NOT_ADDED = 4023336 "Failed to add address";
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
        const FAULT: RefusalSpec = NOT_ADDED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let entry = self.entry.entry(&self.person)?;
            let id = addresses::create(cx, caller, entry).map_err(refuse)?;
            Ok(Response { written: self.entry.written(id) })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::Full | Error::NotFound | Error::IsProfile => NOT_ADDED.into(),
            Error::Store(error) => error.into(),
        }
    }
}
