//! `namecheap.domains.transfer.getStatus`: how far a transfer is.

use wire::text::IsoMoment;
use wire::{Body, Command, refusals};

/// State of one incoming transfer
#[derive(Command)]
#[command(name = "namecheap.domains.transfer.getStatus", effect = Read, response = Response)]
pub struct Request {
    /// As domains.transfer.create told it.
    #[param(name = "TransferID", max = 10, subject = 329)]
    pub transfer_id: i64,
}

#[derive(Body, Debug)]
#[body(name = "DomainTransferGetStatusResult")]
pub struct Response {
    /// 0 on refusal.
    #[attr(name = "TransferID")]
    pub transfer_id: i64,
    /// For people; left out on refusal.
    #[attr]
    pub status: Option<String>,
    /// 0 on refusal.
    #[attr(name = "StatusID")]
    pub status_id: i64,
    /// Since when, in UTC; the year 1 on refusal.
    #[attr]
    pub status_date: IsoMoment,
    /// When it was ordered, in UTC; the year 1 on refusal.
    #[attr]
    pub transfer_order_date: IsoMoment,
}

refusals! {
    NOT_FOUND = 4019329 "Domain transfer info is not available or not found.";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use registrar::transfer;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::shown::{moment, transfer_status};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let transfer = transfer::get(cx, caller, self.transfer_id)?.ok_or(NOT_FOUND)?;
            Ok(Response {
                transfer_id: transfer.id,
                status: Some(transfer_status(transfer.status).to_owned()),
                status_id: transfer.status,
                status_date: IsoMoment(moment(transfer.status_since)),
                transfer_order_date: IsoMoment(moment(transfer.created)),
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response {
                transfer_id: 0,
                status: None,
                status_id: 0,
                status_date: IsoMoment::NONE,
                transfer_order_date: IsoMoment::NONE,
            })
        }
    }
}
