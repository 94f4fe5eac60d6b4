//! `namecheap.ssl.resendFulfillmentEmail`: an issued certificate by mail once more.

use wire::{Body, Command, refusals};

use super::outcome::Outcome;

/// Send an active certificate to its administrator again
#[derive(Command)]
#[command(name = "namecheap.ssl.resendFulfillmentEmail", effect = Write, response = Response)]
pub struct Request {
    #[param(name = "CertificateID", max = 10, subject = 294)]
    pub certificate_id: i64,
}

#[derive(Body, Debug, Default)]
#[body(name = "SSLResendFulfillmentEmailResult")]
pub struct Response {
    #[attrs]
    pub outcome: Outcome,
}

refusals! {
    NOT_FOUND = 2011294 "CertificateID is not Valid";
    WRONG_STATE = 2011331 "Status is invalid";
    NO_ADDRESS = 3011299 "The certificate was activated without AdminEmailAddress";
    UNSENT = 3022334 "Failed to resend fulfillment email";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::certificates::fulfilment::{Error, resend};
    use registrar::runner::Cx;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            resend(cx, caller, self.certificate_id).map_err(refuse)?;
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
            Error::NoAddress => NO_ADDRESS.into(),
            Error::Unsent => UNSENT.into(),
            Error::Store(error) => error.into(),
        }
    }
}
