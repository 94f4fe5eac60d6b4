//! `namecheap.users.address.getList`: every entry of the address book.

use wire::{Body, Command, Element, refusals};

/// All address-book entries, id and name
#[derive(Command)]
#[command(name = "namecheap.users.address.getList", effect = Read, response = Response)]
pub struct Request {}

#[derive(Body, Debug)]
#[body(name = "AddressGetListResult")]
pub struct Response {
    /// The profile of the account, then the others by name.
    #[child(name = "List")]
    pub entries: Vec<Listed>,
}

#[derive(Element, Debug)]
pub struct Listed {
    /// 0 for the profile of the account.
    #[attr]
    pub address_id: i64,
    #[attr]
    pub address_name: String,
    #[attr]
    pub is_default: bool,
}

refusals! {
    NOT_LISTED = 4011331 "Unable to list addresses";
}

#[cfg(feature = "server")]
mod server {
    use registrar::addresses;
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use store::Address;
    use wire::RefusalSpec;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        const FAULT: RefusalSpec = NOT_LISTED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let entries = addresses::list(cx, caller)?.into_iter().map(listed).collect();
            Ok(Response { entries })
        }
    }

    fn listed(address: Address) -> Listed {
        Listed { address_id: address.id, address_name: address.name, is_default: address.is_default }
    }
}
