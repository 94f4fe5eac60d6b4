//! `namegate.sandbox.faults.clear`: no call fails any more.

use wire::{Body, Command, refusals};

use crate::sandbox::SUB_ACCOUNT;

/// Take every fault away
#[derive(Command)]
#[command(name = "namegate.sandbox.faults.clear", effect = Control, response = Response)]
pub struct Request {}

#[derive(Body, Debug)]
#[body(name = "SandboxFaultsClearResult")]
pub struct Response {
    /// How many there were.
    #[attr]
    pub removed: i64,
}

refusals! {
    SUB_ACCOUNT;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;

    use super::*;
    use crate::handler::{Answer, Control, Desk};

    impl Control for Request {
        fn act(&self, desk: Desk<'_>, _: &Caller) -> Answer<Response> {
            // There are never more than a hundred.
            Ok(Response { removed: i64::try_from(desk.controls.faults.clear()).unwrap_or(i64::MAX) })
        }
    }
}
