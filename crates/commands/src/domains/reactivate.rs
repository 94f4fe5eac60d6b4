//! `namecheap.domains.reactivate`: brings a domain back in the grace after its term, and charges. An order.

use wire::text::AmountOrZero;
use wire::{Body, Command, refusals};

use super::renewal_offer::{
    NO_ORDER, NOT_HELD, NOT_PREMIUM, PRICE_MISMATCH, PRICE_NOT_NAMED, PRICE_ZERO, PROMOTION_CODE_INVALID,
    PROMOTION_OF_PREMIUM, PremiumOffer, TLD_INVALID, YEARS_INVALID,
};

/// Renew an expired domain inside its grace period
#[derive(Command)]
// The capital is that of the recorded CommandResponse/@Type; a request may use any letter case.
#[command(name = "namecheap.domains.reActivate", effect = Order, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    /// A coupon; none is known.
    #[param(max = 70, subject = 170)]
    pub promotion_code: Option<String>,
    /// One year is all there is.
    #[param(max = 2, default = "1", subject = 167)]
    pub years_to_add: i64,
    #[block]
    pub premium: PremiumOffer,
}

#[derive(Body, Debug)]
#[body(name = "DomainReactivateResult")]
pub struct Response {
    /// Left out on refusal, and empty for a domain that has not expired.
    #[attr]
    pub domain: Option<String>,
    /// Left out on refusal.
    #[attr]
    pub is_success: Option<bool>,
    /// The ICANN fee in it.
    #[attr]
    pub charged_amount: AmountOrZero,
    #[attr(name = "OrderID")]
    pub order_id: i64,
    #[attr(name = "TransactionID")]
    pub transaction_id: i64,
}

refusals! {
    NOT_HELD;
    NOT_EXPIRED = 2020166 "Domain has not yet expired. Please renew your domain.";
    TLD_INVALID;
    YEARS_INVALID;
    PREMIUM_YEARS = 2015167 "Premium domain can be reactivated for 1 year only";
    PROMOTION_CODE_INVALID;
    PROMOTION_OF_PREMIUM;
    PRICE_ZERO;
    PRICE_NOT_NAMED;
    NOT_PREMIUM;
    PRICE_MISMATCH;
    NO_ORDER;
    REGISTRY_REFUSED = 3024510 "Error response from the registry while updating the domain";
    FAILED = 4024166 "Failed to update the domain in your account";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::orders::{Ended, Opened};
    use registrar::renewal;
    use registrar::runner::Cx;
    use rules::renewal::{Kind, Problem};
    use wire::{Params, Refusal, RefusalSpec, WriteBody};

    use super::*;
    use crate::domains::renewal_offer;
    use crate::handler::{Answer, Order, Stop};

    impl Order for Request {
        const FAULT: RefusalSpec = FAILED;

        fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)> {
            let wish = self.premium.wish(self.years_to_add, self.promotion_code.as_deref());
            let opened = renewal::open(cx, caller, Kind::Reactivate, &self.domain_name, &wish);
            let refuse = |cause| renewal_offer::refuse(cause, &self.domain_name, refuse_problem);
            Ok((opened.map_err(refuse)?, None))
        }

        fn answer(&self, cx: &mut Cx<'_, '_>, opened: Opened, ended: Ended) -> Answer<Response> {
            let not_done = not_done(None, opened.purchase_id, opened.transaction_id);
            if ended.is_err() {
                return Err(Stop::Refused(Refusal::from(REGISTRY_REFUSED).with_body(not_done)));
            }
            let domain = registrar::domains::registered(cx, &self.domain_name)?.ok_or(FAILED)?;
            Ok(Response {
                domain: Some(domain.name),
                is_success: Some(true),
                charged_amount: AmountOrZero(Some(opened.amount.ten_thousandths)),
                ..not_done
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(not_done(None, 0, 0))
        }
    }

    fn not_done(domain: Option<String>, order_id: i64, transaction_id: i64) -> Response {
        Response { domain, is_success: None, charged_amount: AmountOrZero(None), order_id, transaction_id }
    }

    fn refuse_problem(problem: Problem) -> Stop {
        match problem {
            // Recorded 2015: Domain is there, and empty.
            Problem::NotExpired => {
                Stop::Refused(Refusal::from(NOT_EXPIRED).with_body(not_done(Some(String::new()), 0, 0)))
            }
            // The last three are of renewals.
            Problem::GraceOver | Problem::TooLate(_) | Problem::TooEarly(_) | Problem::Expired => {
                REGISTRY_REFUSED.into()
            }
            Problem::NotSold => TLD_INVALID.into(),
            Problem::Years { most } => YEARS_INVALID.about(&most.to_string()).into(),
            Problem::PremiumYears => PREMIUM_YEARS.into(),
            Problem::Offer(bad) => renewal_offer::refuse_offer(bad).into(),
        }
    }
}
