//! `namecheap.whoisguard.enable`: switches privacy on.

use wire::{Body, Command, refusals};

use super::outcome::Outcome;

/// Turn privacy on for the domain of a subscription
#[derive(Command)]
#[command(name = "namecheap.whoisguard.enable", effect = Write, response = Response)]
pub struct Request {
    #[param(name = "WhoisguardID", max = 10, subject = 407)]
    pub whoisguard_id: i64,
    /// Where mail to the mask is sent.
    #[param(max = 70, subject = 369)]
    pub forwarded_to_email: String,
}

#[derive(Body, Debug, Default)]
#[body(name = "WhoisguardEnableResult")]
pub struct Response {
    #[attrs]
    pub outcome: Outcome,
}

refusals! {
    NOT_FOUND = 2011331 "whoisguard does not exists";
    ALREADY_ON = 2011331 "whoisguard is already enabled";
    /// Recorded beside the first.
    NO_DOMAIN = 2019166 "Domain Name not found";
    BAD_ADDRESS = 2011369 "ForwardedToEmail is not valid";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::privacy::{self, Error};
    use registrar::runner::Cx;
    use wire::{Params, Refusal, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let domain =
                privacy::enable(cx, caller, self.whoisguard_id, &self.forwarded_to_email).map_err(refuse)?;
            Ok(Response { outcome: Outcome::done(domain) })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound => Refusal::from(NOT_FOUND).also(NO_DOMAIN).into(),
            Error::NoChange => ALREADY_ON.into(),
            Error::BadAddress => BAD_ADDRESS.into(),
            Error::Store(error) => error.into(),
        }
    }
}
