//! `namecheap.domains.ns.getInfo`: address and state of a personal name server.

use wire::{Body, Command, Element, refusals};

use super::outcome::RegistryError;
use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::domain_parts::DomainParts;

/// IP and registry status of a personal nameserver
#[derive(Command)]
#[command(name = "namecheap.domains.ns.getInfo", effect = Read, response = Response)]
pub struct Request {
    #[block]
    pub domain: DomainParts,
    /// The whole host name.
    #[param(max = 150, subject = 278)]
    pub nameserver: String,
}

#[derive(Body, Debug)]
#[body(name = "DomainNSInfoResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    /// Empty on refusal.
    #[attr]
    pub nameserver: String,
    /// Left out on refusal.
    #[attr(name = "IP")]
    pub ip: Option<String>,
    #[attrs]
    pub registry: RegistryError,
    #[child]
    pub nameserver_statuses: NameserverStatuses,
}

/// `OK`, and `Linked` while a domain names it as its name server (RFC 5732 section 2.3).
#[derive(Element, Debug, Default)]
pub struct NameserverStatuses {
    #[leaf]
    pub status: Vec<String>,
}

refusals! {
    DOMAIN_NOT_FOUND;
    NO_SUCH_HOST = 5013160 "Nameserver not found";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::hosts::{self, Error};
    use registrar::runner::Cx;
    use wire::Refusal;

    use super::*;
    use crate::handler::{Answer, Run, Stop, UNKNOWN};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let name = self.domain.name();
            let found = hosts::info(cx, caller, &name, &self.nameserver);
            let host = found.map_err(|cause| refuse(cause, &name))?;
            let linked = host.in_use.then(|| "Linked".to_owned());
            Ok(Response {
                domain: host.domain.name,
                nameserver: host.name.to_string(),
                ip: Some(host.address),
                registry: RegistryError::default(),
                nameserver_statuses: NameserverStatuses {
                    status: std::iter::once("OK".to_owned()).chain(linked).collect(),
                },
            })
        }
    }

    fn refuse(cause: Error, domain: &str) -> Stop {
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            // The body is that of 2015, when the number was another.
            Error::NoSuchHost => Stop::Refused(Refusal::from(NO_SUCH_HOST).with_body(Response {
                domain: domain.to_owned(),
                nameserver: String::new(),
                ip: None,
                registry: RegistryError::said("545", "Object does not exist"),
                nameserver_statuses: NameserverStatuses::default(),
            })),
            // Of writing a host.
            Error::NotBelow
            | Error::ReservedAddress
            | Error::Exists
            | Error::SameAddress
            | Error::OtherAddress
            | Error::InUse => UNKNOWN.into(),
            Error::Store(error) => error.into(),
        }
    }
}
