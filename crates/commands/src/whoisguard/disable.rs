//! `namecheap.whoisguard.disable`: switches privacy off.

use wire::{Body, Command, refusals};

use super::outcome::Outcome;

/// Turn privacy off, keeping the subscription on the domain
#[derive(Command)]
#[command(name = "namecheap.whoisguard.disable", effect = Write, response = Response)]
pub struct Request {
    #[param(name = "WhoisguardID", max = 10, subject = 407)]
    pub whoisguard_id: i64,
}

#[derive(Body, Debug, Default)]
#[body(name = "WhoisguardDisableResult")]
pub struct Response {
    #[attrs]
    pub outcome: Outcome,
}

refusals! {
    NOT_FOUND = 2011331 "whoisguard does not exists";
    ALREADY_OFF = 2011331 "whoisguard is already disabled";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::privacy::{self, Error};
    use registrar::runner::Cx;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let domain = privacy::disable(cx, caller, self.whoisguard_id).map_err(refuse)?;
            Ok(Response { outcome: Outcome::done(domain) })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound | Error::BadAddress => NOT_FOUND.into(),
            Error::NoChange => ALREADY_OFF.into(),
            Error::Store(error) => error.into(),
        }
    }
}
