//! What may be renewed or reactivated, for how long and at what price (domains.renew.toml, domains.reactivate.toml).

use crate::calendar::{DAY, years_later};
use crate::life_cycle::{LifeCycle, State};
use crate::money::Money;
use crate::name::DomainName;
use crate::price::{self, Action, ProductType};
use crate::tld::{self, Tld};

/// No registration may run further ahead than this; years (ICANN registry agreements).
const LONGEST_TERM: u32 = 10;

/// The two ways to lengthen the term of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Within the term.
    Renew,
    /// In the grace after it.
    Reactivate,
}

impl Kind {
    /// What it is in the price list.
    pub fn action(self) -> Action {
        match self {
            Kind::Renew => Action::Renew,
            Kind::Reactivate => Action::Reactivate,
        }
    }
}

/// A longer term, as a caller wants it.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    pub years: i64,
    pub promotion_code: Option<&'a str>,
    /// Whether the caller says that the name is premium.
    pub is_premium: bool,
    /// The price of a premium name, as the caller says it.
    pub premium_price: Option<&'a str>,
}

/// The domain as it is.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    pub name: &'a str,
    /// Unix seconds.
    pub expires: i64,
    /// What a year costs when the registry sells the name as premium.
    pub premium: Option<Money>,
}

/// A term that may be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub years: u32,
    /// For all the years, the ICANN fee in it.
    pub price: Money,
}

/// Why a term may not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("the term is over: the domain can be reactivated, not renewed")]
    Expired,
    #[error("the term is not over: the domain can be renewed, not reactivated")]
    NotExpired,
    #[error("the grace is over")]
    GraceOver,
    #[error("the TLD wants renewals {0} days before expiry at the latest")]
    TooLate(u32),
    #[error("the TLD wants renewals {0} days before expiry at the earliest")]
    TooEarly(u32),
    #[error("the TLD does not sell this")]
    NotSold,
    #[error("{most} years at most, and one or more")]
    Years { most: u32 },
    #[error("premium names have one year at a time")]
    PremiumYears,
    #[error(transparent)]
    Offer(#[from] BadOffer),
}

/// What is wrong with the promotion or the price that a caller names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadOffer {
    #[error("the promotion code is not known")]
    PromotionCode,
    #[error("premium names have no promotions")]
    PromotionOfPremium,
    #[error("the name is not premium")]
    NotPremium,
    #[error("the name is premium, and its price was not named")]
    PriceNotNamed,
    #[error("the price of a premium name cannot be zero")]
    PriceZero,
    #[error("the price of the premium name is {0}")]
    PriceMismatch(Money),
}

/// Looks at a wish for a domain at a moment.
pub fn examine(kind: Kind, held: Held<'_>, wish: &Wish<'_>, now: i64) -> Result<Term, Problem> {
    let name = DomainName::parse(held.name).ok_or(Problem::NotSold)?;
    let (_, tld) = tld::split(&name).ok_or(Problem::NotSold)?;
    check_state(kind, LifeCycle::of(held.name, held.expires).state(now))?;
    let term = match (held.premium, wish.is_premium) {
        (Some(price), true) => premium(price, wish)?,
        (Some(_), false) => return Err(Problem::Offer(BadOffer::PriceNotNamed)),
        (None, true) => return Err(Problem::Offer(BadOffer::NotPremium)),
        (None, false) => regular(kind, tld, wish)?,
    };
    if years_later(held.expires, term.years) > years_later(now, LONGEST_TERM) {
        let most = (1..LONGEST_TERM)
            .rev()
            .find(|years| years_later(held.expires, *years) <= years_later(now, LONGEST_TERM));
        return Err(Problem::Years { most: most.unwrap_or(0) });
    }
    if kind == Kind::Renew {
        check_window(tld, held.expires, now)?;
    }
    Ok(term)
}

fn check_state(kind: Kind, state: State) -> Result<(), Problem> {
    match (kind, state) {
        (Kind::Renew, State::Active) | (Kind::Reactivate, State::Grace) => Ok(()),
        (Kind::Renew, _) => Err(Problem::Expired),
        (Kind::Reactivate, State::Active) => Err(Problem::NotExpired),
        (Kind::Reactivate, State::Redemption | State::PendingDelete | State::Released) => {
            Err(Problem::GraceOver)
        }
    }
}

