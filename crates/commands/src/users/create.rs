//! `namecheap.users.create`: opens an account under the caller's.

use wire::secret::Secret;
use wire::{Body, Command, refusals, words};

use super::profile_block::{COUNTRY_INVALID, EMAIL_INVALID, PHONE_INVALID, ProfileBlock};

words! {
    pub enum TermsWord { Accepted = "1" }
}

words! {
    pub enum NewsWord { No = "0", Yes = "1" }
}

/// Create a customer account under the calling ApiUser
#[derive(Command)]
#[command(name = "namecheap.users.create", effect = Write, response = Response)]
pub struct Request {
    /// Letters, digits, and hyphen, underscore or full stop between them.
    #[param(max = 20, subject = 306)]
    pub new_user_name: String,
    /// 8 to 20 characters, no blank at either end.
    #[param(max = 20, subject = 305)]
    pub new_user_password: Secret,
    #[param(max = 128, subject = 153)]
    pub email_address: String,
    /// No refuses an address that another account under ApiUser has.
    #[param(max = 10, default = "Yes", subject = 309)]
    pub ignore_duplicate_email_address: bool,
    #[param(max = 60, subject = 151)]
    pub first_name: String,
    #[param(max = 60, subject = 152)]
    pub last_name: String,
    #[param(max = 1, subject = 307)]
    pub accept_terms: TermsWord,
    /// Taken and not kept.
    #[param(max = 1, subject = 308)]
    pub accept_news: Option<NewsWord>,
    #[block(subject = 336)]
    pub person: ProfileBlock,
}

#[derive(Body, Debug)]
#[body(name = "UserCreateResult")]
pub struct Response {
    #[attr]
    pub success: bool,
    /// 0 on refusal.
    #[attr]
    pub user_id: i64,
}

refusals! {
    NAME_INVALID = 2011103 "UserName is invalid";
    PASSWORD_INVALID = 2011305 "Parameter NewUserPassword is Invalid";
    PHONE_INVALID;
    COUNTRY_INVALID;
    EMAIL_INVALID;
    EMAIL_IN_USE = 2033153 "Email address is already in use";
    TAKEN = 4023103 "User already exists";
    NOT_CREATED = 4022103 "Failed to create user";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::passwords::{self, Hashed, Salt};
    use registrar::runner::Cx;
    use registrar::sub_accounts::{self, Error, Wish};
    use rules::contact::Contact;
    use rules::password::Password;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Prepare, Stop};

    impl Prepare for Request {
        const FAULT: RefusalSpec = NOT_CREATED;
        type Found = (Salt, Contact, Password);
        type Made = (Hashed, Contact);

        fn find(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Self::Found> {
            let names = (self.first_name.as_str(), self.last_name.as_str());
            let profile = self.person.checked(names, &self.email_address, "")?;
            sub_accounts::check(cx, caller, self.wish(&profile)).map_err(refuse)?;
            let password = Password::chosen(self.new_user_password.expose()).ok_or(PASSWORD_INVALID)?;
            Ok((passwords::salt(cx.entropy), profile, password))
        }

        fn make(&self, (salt, profile, password): Self::Found) -> Answer<Self::Made> {
            Ok((passwords::hash(&password, &salt)?, profile))
        }

        fn run(
            &self,
            cx: &mut Cx<'_, '_>,
            caller: &Caller,
            (password, profile): &Self::Made,
        ) -> Answer<Response> {
            let id = sub_accounts::open(cx, caller, self.wish(profile), password).map_err(refuse)?;
            Ok(Response { success: true, user_id: id })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response { success: false, user_id: 0 })
        }
    }

    impl Request {
        fn wish<'a>(&'a self, profile: &'a Contact) -> Wish<'a> {
            let shared_email = self.ignore_duplicate_email_address;
            Wish { user_name: &self.new_user_name, profile, shared_email }
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::BadName => NAME_INVALID.into(),
            Error::Taken => TAKEN.into(),
            Error::EmailInUse => EMAIL_IN_USE.into(),
            Error::Store(error) => error.into(),
        }
    }
}
