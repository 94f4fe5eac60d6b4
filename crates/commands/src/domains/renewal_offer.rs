//! What renew and reactivate share: the refusals of a promotion or a price that does not fit.

use wire::RefusalSpec;

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

#[cfg(feature = "server")]
pub(crate) use server::refuse;

#[cfg(feature = "server")]
mod server {
    use rules::renewal::BadOffer;
    use wire::Refusal;

    use super::*;

    /// What is sent for an offer that does not fit.
    pub(crate) fn refuse(bad: BadOffer) -> Refusal {
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
