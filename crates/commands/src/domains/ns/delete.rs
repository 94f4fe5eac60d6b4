//! `namecheap.domains.ns.delete`: deletes a personal name server.

use wire::{Body, Command, refusals};

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
#[body(name = "DomainNSDeleteResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    /// Empty on refusal.
    #[attr]
    pub nameserver: String,
    #[attr]
    pub is_success: bool,
    /// Only when the registry refused.
    #[attr]
    pub error_no: Option<String>,
    /// Only when the registry refused.
    #[attr]
    pub description: Option<String>,
}

refusals! {
    NOT_FOUND = 2019166 "Domain name not found";
    NO_SUCH_HOST = 5013160 "Nameserver not found";
    IN_USE = 3031510 "Nameserver registration failed due to error 533: Object association prohibits operation";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::hosts::{self, Error};
    use registrar::runner::Cx;
    use wire::RefusalSpec;

    use super::*;
    use crate::handler::{Answer, Run, Stop, UNKNOWN};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let name = self.domain.name();
            let deleted = hosts::delete(cx, caller, &name, &self.nameserver);
            let host = deleted.map_err(|cause| refuse(cause, &name))?;
            Ok(Response {
                domain: host.domain.name,
                nameserver: host.name.to_string(),
                is_success: true,
                error_no: None,
                description: None,
            })
        }
    }

    fn refuse(cause: Error, domain: &str) -> Stop {
        let of_registry = |spec: RefusalSpec| {
            Stop::Refused(wire::Refusal::from(spec).with_body(Response {
                domain: domain.to_owned(),
                nameserver: String::new(),
                is_success: false,
                error_no: Some(String::new()),
                description: Some(String::new()),
            }))
        };
        match cause {
            Error::NotHeld => NOT_FOUND.into(),
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
