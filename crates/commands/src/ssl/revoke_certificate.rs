//! `namecheap.ssl.revokeCertificate`: revokes a certificate whose place a reissue took.

use wire::{Body, Command, refusals};

use super::outcome::Outcome;

/// Revoke an old version of a reissued certificate
#[derive(Command)]
#[command(name = "namecheap.ssl.revokeCertificate", effect = Write, response = Response)]
pub struct Request {
    /// A certificate that was replaced.
    #[param(name = "CertificateID", max = 10, subject = 294)]
    pub certificate_id: i64,
    /// Any product.
    #[param(max = 50, subject = 300)]
    pub certificate_type: String,
}

#[derive(Body, Debug)]
#[body(name = "RevokeCertificateResult")]
pub struct Response {
    /// The id is as asked, also on refusal.
    #[attrs]
    pub outcome: Outcome,
}

refusals! {
    NOT_FOUND = 2011294 "CertificateId is not valid";
    WRONG_TYPE = 2011300 "Wrong SSL certificate selection. The type provided is not supported by command";
    WRONG_STATE = 4011331 "Status is invalid";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::certificates::revocation::{Error, revoke};
    use registrar::runner::Cx;
    use rules::certificate::{Named, named};
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            if !matches!(named(&self.certificate_type), Named::Sold(_)) {
                return Err(WRONG_TYPE.into());
            }
            revoke(cx, caller, self.certificate_id).map_err(refuse)?;
            Ok(Response { outcome: Outcome::done(self.certificate_id) })
        }

        fn refused(params: &Params) -> Box<dyn WriteBody> {
            let id = params.get("CertificateID").and_then(|id| id.parse().ok()).unwrap_or_default();
            Box::new(Response { outcome: Outcome { id, is_success: false } })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound => NOT_FOUND.into(),
            Error::State => WRONG_STATE.into(),
            Error::Store(error) => error.into(),
        }
    }
}