fn premium(price: Money, wish: &Wish<'_>) -> Result<Term, Problem> {
    if wish.promotion_code.is_some() {
        return Err(Problem::Offer(BadOffer::PromotionOfPremium));
    }
    if wish.years != 1 {
        return Err(Problem::PremiumYears);
    }
    let named = Money::parse_usd(wish.premium_price.ok_or(Problem::Offer(BadOffer::PriceNotNamed))?);
    match named {
        Some(named) if named.is_zero() => Err(Problem::Offer(BadOffer::PriceZero)),
        Some(named) if named == price => Ok(Term { years: 1, price }),
        _ => Err(Problem::Offer(BadOffer::PriceMismatch(price))),
    }
}

fn regular(kind: Kind, tld: &Tld, wish: &Wish<'_>) -> Result<Term, Problem> {
    if wish.promotion_code.is_some() {
        // The price list has no promotions that need a code.
        return Err(Problem::Offer(BadOffer::PromotionCode));
    }
    let rows = price::rows(ProductType::Domains, Some(kind.action()), Some(&tld.name));
    let most = rows.iter().flat_map(|row| &row.prices).map(|price| price.duration).max();
    let most = most.ok_or(Problem::NotSold)?;
    let years = u32::try_from(wish.years).map_err(|_| Problem::Years { most })?;
    let quote = price::quote(kind.action(), &tld.name, years).ok_or(Problem::Years { most })?;
    Ok(Term { years, price: quote.total })
}

