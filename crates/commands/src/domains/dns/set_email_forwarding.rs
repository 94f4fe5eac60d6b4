//! `namecheap.domains.dns.setEmailForwarding`: replaces where mail to a domain is forwarded.

use wire::{Body, Command, Element, Row, refusals};

use super::OTHER_NAME_SERVERS;
use crate::domains::DOMAIN_NOT_FOUND;

/// Replace the e-mail forwarding rules of a domain
#[derive(Command)]
#[command(name = "namecheap.domains.dns.setEmailForwarding", effect = Write, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    #[numbered]
    pub forwards: Vec<Forward>,
}

/// A row of the request.
#[derive(Row)]
pub struct Forward {
    /// The number it was sent under.
    #[number]
    pub number: u32,
    /// The part before the `@`.
    #[param(name = "MailBox", subject = 328)]
    pub mailbox: String,
    /// A whole address.
    #[param(subject = 328)]
    pub forward_to: String,
}

#[derive(Body, Debug)]
#[body(name = "DomainDNSSetEmailForwardingResult")]
pub struct Response {
    /// As it was sent, on refusal too.
    #[attr]
    pub domain: String,
    #[attr]
    pub is_success: bool,
    #[child]
    pub warnings: Option<Warnings>,
}

/// Always empty.
#[derive(Element, Debug)]
pub struct Warnings {}

refusals! {
    DOMAIN_NOT_FOUND;
    OTHER_NAME_SERVERS;
    BAD_MAILBOX = 2011328 "Parameter MailBox{} is Invalid";
    BAD_TARGET = 2011328 "Parameter ForwardTo{} is Invalid";
    TOO_MANY = 3013288 "Too many records";
    FAILED = 4022288 "Unable to get nameserver list";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::mail_forwarding::{self, Error};
    use registrar::runner::Cx;
    use store::MailForward;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        const FAULT: RefusalSpec = FAILED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let forward = |row: &Forward| MailForward {
                mailbox: row.mailbox.clone(),
                forward_to: row.forward_to.clone(),
            };
            let forwards: Vec<MailForward> = self.forwards.iter().map(forward).collect();
            let domain = mail_forwarding::replace(cx, caller, &self.domain_name, &forwards)
                .map_err(|cause| self.refuse(cause))?;
            Ok(Response { domain: domain.name, is_success: true, warnings: Some(Warnings {}) })
        }

        fn refused(params: &Params) -> Box<dyn WriteBody> {
            let domain = params.get("DomainName").unwrap_or_default().to_owned();
            Box::new(Response { domain, is_success: false, warnings: Some(Warnings {}) })
        }
    }

    impl Request {
        fn refuse(&self, cause: Error) -> Stop {
            let row = |at: usize| self.forwards.get(at).map_or(0, |row| row.number).to_string();
            match cause {
                Error::NotHeld => DOMAIN_NOT_FOUND.into(),
                Error::OtherNameServers => OTHER_NAME_SERVERS.into(),
                Error::TooMany => TOO_MANY.into(),
                Error::BadMailbox(at) => BAD_MAILBOX.about(&row(at)).into(),
                Error::BadTarget(at) => BAD_TARGET.about(&row(at)).into(),
                Error::Store(error) => error.into(),
            }
        }
    }
}
