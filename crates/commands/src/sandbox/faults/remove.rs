//! `namegate.sandbox.faults.remove`: calls no longer meet a fault.

use wire::{Body, Command, refusals};

use crate::sandbox::SUB_ACCOUNT;

/// Take a fault away
#[derive(Command)]
#[command(name = "namegate.sandbox.faults.remove", effect = Control, response = Response)]
pub struct Request {
    /// As namegate.sandbox.faults.add answered it.
    #[param(least = 1, most = 2147483647, subject = 923)]
    pub fault_id: i64,
}

#[derive(Body, Debug)]
#[body(name = "SandboxFaultsRemoveResult")]
pub struct Response {
    #[attr]
    pub fault_id: i64,
}

refusals! {
    SUB_ACCOUNT;
    NOT_FOUND = 2019923 "There is no fault of this FaultId";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;

    use super::*;
    use crate::handler::{Answer, Control, Desk};

    impl Control for Request {
        fn act(&self, desk: Desk<'_>, _: &Caller) -> Answer<Response> {
            if !desk.controls.faults.remove(self.fault_id) {
                return Err(NOT_FOUND.into());
            }
            Ok(Response { fault_id: self.fault_id })
        }
    }
}
