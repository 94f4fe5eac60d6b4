//! `namecheap.users.getAddFundsStatus`: how far a request to add funds is.

use wire::text::AmountOrZero;
use wire::{Body, Command, refusals};

/// State of a top-up request
#[derive(Command)]
#[command(name = "namecheap.users.getAddFundsStatus", effect = Read, response = Response)]
pub struct Request {
    /// The TokenID of createaddfundsrequest.
    #[param(max = 100, subject = 342)]
    pub token_id: String,
}

#[derive(Body, Debug)]
#[body(name = "GetAddFundsStatusResult")]
pub struct Response {
    /// 0 while nothing is paid.
    #[attr(name = "TransactionID")]
    pub transaction_id: i64,
    #[attr]
    pub amount: AmountOrZero,
    /// CREATED, COMPLETED, FAILED or EXPIRED; left out on refusal.
    #[attr]
    pub status: Option<String>,
}

refusals! {
    MISMATCH = 2012342 "Tokenid mismatch";
}

#[cfg(feature = "server")]
mod server {
    use registrar::add_funds::{self, State};
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let (amount, state) = add_funds::status(cx, caller, &self.token_id)?.ok_or(MISMATCH)?;
            let (status, transaction_id) = match state {
                State::Created => ("CREATED", 0),
                State::Completed { transaction_id } => ("COMPLETED", transaction_id),
                State::Failed => ("FAILED", 0),
                State::Expired => ("EXPIRED", 0),
            };
            Ok(Response {
                transaction_id,
                amount: AmountOrZero(Some(amount.ten_thousandths)),
                status: Some(status.to_owned()),
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response { transaction_id: 0, amount: AmountOrZero(None), status: None })
        }
    }
}
