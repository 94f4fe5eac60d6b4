//! `namecheap.users.address.getInfo`: one entry of the address book.

use wire::{Body, Command, refusals};

/// One address-book entry in full
#[derive(Command)]
#[command(name = "namecheap.users.address.getInfo", effect = Read, response = Response)]
pub struct Request {
    /// 0 for the profile of the account.
    #[param(max = 20, subject = 277)]
    pub address_id: i64,
}

#[derive(Body, Debug)]
#[body(name = "GetAddressInfoResult")]
pub struct Response {
    #[leaf]
    pub address_id: i64,
    #[leaf]
    pub user_name: String,
    #[leaf]
    pub address_name: String,
    #[leaf(name = "Default_YN")]
    pub default_yn: bool,
    #[leaf]
    pub first_name: String,
    #[leaf]
    pub last_name: String,
    #[leaf]
    pub job_title: String,
    #[leaf]
    pub organization: String,
    #[leaf]
    pub address1: String,
    #[leaf]
    pub address2: String,
    #[leaf]
    pub city: String,
    #[leaf]
    pub state_province: String,
    #[leaf]
    pub state_province_choice: String,
    #[leaf]
    pub zip: String,
    #[leaf]
    pub country: String,
    #[leaf]
    pub phone: String,
    /// Left out where there is none.
    #[leaf]
    pub fax: Option<String>,
    #[leaf]
    pub phone_ext: String,
    #[leaf]
    pub email_address: String,
}

refusals! {
    UNKNOWN_ADDRESS = 4011331 "User address does not exist";
    NOT_READ = 4022336 "Failed to retrieve address";
}

#[cfg(feature = "server")]
mod server {
    use registrar::addresses::{self, Error};
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use store::Address;
    use wire::RefusalSpec;

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        const FAULT: RefusalSpec = NOT_READ;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let address = addresses::entry(cx, caller, self.address_id).map_err(refuse)?;
            Ok(shown(address, &caller.user.user_name))
        }
    }

    fn shown(address: Address, user_name: &str) -> Response {
        let contact = address.contact;
        Response {
            address_id: address.id,
            user_name: user_name.to_owned(),
            address_name: address.name,
            default_yn: address.is_default,
            first_name: contact.first_name,
            last_name: contact.last_name,
            job_title: contact.job_title,
            organization: contact.organization_name,
            address1: contact.address1,
            address2: contact.address2,
            city: contact.city,
            state_province: contact.state_province,
            state_province_choice: contact.state_province_choice,
            zip: contact.postal_code,
            country: contact.country,
            phone: contact.phone,
            fax: Some(contact.fax).filter(|fax| !fax.is_empty()),
            phone_ext: contact.phone_ext,
            email_address: contact.email_address,
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound | Error::IsProfile | Error::Full => UNKNOWN_ADDRESS.into(),
            Error::Store(error) => error.into(),
        }
    }
}
