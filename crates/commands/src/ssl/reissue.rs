//! `namecheap.ssl.reissue`: sends a certificate that was issued to the authority once more, with another key or other
//! names. It gets an id of its own.

use wire::{Body, Command};

use super::request_block::{RequestBlock, refusals_of_requests};
use super::requested::Requested;

/// Have an active certificate issued anew, for free
#[derive(Command)]
#[command(name = "namecheap.ssl.reissue", effect = Write, response = Response)]
pub struct Request {
    #[param(name = "CertificateID", max = 10, subject = 294, too_long = 2013294)]
    pub certificate_id: i64,
    #[block(subject = 296)]
    pub request: RequestBlock,
}

#[derive(Body, Debug, Default)]
pub struct Response {
    #[child(name = "SSLReissueResult")]
    pub result: Requested,
}

refusals_of_requests! {
    NOT_CREATED = 4035900 "The certificate for the reissue cannot be created";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::certificates::activation::reissue;
    use registrar::runner::Cx;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, UNKNOWN};
    use crate::ssl::request_block::refuse;

    impl Run for Request {
        const FAULT: RefusalSpec = NOT_CREATED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let wish = self.request.wish(self.certificate_id)?;
            // Too late and for another name are activations alone.
            let waiting = reissue(cx, caller, &wish).map_err(|cause| refuse(cause, UNKNOWN, UNKNOWN))?;
            Ok(Response { result: Requested::of(&waiting) })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }
}
