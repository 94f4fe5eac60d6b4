//! `namecheap.users.update`: replaces the profile of an account.

use wire::{Body, Command, refusals};

use super::profile_block::{COUNTRY_INVALID, EMAIL_INVALID, PHONE_INVALID, ProfileBlock};

/// Replace the account owner profile
#[derive(Command)]
#[command(name = "namecheap.users.update", effect = Write, response = Response)]
pub struct Request {
    #[param(max = 70, subject = 151)]
    pub first_name: String,
    #[param(max = 70, subject = 152)]
    pub last_name: String,
    #[param(max = 255, subject = 153)]
    pub email_address: String,
    #[block(subject = 336)]
    pub person: ProfileBlock,
}

#[derive(Body, Debug)]
#[body(name = "UserUpdateResult")]
pub struct Response {
    #[attr]
    pub success: bool,
    #[attr]
    pub user_id: i64,
}

refusals! {
    PHONE_INVALID;
    COUNTRY_INVALID;
    EMAIL_INVALID;
    NOT_UPDATED = 4024103 "Failed to update user";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::profiles;
    use registrar::runner::Cx;
    use wire::RefusalSpec;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        const FAULT: RefusalSpec = NOT_UPDATED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let names = (self.first_name.as_str(), self.last_name.as_str());
            let profile = self.person.checked(names, &self.email_address, "");
            profiles::update(cx, caller, profile?)?;
            Ok(Response { success: true, user_id: caller.user.id })
        }
    }
}