/// Some registries take a renewal only in a window before expiry: RenewalMinDays and RenewalMaxDays of the TLD list.
fn check_window(tld: &Tld, expires: i64, now: i64) -> Result<(), Problem> {
    let left = expires.saturating_sub(now);
    if left < i64::from(tld.renewal_min_days) * DAY {
        return Err(Problem::TooLate(tld.renewal_min_days));
    }
    if left > i64::from(tld.renewal_max_days) * DAY {
        return Err(Problem::TooEarly(tld.renewal_max_days));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_781_524_800; // 2026-06-15T12:00:00Z
    const PLAIN: Wish<'_> = Wish { years: 1, promotion_code: None, is_premium: false, premium_price: None };

    fn regular_name(name: &str, days_left: i64) -> Held<'_> {
        Held { name, expires: NOW + days_left * DAY, premium: None }
    }

    fn problem(kind: Kind, held: Held<'_>, wish: &Wish<'_>) -> Option<Problem> {
        examine(kind, held, wish, NOW).err()
    }

    #[test]
    fn when_a_domain_can_be_renewed_and_when_reactivated() {
        for (name, days_left, renew, reactivate) in [
            ("example.com", 300, None, Some(Problem::NotExpired)),
            ("example.com", 1, None, Some(Problem::NotExpired)),
            ("example.com", 0, Some(Problem::Expired), None),
            ("example.com", -26, Some(Problem::Expired), None),
            ("example.com", -27, Some(Problem::Expired), Some(Problem::GraceOver)),
            ("example.com", -70, Some(Problem::Expired), Some(Problem::GraceOver)),
            ("example.de", 31, Some(Problem::TooEarly(30)), Some(Problem::NotExpired)),
            ("example.de", 30, None, Some(Problem::NotExpired)),
            ("example.de", 5, None, Some(Problem::NotExpired)),
            ("example.de", 4, Some(Problem::TooLate(5)), Some(Problem::NotExpired)),
            ("example.de", 0, Some(Problem::Expired), Some(Problem::GraceOver)),
            ("example.ch", 11, Some(Problem::TooLate(12)), Some(Problem::NotExpired)),
            ("example.ac", 9, Some(Problem::NotSold), Some(Problem::NotExpired)),
            ("example.ac", -9, Some(Problem::Expired), Some(Problem::NotSold)),
        ] {
            let held = regular_name(name, days_left);
            assert_eq!(problem(Kind::Renew, held, &PLAIN), renew, "{name} {days_left}");
            assert_eq!(problem(Kind::Reactivate, held, &PLAIN), reactivate, "{name} {days_left}");
        }
    }

    #[test]
    fn years() {
        for (days_left, years, expected) in [
            (1, 0, Some(Problem::Years { most: 9 })),
            (1, -1, Some(Problem::Years { most: 9 })),
            (1, 9, None),
            (1, 10, Some(Problem::Years { most: 9 })),
            (366, 9, Some(Problem::Years { most: 8 })),
            (366, 8, None),
            (3_650, 1, Some(Problem::Years { most: 0 })),
        ] {
            let held = regular_name("example.com", days_left);
            assert_eq!(problem(Kind::Renew, held, &Wish { years, ..PLAIN }), expected, "{days_left} {years}");
        }
        let two = Wish { years: 2, ..PLAIN };
        assert_eq!(
            problem(Kind::Reactivate, regular_name("example.com", -1), &two),
            Some(Problem::Years { most: 1 })
        );
    }

    #[test]
    fn premium_names() {
        let price = Money::usd(650 * 10_000);
        let held = Held { premium: Some(price), ..regular_name("example.com", 1) };
        let offer = |text| Wish { is_premium: true, premium_price: text, ..PLAIN };
        for (wish, expected) in [
            (offer(Some("650")), None),
            (offer(Some("650.0001")), Some(Problem::Offer(BadOffer::PriceMismatch(price)))),
            (offer(Some("much")), Some(Problem::Offer(BadOffer::PriceMismatch(price)))),
            (offer(Some("0.00")), Some(Problem::Offer(BadOffer::PriceZero))),
            (offer(None), Some(Problem::Offer(BadOffer::PriceNotNamed))),
            (PLAIN, Some(Problem::Offer(BadOffer::PriceNotNamed))),
            (Wish { years: 2, ..offer(Some("650")) }, Some(Problem::PremiumYears)),
            (
                Wish { promotion_code: Some("A"), ..offer(Some("650")) },
                Some(Problem::Offer(BadOffer::PromotionOfPremium)),
            ),
        ] {
            assert_eq!(problem(Kind::Renew, held, &wish), expected, "{wish:?}");
        }
        let held = regular_name("example.com", 1);
        assert_eq!(
            problem(Kind::Renew, held, &offer(Some("650"))),
            Some(Problem::Offer(BadOffer::NotPremium))
        );
        let coupon = Wish { promotion_code: Some("A"), ..PLAIN };
        assert_eq!(problem(Kind::Renew, held, &coupon), Some(Problem::Offer(BadOffer::PromotionCode)));
    }

    #[test]
    fn the_price_holds_the_icann_fee() {
        let price = |kind, days_left| {
            examine(kind, regular_name("example.com", days_left), &PLAIN, NOW).expect("sold").price
        };
        assert_eq!(price(Kind::Renew, 9), Money::usd(131_600), "12.98 + 0.18");
        assert_eq!(price(Kind::Reactivate, -9), Money::usd(131_600), "12.98 + 0.18");
    }

    proptest! {
        #[test]
        fn what_is_sold_is_within_ten_years_and_costs(
            left in -70 * DAY..4_000 * DAY, years: i64, few in 0_i64..12, tld in 0..tld::all().len(),
        ) {
            let name = format!("example.{}", tld::all()[tld].name);
            let held = Held { name: &name, expires: NOW + left, premium: None };
            for years in [years, few] {
                for kind in [Kind::Renew, Kind::Reactivate] {
                    if let Ok(term) = examine(kind, held, &Wish { years, ..PLAIN }, NOW) {
                        prop_assert_eq!(i64::from(term.years), years);
                        prop_assert!(years_later(held.expires, term.years) <= years_later(NOW, LONGEST_TERM));
                        prop_assert!(!term.price.is_zero() && !term.price.is_negative());
                        prop_assert_eq!(kind == Kind::Renew, left > 0);
                    }
                }
            }
        }
    }
}
