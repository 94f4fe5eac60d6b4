//! `namecheap.domains.ns.update`: gives a personal name server another address.

use std::net::Ipv4Addr;

use wire::{Body, Command, refusals};

use super::outcome::HostOutcome;
use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::domain_parts::DomainParts;

/// Change the IP of a personal nameserver
#[derive(Command)]
#[command(name = "namecheap.domains.ns.update", effect = Write, response = Response)]
pub struct Request {
    #[block]
    pub domain: DomainParts,
    /// The whole host name.
    #[param(max = 150, subject = 278)]
    pub nameserver: String,
    /// The address it has.
    #[param(name = "OldIP", max = 15, subject = 278)]
    pub old_ip: Ipv4Addr,
    /// A public IPv4 address.
    #[param(name = "IP", max = 15, subject = 278)]
    pub ip: Ipv4Addr,
}

#[derive(Body, Debug, Default)]
pub struct Response {
    #[child(name = "DomainNSUpdateResult")]
    pub result: HostOutcome,
}

refusals! {
    DOMAIN_NOT_FOUND;
    NO_SUCH_HOST = 5013160 "Nameserver not found";
    SAME_ADDRESS = 3031510 "The original IP and new IP are the same. Please specify a new IP";
    OTHER_ADDRESS = 3031510 "The original IP {} is not the IP of the nameserver";
    RESERVED_ADDRESS = 3024278 "Parameter value policy error. IP address {} is reserved.";
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
            let updated = hosts::update(cx, caller, &name, &self.nameserver, (self.old_ip, self.ip));
            let host = updated.map_err(|cause| self.refuse(cause, &name))?;
            Ok(Response { result: HostOutcome::done(host) })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    impl Request {
        fn refuse(&self, cause: Error, domain: &str) -> Stop {
            let of_registry = |refused: Refusal| {
                let body = Response { result: HostOutcome::refused_by_registry(domain) };
                Stop::Refused(refused.with_body(body))
            };
            match cause {
                Error::NotHeld => DOMAIN_NOT_FOUND.into(),
                Error::NoSuchHost => of_registry(NO_SUCH_HOST.into()),
                Error::SameAddress => of_registry(SAME_ADDRESS.into()),
                Error::OtherAddress => of_registry(OTHER_ADDRESS.about(&self.old_ip.to_string())),
                Error::ReservedAddress => of_registry(RESERVED_ADDRESS.about(&self.ip.to_string())),
                // Of creating and deleting a host.
                Error::NotBelow | Error::Exists | Error::InUse => UNKNOWN.into(),
                Error::Store(error) => error.into(),
            }
        }
    }
}
