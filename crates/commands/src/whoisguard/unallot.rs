//! `namecheap.whoisguard.unallot`: parts a privacy subscription from its domain. The real service has switched it off (recorded 2017).

use wire::{Body, Command, refusals};

use super::UNSUPPORTED;
use super::outcome::Outcome;

/// Detach a subscription from its domain (legacy, switched off)
#[derive(Command)]
#[command(name = "namecheap.whoisguard.unallot", effect = Read, response = Response)]
pub struct Request {
    #[param(name = "WhoisguardID", max = 10, subject = 407)]
    pub whoisguard_id: i64,
}

#[derive(Body, Debug, Default)]
#[body(name = "WhoisguardUnallotResult")]
pub struct Response {
    #[attrs]
    pub outcome: Outcome,
}

refusals! {
    UNSUPPORTED;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, _: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            Err(UNSUPPORTED.into())
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }
}
