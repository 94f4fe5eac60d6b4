//! `namecheap.domains.transfer.updateStatus`: submits a transfer another time, as after a lock was taken off.

use wire::{Body, Command, refusals};

/// Resubmit a transfer after the owner released the registrar lock
#[derive(Command)]
#[command(name = "namecheap.domains.transfer.updateStatus", effect = Write, response = Response)]
pub struct Request {
    /// As domains.transfer.create told it.
    #[param(name = "TransferID", max = 10, subject = 329)]
    pub transfer_id: i64,
    /// Must be true: there is nothing else to be done.
    #[param(max = 5, subject = 293)]
    pub resubmit: bool,
}

#[derive(Body, Debug)]
#[body(name = "DomainTransferUpdateStatusResult")]
pub struct Response {
    /// 0 on refusal.
    #[attr(name = "TransferId")]
    pub transfer_id: i64,
    #[attr]
    pub resubmit: bool,
}

refusals! {
    NO_ACTION = 2010293 "No action specified";
    NOT_FOUND = 4019329 "Domain transfer info is not available or not found.";
    NO_ORDER = 2528166 "Order creation failed";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use registrar::transfer::{self, NotResubmitted};
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            if !self.resubmit {
                return Err(NO_ACTION.into());
            }
            let transfer = transfer::resubmit(cx, caller, self.transfer_id).map_err(refuse)?;
            Ok(Response { transfer_id: transfer.id, resubmit: true })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response { transfer_id: 0, resubmit: false })
        }
    }

    fn refuse(cause: NotResubmitted) -> Stop {
        match cause {
            NotResubmitted::NotFound => NOT_FOUND.into(),
            NotResubmitted::Here | NotResubmitted::Insufficient => NO_ORDER.into(),
            NotResubmitted::Store(error) => error.into(),
        }
    }
}
