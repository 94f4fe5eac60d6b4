//! What renew and reactivate share: how a premium name is paid for, and why nothing was ordered.

use wire::{Block, RefusalSpec};

pub const NOT_HELD: RefusalSpec =
    RefusalSpec::new(2_016_166, "The domain ({}) doesn't seem to be associated with your account.");
pub const TLD_INVALID: RefusalSpec = RefusalSpec::new(2_011_280, "TLD is invalid");
pub const YEARS_INVALID: RefusalSpec = RefusalSpec::new(2_015_167, "Number of years should be maximum {}");
pub const PROMOTION_CODE_INVALID: RefusalSpec = RefusalSpec::new(2_011_170, "Promotion code is invalid");
pub const PROMOTION_OF_PREMIUM: RefusalSpec =
    RefusalSpec::new(2_015_170, "Promotion code is not allowed for premium domains");
pub const PRICE_ZERO: RefusalSpec =
    RefusalSpec::new(2_015_610, "Premium prices cannot be zero for premium domains");
pub const PRICE_NOT_NAMED: RefusalSpec =
    RefusalSpec::new(2_515_623, "Domain is premium: the premium price must be in the request");
pub const NOT_PREMIUM: RefusalSpec = RefusalSpec::new(2_511_623, "Domain name is not premium");
pub const PRICE_MISMATCH: RefusalSpec =
    RefusalSpec::new(2_515_610, "Premium price is incorrect, it should be {}");
pub const NO_ORDER: RefusalSpec = RefusalSpec::new(2_528_166, "Order creation failed");

/// What is said of a premium name.
#[derive(Block, Clone, Debug)]
pub struct PremiumOffer {
    /// Must be said of a premium name, and of no other.
    #[param(max = 10, default = "false", subject = 610)]
    pub is_premium_domain: bool,
    /// The renewal price of a premium name, as domains.check tells it.
    #[param(max = 20, subject = 610)]
    pub premium_price: Option<String>,
}

#[cfg(feature = "server")]
pub(crate) use server::{refuse, refuse_offer};

#[cfg(feature = "server")]
mod server {
    use registrar::renewal::Error;
    use rules::renewal::{BadOffer, Problem, Wish};
    use wire::Refusal;

    use super::*;
    use crate::handler::Stop;

    impl PremiumOffer {
        /// What is wanted, with what else is said of it.
        pub(crate) fn wish<'a>(&'a self, years: i64, promotion_code: Option<&'a str>) -> Wish<'a> {
            Wish {
                years,
                promotion_code,
                is_premium: self.is_premium_domain,
                premium_price: self.premium_price.as_deref(),
            }
        }
    }

    /// Why no order for a domain was opened; each command says of a problem what it is.
    pub(crate) fn refuse(cause: Error, domain: &str, problem: impl FnOnce(Problem) -> Stop) -> Stop {
        match cause {
            Error::NotHeld => NOT_HELD.about(domain).into(),
            Error::Problem(cause) => problem(cause),
            Error::UnderWay | Error::Insufficient => NO_ORDER.into(),
            Error::Store(error) => error.into(),
        }
    }

    /// What is sent for an offer that does not fit.
    pub(crate) fn refuse_offer(bad: BadOffer) -> Refusal {
        match bad {
            BadOffer::PromotionCode => PROMOTION_CODE_INVALID.into(),
            BadOffer::PromotionOfPremium => PROMOTION_OF_PREMIUM.into(),
            BadOffer::NotPremium => NOT_PREMIUM.into(),
            BadOffer::PriceNotNamed => PRICE_NOT_NAMED.into(),
            BadOffer::PriceZero => PRICE_ZERO.into(),
            BadOffer::PriceMismatch(price) => PRICE_MISMATCH.about(&price.four_decimals()),
        }
    }
}
