//! `namecheap.users.createAddfundsRequest`: a token and a page with which a customer adds funds to an account.

use wire::secret::Secret;
use wire::{Body, Command, refusals};

/// Start a credit-card top-up; returns a token and a payment page
#[derive(Command)]
#[command(name = "namecheap.users.createAddfundsRequest", effect = Write, response = Response)]
pub struct Request {
    /// `Creditcard`, in any letter case.
    #[param(max = 30, subject = 343)]
    pub payment_type: String,
    /// From 5 to 100000 USD.
    #[param(max = 10, subject = 312)]
    pub amount: String,
    /// Where the customer goes after paying.
    #[param(max = 300, subject = 900)]
    pub return_url: String,
}

#[derive(Body, Debug)]
#[body(name = "Createaddfundsrequestresult")]
pub struct Response {
    #[attr(name = "TokenID")]
    pub token_id: Secret,
    /// The page, as recorded; not what was sent as ReturnUrl.
    #[attr(name = "ReturnURL")]
    pub return_url: Secret,
    /// The page on which the customer pays; the token is in its address.
    #[attr(name = "RedirectURL")]
    pub redirect_url: Secret,
}

refusals! {
    UNSUPPORTED = 2030343 "PaymentType is unsupported";
    TOO_LITTLE = 2015312 "A minimum amount should be added";
    OUT_OF_RANGE = 2013312 "Amount is out of range";
}

#[cfg(feature = "server")]
mod server {
    use registrar::add_funds::{self, Error};
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use rules::money::Money;

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            if !self.payment_type.eq_ignore_ascii_case("Creditcard") {
                return Err(UNSUPPORTED.into());
            }
            let amount = Money::parse_usd(&self.amount).ok_or(OUT_OF_RANGE)?;
            let requested = add_funds::request(cx, caller, amount, &self.return_url).map_err(refuse)?;
            Ok(Response {
                token_id: Secret::new(requested.token),
                return_url: Secret::new(requested.page.clone()),
                redirect_url: Secret::new(requested.page),
            })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::TooLittle => TOO_LITTLE.into(),
            Error::TooMuch => OUT_OF_RANGE.into(),
            Error::Store(error) => error.into(),
        }
    }
}
