//! `namegate.domains.authCode`: a code with which a domain goes to another registrar.

use wire::secret::Secret;
use wire::{Body, Command, RefusalSpec, refusals};

use crate::domains::DOMAIN_NOT_FOUND;

/// Make the code with which another registrar gets a domain; it is good for three days, and a former one is void
#[derive(Command)]
#[command(name = "namegate.domains.authCode", effect = Write, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
}

#[derive(Body, Debug)]
#[body(name = "DomainAuthCodeResult")]
pub struct Response {
    #[attr]
    pub domain_name: String,
    /// Shown this once.
    #[attr]
    pub auth_code: Secret,
    /// A moment of ISO 8601 in UTC.
    #[attr]
    pub expires: String,
}

/// Sent while the registrar lock is on.
pub const LOCKED: RefusalSpec = RefusalSpec::new(
    2_030_166,
    "The domain is locked: take the lock off with namecheap.domains.setRegistrarLock",
);

refusals! {
    DOMAIN_NOT_FOUND;
    LOCKED;
}

#[cfg(feature = "server")]
mod server {
    use registrar::auth_codes::{self, Error, Issued};
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use rules::calendar::iso8601;

    use super::*;
    use crate::handler::{Answer, Run, Stop, UNKNOWN};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let Issued { domain, code, ends } =
                auth_codes::issue(cx, caller, &self.domain_name).map_err(refuse)?;
            Ok(Response { domain_name: domain.name, auth_code: Secret::new(code), expires: iso8601(ends) })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            Error::Locked => LOCKED.into(),
            Error::Store(error) => error.into(),
            // Only who comes with a code is told so.
            Error::WrongCode | Error::UnderWay | Error::HostInUse => UNKNOWN.into(),
        }
    }
}
