//! `namecheap.users.address.delete`: takes an entry out of the address book.

use wire::{Body, Command, refusals};

/// Remove an address-book entry
#[derive(Command)]
#[command(name = "namecheap.users.address.delete", effect = Write, response = Response)]
pub struct Request {
    /// Not 0: the profile stays with its account.
    #[param(max = 20, subject = 277)]
    pub address_id: i64,
}

#[derive(Body, Debug)]
#[body(name = "AddressDeleteResult")]
pub struct Response {
    #[attr]
    pub success: bool,
    /// The id of what was deleted.
    #[attr]
    pub profile_id: i64,
    #[attr]
    pub user_name: String,
}

refusals! {
    UNKNOWN_ADDRESS = 4011331 "User address does not exist";
    NOT_DELETED = 4025336 "Failed to delete address";
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
        const FAULT: RefusalSpec = NOT_DELETED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            addresses::delete(cx, caller, self.address_id).map_err(refuse)?;
            let user_name = caller.user.user_name.clone();
            Ok(Response { success: true, profile_id: self.address_id, user_name })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound => UNKNOWN_ADDRESS.into(),
            Error::IsProfile | Error::Full => NOT_DELETED.into(),
            Error::Store(error) => error.into(),
        }
    }
}
