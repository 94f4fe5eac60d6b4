//! `namecheap.domains.setRegistrarLock`: locks a domain against transfers, or takes the lock off.

use wire::{Body, Command, refusals};

use crate::domains::DOMAIN_NOT_FOUND;

/// Lock or unlock a domain against transfers
#[derive(Command)]
#[command(name = "namecheap.domains.setRegistrarLock", effect = Write, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    /// LOCK or UNLOCK, in any letter case.
    #[param(max = 70, default = "LOCK", subject = 278)]
    pub lock_action: String,
}

#[derive(Body, Debug)]
#[body(name = "DomainSetRegistrarLockResult")]
pub struct Response {
    /// Left out on refusal.
    #[attr]
    pub domain: Option<String>,
    #[attr]
    pub is_success: bool,
    /// The state after the call.
    #[attr]
    pub registrar_lock_status: Option<bool>,
    /// Whether the call changed it.
    #[attr]
    pub is_registrar_lock_status_updated: Option<bool>,
    #[attr]
    pub is_client_update_prohibited_updated: Option<bool>,
    #[attr]
    pub is_client_delete_prohibited_updated: Option<bool>,
    #[attr]
    pub is_client_hold_updated: Option<bool>,
}

refusals! {
    DOMAIN_NOT_FOUND;
    BAD_ACTION = 2015278 "Invalid data specified for LockAction";
    NO_LOCK = 3031510 "Failed to set Registrar Lock Status";
    HELD = 3031510 "Failed to set Registrar Lock Status: the registrant changed within the last 60 days";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use registrar::transfer_lock::{self, Error};
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let locked = match self.lock_action.to_ascii_uppercase().as_str() {
                "LOCK" => true,
                "UNLOCK" => false,
                _ => return Err(BAD_ACTION.into()),
            };
            let (domain, before, after) =
                transfer_lock::set(cx, caller, &self.domain_name, locked).map_err(refuse)?;
            Ok(response(Some(domain.name), after.locked, before.locked != after.locked))
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(response(None, false, false))
        }
    }

    fn response(domain: Option<String>, locked: bool, updated: bool) -> Response {
        Response {
            is_success: domain.is_some(),
            domain,
            registrar_lock_status: Some(locked),
            is_registrar_lock_status_updated: Some(updated),
            is_client_update_prohibited_updated: Some(false),
            is_client_delete_prohibited_updated: Some(false),
            is_client_hold_updated: Some(false),
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            Error::NoLockForTld => NO_LOCK.into(),
            Error::RegistrantChanged => HELD.into(),
            Error::Store(error) => error.into(),
        }
    }
}
