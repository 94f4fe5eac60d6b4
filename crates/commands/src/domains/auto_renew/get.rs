//! `namegate.domains.autoRenew.get`: whether a domain is renewed by itself.

use wire::{Body, Command, refusals};

use crate::domains::DOMAIN_NOT_FOUND;

/// Whether a domain is renewed by itself
#[derive(Command)]
#[command(name = "namegate.domains.autoRenew.get", effect = Read, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
}

#[derive(Body, Debug)]
#[body(name = "DomainAutoRenewGetResult")]
pub struct Response {
    #[attr]
    pub domain_name: String,
    #[attr]
    pub auto_renew: bool,
    /// The end of the term, a moment of ISO 8601 in UTC.
    #[attr]
    pub expires: String,
}

refusals! {
    DOMAIN_NOT_FOUND;
}

#[cfg(feature = "server")]
pub(super) use server::refuse;

#[cfg(feature = "server")]
mod server {
    use registrar::auto_renewal::{self, Error};
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use rules::calendar::iso8601;

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let domain = auto_renewal::get(cx, caller, &self.domain_name).map_err(refuse)?;
            let expires = iso8601(domain.expires);
            Ok(Response { domain_name: domain.name, auto_renew: domain.auto_renew, expires })
        }
    }

    pub fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            Error::Store(error) => error.into(),
        }
    }
}
