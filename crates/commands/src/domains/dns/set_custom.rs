//! `namecheap.domains.dns.setCustom`: puts a domain on name servers of its own.

use wire::text::OrEmpty;
use wire::{Body, Command, refusals};

use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::domain_parts::DomainParts;

/// Put the domain on custom nameservers
#[derive(Command)]
#[command(name = "namecheap.domains.dns.setCustom", effect = Write, response = Response)]
pub struct Request {
    #[block]
    pub domain: DomainParts,
    /// Host names, parted by commas; two at least.
    #[param(max = 1200, subject = 168)]
    pub nameservers: String,
}

#[derive(Body, Debug)]
#[body(name = "DomainDNSSetCustomResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    #[attr]
    pub updated: OrEmpty<bool>,
}

refusals! {
    DOMAIN_NOT_FOUND;
    TWO_REQUIRED = 2011168 "Two nameservers are required";
    INVALID = 2011168 "Nameservers are not valid";
    UNKNOWN_HOST = 3031166 "Not allowed host: {}.";
    FAILED = 4022288 "Unable to get nameserver list";
}

#[cfg(feature = "server")]
pub(crate) use server::refuse;

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::name_servers::{self, Error};
    use registrar::runner::Cx;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        const FAULT: RefusalSpec = FAILED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let name = self.domain.name();
            let domain = name_servers::set_custom(cx, caller, &name, &self.nameservers).map_err(refuse)?;
            Ok(Response { domain: domain.name, updated: OrEmpty(Some(true)) })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response { domain: String::new(), updated: OrEmpty(None) })
        }
    }

    pub(crate) fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            Error::TwoRequired => TWO_REQUIRED.into(),
            Error::Invalid => INVALID.into(),
            Error::UnknownHost(name) => UNKNOWN_HOST.about(&name).into(),
            Error::Store(error) => error.into(),
        }
    }
}
