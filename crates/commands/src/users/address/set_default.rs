//! `namecheap.users.address.setDefault`: makes an entry of the address book the default.

use wire::{Body, Command, refusals};

/// Make an entry the default
#[derive(Command)]
#[command(name = "namecheap.users.address.setDefault", effect = Write, response = Response)]
pub struct Request {
    /// 0 for the profile of the account.
    #[param(max = 20, subject = 277)]
    pub address_id: i64,
}

#[derive(Body, Debug)]
#[body(name = "AddressSetDefaultResult")]
pub struct Response {
    #[attr]
    pub success: bool,
    #[attr]
    pub address_id: i64,
}

refusals! {
    NOT_SET = 4023336 "Unable to set default for user address";
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
        const FAULT: RefusalSpec = NOT_SET;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            addresses::set_default(cx, caller, self.address_id).map_err(refuse)?;
            Ok(Response { success: true, address_id: self.address_id })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound | Error::IsProfile | Error::Full => NOT_SET.into(),
            Error::Store(error) => error.into(),
        }
    }
}
