//! `namecheap.whoisguard.discard`: throws a privacy subscription away. The real service has switched it off (recorded 2017).

use wire::{Body, Command, refusals};

use super::UNSUPPORTED;

/// Throw a free subscription away (legacy, switched off)
#[derive(Command)]
#[command(name = "namecheap.whoisguard.discard", effect = Read, response = Response)]
pub struct Request {
    #[param(name = "WhoisguardID", max = 10, subject = 407)]
    pub whoisguard_id: i64,
}

#[derive(Body, Debug)]
#[body(name = "WhoisguardDiscardResult")]
pub struct Response {
    /// 0 on refusal.
    #[attr(name = "ID")]
    pub id: i64,
    #[attr]
    pub is_success: bool,
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
            Box::new(Response { id: 0, is_success: false })
        }
    }
}
