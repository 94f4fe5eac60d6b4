//! `namecheap.domains.dns.getEmailForwarding`: where mail to a domain is forwarded.

use wire::{Body, Command, Element, refusals};

use super::OTHER_NAME_SERVERS;
use crate::domains::DOMAIN_NOT_FOUND;

/// E-mail forwarding rules of a domain
#[derive(Command)]
#[command(name = "namecheap.domains.dns.getEmailForwarding", effect = Read, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
}

#[derive(Body, Debug)]
#[body(name = "DomainDNSGetEmailForwardingResult")]
pub struct Response {
    /// Empty on refusal.
    #[attr]
    pub domain: String,
    #[child]
    pub forward: Vec<Forward>,
}

/// A mailbox, and the address its mail goes to.
#[derive(Element, Debug)]
pub struct Forward {
    /// Counts from 1 in each domain.
    #[attr(name = "mailboxid")]
    pub mailbox_id: Option<i64>,
    /// The part before the `@`.
    #[attr(name = "mailbox")]
    pub mailbox: String,
    #[text]
    pub forward_to: String,
}

refusals! {
    DOMAIN_NOT_FOUND;
    OTHER_NAME_SERVERS;
    FAILED = 4022328 "Unable to get e-mail forwarding records from the database";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::mail_forwarding::{self, Error};
    use registrar::runner::Cx;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        const FAULT: RefusalSpec = FAILED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let (domain, forwards) = mail_forwarding::get(cx, caller, &self.domain_name).map_err(refuse)?;
            let shown = |(id, forward): (i64, store::MailForward)| Forward {
                mailbox_id: Some(id),
                mailbox: forward.mailbox,
                forward_to: forward.forward_to,
            };
            Ok(Response { domain: domain.name, forward: (1..).zip(forwards).map(shown).collect() })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response { domain: String::new(), forward: Vec::new() })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            Error::OtherNameServers => OTHER_NAME_SERVERS.into(),
            // Of setting them.
            Error::TooMany | Error::BadMailbox(_) | Error::BadTarget(_) => FAILED.into(),
            Error::Store(error) => error.into(),
        }
    }
}
