//! `namegate.sandbox.reset`: a sandbox as at a first start.

use wire::{Body, Command, refusals};

use crate::sandbox::SUB_ACCOUNT;

/// Put the sandbox back to where a first start leaves it, and its clock to that of the machine
#[derive(Command)]
#[command(name = "namegate.sandbox.reset", effect = Replace, response = Response)]
pub struct Request {}

#[derive(Body, Debug)]
#[body(name = "SandboxResetResult")]
pub struct Response {
    #[attr]
    pub is_success: bool,
    /// How many domains there were.
    #[attr]
    pub domains: i64,
}

refusals! {
    SUB_ACCOUNT;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use registrar::world;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            let domains = world::reset(cx)?;
            Ok(Response { is_success: true, domains: i64::try_from(domains).unwrap_or(i64::MAX) })
        }
    }
}
