//! What may be registered, for how long and at what price (domains.create.toml).

use crate::money::Money;
use crate::name::DomainName;
use crate::price::{self, Action};
use crate::tld::{self, Tld};

/// What a caller wants registered.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    pub name: &'a str,
    pub years: i64,
    pub idn_code: Option<&'a str>,
    pub promotion_code: Option<&'a str>,
}

/// A name that may be registered, with its price.
#[derive(Clone, Debug)]
pub struct Examined {
    pub name: DomainName,
    pub tld: &'static Tld,
    pub years: u32,
    /// For all the years, the ICANN fee in it.
    pub price: Money,
}

/// Why a name may not be registered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("no domain name")]
    Name,
    #[error("the TLD is not known")]
    UnknownTld,
    #[error("names of the TLD are not sold")]
    NotSold,
    #[error("the TLD allows {most} years at most, and one or more")]
    Years { most: u32 },
    #[error("the IDN code is missing or not known, or the TLD has no IDNs")]
    IdnCode,
    #[error("the promotion code is not known")]
    PromotionCode,
}

/// Looks at a wish as the TLD and the price list see it.
pub fn examine(wish: &Wish<'_>) -> Result<Examined, Problem> {
    let name = DomainName::parse(wish.name).ok_or(Problem::Name)?;
    let (sld, tld) = tld::split(&name).ok_or(Problem::UnknownTld)?;
    if sld.contains('.') {
        return Err(Problem::UnknownTld);
    }
    if !tld.is_api_registerable {
        return Err(Problem::NotSold);
    }
    let beyond = Problem::Years { most: tld.max_register_years };
    let years = u32::try_from(wish.years).map_err(|_| beyond.clone())?;
    if !(tld.min_register_years..=tld.max_register_years).contains(&years) {
        return Err(beyond);
    }
    check_idn(sld, tld, wish.idn_code)?;
    if wish.promotion_code.is_some() {
        // The price list has no promotions that need a code.
        return Err(Problem::PromotionCode);
    }
    let quote = price::quote(Action::Register, &tld.name, years).ok_or(Problem::NotSold)?;
    Ok(Examined { name, tld, years, price: quote.total })
}

/// An internationalised name goes in as an A-label (RFC 5890 section 2.3.2.1) together with its language.
fn check_idn(sld: &str, tld: &Tld, code: Option<&str>) -> Result<(), Problem> {
    let is_idn = sld.starts_with("xn--");
    let known = code.is_some_and(crate::idn_code::is_idn_code);
    match (is_idn, code) {
        (true, _) if !tld.is_supports_idn || !known => Err(Problem::IdnCode),
        (false, Some(_)) if !known => Err(Problem::IdnCode),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(name: &str, years: i64) -> Option<Problem> {
        examine(&Wish { name, years, idn_code: None, promotion_code: None }).err()
    }

    #[test]
    fn names_years_and_tlds() {
        for (name, years, expected) in [
            ("example.com", 1, None),
            ("Example.COM", 10, None),
            ("example.com", 11, Some(Problem::Years { most: 10 })),
            ("example.com", 0, Some(Problem::Years { most: 10 })),
            ("example.com", -1, Some(Problem::Years { most: 10 })),
            ("example.co.uk", 2, None),
            ("a.example.com", 1, Some(Problem::UnknownTld)),
            ("example.nosuchtld", 1, Some(Problem::UnknownTld)),
            ("com", 1, Some(Problem::Name)),
            ("exa mple.com", 1, Some(Problem::Name)),
            ("xn--bcher-kva.com", 1, Some(Problem::IdnCode)),
        ] {
            assert_eq!(problem(name, years), expected, "{name} {years}");
        }
    }

    #[test]
    fn idn_codes_and_promotions() {
        let wish = Wish { name: "xn--bcher-kva.com", years: 1, idn_code: Some("ger"), promotion_code: None };
        assert!(examine(&wish).is_ok());
        assert_eq!(examine(&Wish { idn_code: Some("xxx"), ..wish.clone() }).err(), Some(Problem::IdnCode));
        assert_eq!(examine(&Wish { promotion_code: Some("A"), ..wish }).err(), Some(Problem::PromotionCode));
    }

    #[test]
    fn the_price_holds_the_icann_fee() {
        let examined = examine(&Wish { name: "example.com", years: 1, idn_code: None, promotion_code: None });
        assert_eq!(examined.expect("registerable").price, Money::usd(90_600), "8.88 + 0.18, recorded 2019");
    }
}
