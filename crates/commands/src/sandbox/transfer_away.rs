//! `namegate.sandbox.transferAway`: plays another registrar, which gets a domain by its code.

use wire::secret::Secret;
use wire::{Body, Command, refusals};

use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::auth_code::LOCKED;
use crate::domains::delete::{HOST_IN_USE, UNDER_WAY};
use crate::sandbox::SUB_ACCOUNT;

/// Play another registrar, which gets a domain by its code: the domain leaves, and its holder gets a mail
#[derive(Command)]
#[command(name = "namegate.sandbox.transferAway", effect = Write, response = Response)]
pub struct Request {
    /// The whole name, TLD and all, whoever holds it.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    /// As namegate.domains.authCode gave it.
    #[param(max = 64, subject = 985)]
    pub auth_code: Secret,
}

#[derive(Body, Debug)]
#[body(name = "SandboxTransferAwayResult")]
pub struct Response {
    #[attr]
    pub domain_name: String,
    #[attr]
    pub is_success: bool,
}

refusals! {
    SUB_ACCOUNT;
    DOMAIN_NOT_FOUND;
    LOCKED;
    WRONG_CODE = 2011985 "Parameter AuthCode is Invalid";
    UNDER_WAY;
    HOST_IN_USE;
}

#[cfg(feature = "server")]
mod server {
    use registrar::auth_codes::{self, Error};
    use registrar::caller::Caller;
    use registrar::runner::Cx;

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            let code = self.auth_code.expose();
            let gone = auth_codes::transfer_away(cx, &self.domain_name, code).map_err(refuse)?;
            Ok(Response { domain_name: gone.name, is_success: true })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            Error::Locked => LOCKED.into(),
            Error::WrongCode => WRONG_CODE.into(),
            Error::UnderWay => UNDER_WAY.into(),
            Error::HostInUse => HOST_IN_USE.into(),
            Error::Store(error) => error.into(),
        }
    }
}
