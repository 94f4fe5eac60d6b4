//! `namecheap.whoisguard.allot`: ties a free privacy subscription to a domain. No subscription is ever free here: each
//! is bought with its domain and goes with it.

use wire::{Body, Command, refusals};

use super::outcome::Outcome;

/// Tie a free subscription to a domain (legacy; no subscription is free)
#[derive(Command)]
#[command(name = "namecheap.whoisguard.allot", effect = Read, response = Response)]
pub struct Request {
    #[param(max = 10, subject = 407)]
    pub whoisguard_id: i64,
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    /// Where mail to the mask is sent.
    #[param(max = 70, subject = 369)]
    pub forwarded_to_email: Option<String>,
    /// Switches privacy on.
    #[param(name = "EnableWG", max = 5, default = "False", subject = 407)]
    pub enable_wg: bool,
}

#[derive(Body, Debug, Default)]
#[body(name = "WhoisguardAllotResult")]
pub struct Response {
    /// 0 on refusal.
    #[attr(name = "ID")]
    pub id: i64,
    #[attrs]
    pub outcome: Outcome,
}

refusals! {
    BAD_ADDRESS = 2011369 "ForwardedToEmail is not valid";
    NOT_FOUND = 2029331 "THE WHOISGUARD IS EITHER INVALID OR NOT ASSOCIATED WITH YOUR ACCOUNT";
    IN_USE = 2011331 "whoisguard is in use by another domain";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::privacy::{self, Error};
    use registrar::runner::Cx;
    use rules::contact::is_email_address;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            if self.forwarded_to_email.as_ref().is_some_and(|address| !is_email_address(address)) {
                return Err(BAD_ADDRESS.into());
            }
            privacy::find(cx, caller, self.whoisguard_id).map_err(refuse)?;
            Err(IN_USE.into())
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound => NOT_FOUND.into(),
            Error::NoChange => IN_USE.into(),
            Error::BadAddress => BAD_ADDRESS.into(),
            Error::Store(error) => error.into(),
        }
    }
}
