//! `namecheap.ssl.resendApproverEmail`: another mail to the approvers of a certificate that waits, and another look at
//! its files and records.

use wire::{Body, Command, refusals};

use super::outcome::Outcome;

/// Ask the approvers again, and look again for files and records
#[derive(Command)]
#[command(name = "namecheap.ssl.resendApproverEmail", effect = Write, response = Response)]
pub struct Request {
    #[param(name = "CertificateID", max = 10, subject = 294)]
    pub certificate_id: i64,
}

#[derive(Body, Debug, Default)]
#[body(name = "SSLResendApproverEmailResult")]
pub struct Response {
    #[attrs]
    pub outcome: Outcome,
}

refusals! {
    NOT_FOUND = 2011294 "CertificateID is not Valid";
    WRONG_STATE = 2011331 "Status is invalid";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::certificates::validation::{Error, ask_again};
    use registrar::runner::Cx;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop, UNKNOWN};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            ask_again(cx, caller, self.certificate_id).map_err(refuse)?;
            Ok(Response { outcome: Outcome::done(self.certificate_id) })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound => NOT_FOUND.into(),
            Error::State => WRONG_STATE.into(),
            // Of changing methods.
            Error::WantsEach
            | Error::WantsOne
            | Error::UnknownName(_)
            | Error::HttpForWildcard(_)
            | Error::NotApprover(_) => UNKNOWN.into(),
            Error::Store(error) => error.into(),
        }
    }
}
