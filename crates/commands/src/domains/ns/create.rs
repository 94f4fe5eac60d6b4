//! `namecheap.domains.ns.create`: a personal name server (a host with its glue) below a domain.

use std::net::Ipv4Addr;

use wire::{Body, Command, refusals};

use super::outcome::RegistryError;
use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::domain_parts::DomainParts;

/// Register a personal nameserver (glue record) under a domain
#[derive(Command)]
#[command(name = "namecheap.domains.ns.create", effect = Write, response = Response)]
pub struct Request {
    #[block]
    pub domain: DomainParts,
    /// The whole host name.
    #[param(max = 150, subject = 278)]
    pub nameserver: String,
    /// A public IPv4 address.
    #[param(name = "IP", max = 15, subject = 278)]
    pub ip: Ipv4Addr,
}

#[derive(Body, Debug)]
#[body(name = "DomainNSCreateResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    /// Empty on refusal.
    #[attr]
    pub nameserver: String,
    /// Left out on refusal.
    #[attr(name = "IP")]
    pub ip: Option<String>,
    #[attr]
    pub is_success: bool,
    #[attrs]
    pub registry: RegistryError,
}

refusals! {
    DOMAIN_NOT_FOUND;
    RESERVED_ADDRESS = 3024278 "Parameter value policy error. IP address {} is reserved.";
    NOT_BELOW = 3031510 "Nameserver registration failed due to error: Parameter value policy error;{} is no host of this domain";
    EXISTS = 3031510 "Nameserver registration failed due to error: Object exists;{}";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::hosts::{self, Error};
    use registrar::runner::Cx;
    use wire::{Params, Refusal, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop, UNKNOWN};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let name = self.domain.name();
            let created = hosts::create(cx, caller, &name, &self.nameserver, self.ip);
            let (domain, host) = created.map_err(|cause| self.refuse(cause, &name))?;
            Ok(Response {
                domain: domain.name,
                nameserver: host.to_string(),
                ip: Some(self.ip.to_string()),
                is_success: true,
                registry: RegistryError::default(),
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::refusal(String::new(), RegistryError::default()))
        }
    }

    impl Response {
        /// Recorded 2015: registry errors name the domain and carry the number and words of a success.
        fn refusal(domain: String, registry: RegistryError) -> Self {
            Response { domain, nameserver: String::new(), ip: None, is_success: false, registry }
        }
    }

    impl Request {
        fn refuse(&self, cause: Error, domain: &str) -> Stop {
            let of_registry = |refusal: Refusal| {
                let words = RegistryError::said("200", "Command completed successfully");
                Stop::Refused(refusal.with_body(Response::refusal(domain.to_owned(), words)))
            };
            match cause {
                Error::NotHeld => DOMAIN_NOT_FOUND.into(),
                Error::NotBelow => of_registry(NOT_BELOW.about(&self.nameserver)),
                Error::ReservedAddress => of_registry(RESERVED_ADDRESS.about(&self.ip.to_string())),
                Error::Exists => of_registry(EXISTS.about(&self.nameserver)),
                // Of changing and deleting a host.
                Error::NoSuchHost | Error::SameAddress | Error::OtherAddress | Error::InUse => UNKNOWN.into(),
                Error::Store(error) => error.into(),
            }
        }
    }
}
