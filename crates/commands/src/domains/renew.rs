//! `namecheap.domains.renew`: lengthens the term of a domain that has not expired, and charges. An order.

use wire::text::{AmountOrZero, Moment};
use wire::{Body, Command, Element, refusals};

use super::renewal_offer::{
    NO_ORDER, NOT_HELD, NOT_PREMIUM, PRICE_MISMATCH, PRICE_NOT_NAMED, PRICE_ZERO, PROMOTION_CODE_INVALID,
    PROMOTION_OF_PREMIUM, PremiumOffer, TLD_INVALID, YEARS_INVALID,
};

/// Extend a domain that has not expired
#[derive(Command)]
#[command(name = "namecheap.domains.renew", effect = Order, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    /// As many as the TLD allows, see domains.getTldList.
    #[param(max = 2, subject = 167)]
    pub years: i64,
    /// A coupon; none is known.
    #[param(max = 20, subject = 170)]
    pub promotion_code: Option<String>,
    #[block]
    pub premium: PremiumOffer,
}

#[derive(Body, Debug)]
#[body(name = "DomainRenewResult")]
pub struct Response {
    /// Left out on refusal.
    #[attr]
    pub domain_name: Option<String>,
    /// 0 on refusal.
    #[attr(name = "DomainID")]
    pub domain_id: i64,
    /// Left out on refusal.
    #[attr]
    pub renew: Option<bool>,
    #[attr(name = "OrderID")]
    pub order_id: i64,
    #[attr(name = "TransactionID")]
    pub transaction_id: i64,
    /// The ICANN fee in it.
    #[attr]
    pub charged_amount: AmountOrZero,
    /// Left out on refusal.
    #[child]
    pub domain_details: Option<DomainDetails>,
}

#[derive(Element, Debug)]
pub struct DomainDetails {
    /// The end of the new term, in UTC.
    #[leaf]
    pub expired_date: Moment,
    /// 0 in the recording.
    #[leaf]
    pub num_years: i64,
}

refusals! {
    NOT_HELD;
    EXPIRED = 2020166 "Domain has expired. Please reactivate your domain.";
    TLD_INVALID;
    YEARS_INVALID;
    PREMIUM_YEARS = 2015167 "Premium domain can be renewed for 1 year only";
    PROMOTION_CODE_INVALID;
    PROMOTION_OF_PREMIUM;
    PRICE_ZERO;
    PRICE_NOT_NAMED;
    NOT_PREMIUM;
    PRICE_MISMATCH;
    NO_ORDER;
    REGISTRY_REFUSED = 3028166 "Failed to renew domain, error from the registry";
    FAILED = 4023166 "Error occurred during the renewal";
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
    use crate::shown::moment;

    impl Order for Request {
        const FAULT: RefusalSpec = FAILED;

        fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)> {
            let wish = self.premium.wish(self.years, self.promotion_code.as_deref());
            let opened = renewal::open(cx, caller, Kind::Renew, &self.domain_name, &wish);
            let refuse = |cause| renewal_offer::refuse(cause, &self.domain_name, refuse_problem);
            Ok((opened.map_err(refuse)?, None))
        }

        fn answer(&self, cx: &mut Cx<'_, '_>, opened: Opened, ended: Ended) -> Answer<Response> {
            if ended.is_err() {
                let body = unrenewed(opened.purchase_id, opened.transaction_id);
                return Err(Stop::Refused(Refusal::from(REGISTRY_REFUSED).with_body(body)));
            }
            let domain = registrar::domains::registered(cx, &self.domain_name)?.ok_or(FAILED)?;
            Ok(Response {
                domain_name: Some(domain.name),
                domain_id: domain.id,
                renew: Some(true),
                charged_amount: AmountOrZero(Some(opened.amount.ten_thousandths)),
                domain_details: Some(DomainDetails { expired_date: moment(domain.expires), num_years: 0 }),
                ..unrenewed(opened.purchase_id, opened.transaction_id)
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(unrenewed(0, 0))
        }
    }

    fn unrenewed(order_id: i64, transaction_id: i64) -> Response {
        Response {
            domain_name: None,
            domain_id: 0,
            renew: None,
            order_id,
            transaction_id,
            charged_amount: AmountOrZero(None),
            domain_details: None,
        }
    }

    fn refuse_problem(problem: Problem) -> Stop {
        match problem {
            Problem::Expired => EXPIRED.into(),
            Problem::TooLate(_) | Problem::TooEarly(_) => REGISTRY_REFUSED.into(),
            // The first two are of reactivations.
            Problem::NotExpired | Problem::GraceOver | Problem::NotSold => TLD_INVALID.into(),
            Problem::Years { most } => YEARS_INVALID.about(&most.to_string()).into(),
            Problem::PremiumYears => PREMIUM_YEARS.into(),
            Problem::Offer(bad) => renewal_offer::refuse_offer(bad).into(),
        }
    }
}
