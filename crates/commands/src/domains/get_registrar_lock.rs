//! `namecheap.domains.getRegistrarLock`: whether a domain is locked against transfers.

use wire::{Body, Command, refusals};

/// Transfer lock state of a domain
#[derive(Command)]
#[command(name = "namecheap.domains.getRegistrarLock", effect = Read, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
}

#[derive(Body, Debug)]
#[body(name = "DomainGetRegistrarLockResult")]
pub struct Response {
    /// Left out on refusal.
    #[attr]
    pub domain: Option<String>,
    #[attr]
    pub registrar_lock_status: bool,
    /// No command sets this and the next two.
    #[attr]
    pub is_client_update_prohibited: Option<bool>,
    #[attr]
    pub is_client_delete_prohibited: Option<bool>,
    #[attr]
    pub is_client_hold: Option<bool>,
}

refusals! {
    NOT_FOUND = 2019166 "Domain name is not found";
    NO_LOCK = 3031510 "Failed to get Registrar Lock Status";
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
            let (domain, lock) = transfer_lock::get(cx, caller, &self.domain_name).map_err(refuse)?;
            Ok(response(Some(domain.name), lock.locked))
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(response(None, false))
        }
    }

    fn response(domain: Option<String>, registrar_lock_status: bool) -> Response {
        Response {
            domain,
            registrar_lock_status,
            is_client_update_prohibited: Some(false),
            is_client_delete_prohibited: Some(false),
            is_client_hold: Some(false),
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotHeld => NOT_FOUND.into(),
            // Only setting it is refused for a change of registrant.
            Error::NoLockForTld | Error::RegistrantChanged => NO_LOCK.into(),
            Error::Store(error) => error.into(),
        }
    }
}
