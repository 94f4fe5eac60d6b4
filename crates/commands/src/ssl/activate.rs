//! `namecheap.ssl.activate`: sends a certificate that was bought to the authority, which waits for proof of control.

use wire::{Body, Command};

use super::request_block::{RequestBlock, refusals_of_requests};
use super::requested::Requested;

/// Say which names a certificate is for, and how control over them is shown
#[derive(Command)]
#[command(name = "namecheap.ssl.activate", effect = Write, response = Response)]
pub struct Request {
    #[param(name = "CertificateID", max = 10, subject = 294, too_long = 2013294)]
    pub certificate_id: i64,
    #[block(subject = 296)]
    pub request: RequestBlock,
}

#[derive(Body, Debug, Default)]
pub struct Response {
    #[child(name = "SSLActivateResult")]
    pub result: Requested,
}

refusals_of_requests! {
    TOO_LATE = 4020294 "Activation period for this certificate has expired.";
    OTHER_NAME = 2011166 "Invalid Renewal Order Domain";
    NOT_SAVED = 4024510 "Unable to update records.";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::certificates::activation::activate;
    use registrar::runner::Cx;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::ssl::request_block::refuse;

    impl Run for Request {
        const FAULT: RefusalSpec = NOT_SAVED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let wish = self.request.wish(self.certificate_id)?;
            let activated = activate(cx, caller, &wish);
            let waiting = activated.map_err(|cause| refuse(cause, TOO_LATE, OTHER_NAME))?;
            Ok(Response { result: Requested::of(&waiting) })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }
}
