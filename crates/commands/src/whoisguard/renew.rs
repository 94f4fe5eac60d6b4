//! `namecheap.whoisguard.renew`: renews a privacy subscription and charges the account. An order.

use wire::{Body, Command, refusals};

use crate::charged::Charged;

/// Renew a privacy subscription (charges the account)
#[derive(Command)]
#[command(name = "namecheap.whoisguard.renew", effect = Order, response = Response)]
pub struct Request {
    #[param(name = "WhoisguardID", max = 10, subject = 407)]
    pub whoisguard_id: i64,
    /// 1 to 9.
    #[param(max = 9, subject = 167)]
    pub years: i64,
    /// A coupon; none is known.
    #[param(max = 20, subject = 170)]
    pub promotion_code: Option<String>,
}

#[derive(Body, Debug, Default)]
#[body(name = "WhoisguardRenewResult")]
pub struct Response {
    #[attr]
    pub whoisguard_id: i64,
    #[attr]
    pub years: i64,
    #[attr]
    pub renew: bool,
    #[attrs]
    pub charged: Charged,
}

refusals! {
    PROMOTION_CODE_INVALID = 2011170 "Promotion code is invalid";
    YEARS_INVALID = 2011167 "Number of years should be maximum 9";
    NOT_FOUND = 4029331 "This Whoisguard is not associate with this User . So cannot Renew.";
    TOO_EARLY = 2029331 "Renewal is not allowed before 30 days of expiry";
    NOT_ORDERED = 2528268 "Order creation failed";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::orders::{Ended, Opened};
    use registrar::privacy::{self, NotRenewed};
    use registrar::runner::Cx;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Order, Stop};

    impl Order for Request {
        const FAULT: RefusalSpec = NOT_ORDERED;

        fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)> {
            if self.promotion_code.is_some() {
                return Err(PROMOTION_CODE_INVALID.into());
            }
            let opened = privacy::renew(cx, caller, self.whoisguard_id, self.years).map_err(refuse)?;
            Ok((opened, None))
        }

        fn answer(&self, _: &mut Cx<'_, '_>, opened: Opened, ended: Ended) -> Answer<Response> {
            ended.map_err(|_| NOT_ORDERED)?;
            Ok(Response {
                whoisguard_id: self.whoisguard_id,
                years: self.years,
                renew: true,
                charged: Charged::by(opened),
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    fn refuse(cause: NotRenewed) -> Stop {
        match cause {
            NotRenewed::NotFound => NOT_FOUND.into(),
            NotRenewed::TooEarly => TOO_EARLY.into(),
            NotRenewed::BadYears => YEARS_INVALID.into(),
            NotRenewed::NoPrice | NotRenewed::Insufficient => NOT_ORDERED.into(),
            NotRenewed::Store(error) => error.into(),
        }
    }
}
