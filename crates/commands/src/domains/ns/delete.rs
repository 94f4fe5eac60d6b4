//! `namecheap.domains.ns.delete`: deletes a personal name server.

use wire::{Body, Command, refusals};

use super::outcome::HostOutcome;
use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::domain_parts::DomainParts;

/// Remove a personal nameserver
#[derive(Command)]
#[command(name = "namecheap.domains.ns.delete", effect = Write, response = Response)]
pub struct Request {
    #[block]
    pub domain: DomainParts,
    /// The whole host name.
    #[param(max = 150, subject = 278)]
    pub nameserver: String,
}

#[derive(Body, Debug)]
pub struct Response {
    #[child(name = "DomainNSDeleteResult")]
    pub result: HostOutcome,
}

refusals! {
    DOMAIN_NOT_FOUND;
    NO_SUCH_HOST = 5013160 "Nameserver not found";
    IN_USE = 3031510 "Nameserver registration failed due to error 533: Object association prohibits operation";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::hosts::{self, Error};
    use registrar::runner::Cx;
    use wire::{Refusal, RefusalSpec};

    use super::*;
    use crate::handler::{Answer, Run, Stop, UNKNOWN};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let name = self.domain.name();
            let deleted = hosts::delete(cx, caller, &name, &self.nameserver);
            let host = deleted.map_err(|cause| refuse(cause, &name))?;
            Ok(Response { result: HostOutcome::done(host) })
        }
    }

    fn refuse(cause: Error, domain: &str) -> Stop {
        let of_registry = |spec: RefusalSpec| {
            let body = Response { result: HostOutcome::refused_by_registry(domain) };
            Stop::Refused(Refusal::from(spec).with_body(body))
        };
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            Error::NoSuchHost => of_registry(NO_SUCH_HOST),
            Error::InUse => of_registry(IN_USE),
            // Of creating and changing a host.
            Error::NotBelow
            | Error::ReservedAddress
            | Error::Exists
            | Error::SameAddress
            | Error::OtherAddress => UNKNOWN.into(),
            Error::Store(error) => error.into(),
        }
    }
}
