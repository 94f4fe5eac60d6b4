//! The price list: what names, certificates and domain privacy cost (data/prices.toml).

mod sheet;

use serde::Deserialize;

use crate::money::Money;
use crate::tld::Origin;
use sheet::PRODUCTS;

/// What is paid for. In the order in which a price list is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    Purchase,
    Reactivate,
    Register,
    Renew,
    Transfer,
}

impl Action {
    pub const ALL: [Action; 5] =
        [Action::Purchase, Action::Reactivate, Action::Register, Action::Renew, Action::Transfer];

    /// The word of an answer.
    pub const fn word(self) -> &'static str {
        match self {
            Action::Purchase => "purchase",
            Action::Reactivate => "reactivate",
            Action::Register => "register",
            Action::Renew => "renew",
            Action::Transfer => "transfer",
        }
    }

    /// The action of a request's word, in any letter case.
    pub fn from_word(word: &str) -> Option<Self> {
        Action::ALL.into_iter().find(|action| action.word().eq_ignore_ascii_case(word))
    }
}

/// What is sold. Answers and requests call it by different words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProductType {
    Domains,
    Ssl,
    Whoisguard,
}

impl ProductType {
    pub const ALL: [ProductType; 3] = [ProductType::Domains, ProductType::Ssl, ProductType::Whoisguard];

    /// The word of an answer.
    pub const fn name(self) -> &'static str {
        match self {
            ProductType::Domains => "domains",
            ProductType::Ssl => "ssl",
            ProductType::Whoisguard => "whoisguard",
        }
    }
}

/// How an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PricingType {
    /// For each year.
    Multiple,
    /// For the whole term.
    Absolute,
}

impl PricingType {
    /// The wire's word.
    pub const fn word(self) -> &'static str {
        match self {
            PricingType::Multiple => "MULTIPLE",
            PricingType::Absolute => "ABSOLUTE",
        }
    }
}

/// The price of one term of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// Years.
    pub duration: u32,
    pub price: Money,
    pub pricing_type: PricingType,
    /// ICANN's fee for each year, not inside the price; `None` where there is none.
    pub additional_cost: Option<Money>,
    /// The list price, which may be higher than the price.
    pub regular_price: Money,
    pub regular_price_type: PricingType,
}

impl Price {
    fn quote(&self) -> Option<Quote> {
        let price = match self.pricing_type {
            PricingType::Multiple => self.price.times(self.duration)?,
            PricingType::Absolute => self.price,
        };
        let icann_fee = self.additional_cost.unwrap_or(Money::ZERO).times(self.duration)?;
        Some(Quote { price, icann_fee, total: price.checked_add(icann_fee)? })
    }
}

/// One product under one action, with the price of each term that can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    pub product_type: ProductType,
    pub action: Action,
    /// A top level domain without a leading dot, or a product's hyphenated name; lower case.
    pub name: String,
    /// By duration, never empty.
    pub prices: Vec<Price>,
    pub origin: Origin,
}

/// What one order costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Without the fee, for the whole term.
    pub price: Money,
    /// ICANN's fee for the whole term.
    pub icann_fee: Money,
    /// What is charged.
    pub total: Money,
}

/// The products of a type, narrowed by action and product name (any letter case): by action, then by the bytes of the
/// name, so that those of one action stand together.
pub fn rows(
    product_type: ProductType,
    action: Option<Action>,
    product: Option<&str>,
) -> Vec<&'static Product> {
    let asked = |row: &&Product| {
        row.product_type == product_type
            && action.is_none_or(|action| row.action == action)
            && product.is_none_or(|product| row.name.eq_ignore_ascii_case(product))
    };
    PRODUCTS.iter().filter(asked).collect()
}

/// What an action on a name below this top level domain (any letter case) costs. `None` when the API does not sell it
/// for so many years.
pub fn quote(action: Action, tld: &str, years: u32) -> Option<Quote> {
    quote_product(ProductType::Domains, action, tld, years)
}

/// What an order for a product (any letter case) costs. `None` when it is not sold for so many years.
pub fn quote_product(product_type: ProductType, action: Action, product: &str, years: u32) -> Option<Quote> {
    let name = product.to_ascii_lowercase();
    let key = (product_type, action, name.as_str());
    let at = PRODUCTS.binary_search_by(|row| row.key().cmp(&key)).ok()?;
    PRODUCTS[at].prices.iter().find(|price| price.duration == years)?.quote()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tld;

    fn usd(text: &str) -> Money {
        Money::parse_usd(text).expect(text)
    }

    fn total(action: Action, tld: &str, years: u32) -> Option<String> {
        quote(action, tld, years).map(|quote| quote.total.two_decimals())
    }

    #[test]
    fn recorded_quotes() {
        let one = quote(Action::Register, "com", 1).expect("sold");
        assert_eq!(one, Quote { price: usd("8.88"), icann_fee: usd("0.18"), total: usd("9.06") });
        let two = quote(Action::Register, "COM", 2).expect("sold");
        assert_eq!(two, Quote { price: usd("21.76"), icann_fee: usd("0.36"), total: usd("22.12") });
        for (action, tld, years, expected) in [
            (Action::Register, "com", 10, "107.60"),
            (Action::Renew, "com", 9, "114.84"),
            (Action::Reactivate, "com", 1, "13.16"),
            (Action::Transfer, "com", 1, "9.87"),
            (Action::Register, "org", 1, "13.16"),
            (Action::Register, "org", 2, "19.74"),
            (Action::Register, "org", 10, "127.60"),
        ] {
            assert_eq!(total(action, tld, years).as_deref(), Some(expected), "{action:?} {tld} {years}");
        }
    }

    #[test]
    fn own_quotes() {
        for (action, tld, years, expected) in [
            (Action::Register, "dev", 1, "15.16"),
            (Action::Register, "io", 2, "69.96"),
            (Action::Register, "ai", 2, "159.96"),
            // A first year at 1.98, each further year at 14.98, the fee for each.
            (Action::Register, "xyz", 1, "2.16"),
            (Action::Register, "xyz", 3, "32.48"),
            (Action::Renew, "xyz", 1, "15.16"),
            (Action::Register, "academy", 1, "25.16"),
        ] {
            assert_eq!(total(action, tld, years).as_deref(), Some(expected), "{action:?} {tld} {years}");
        }
    }

    #[test]
    fn what_is_not_sold_has_no_price() {
        for (action, tld, years) in [
            (Action::Register, "com", 0),
            (Action::Register, "com", 11),
            (Action::Register, "com", u32::MAX),
            (Action::Renew, "com", 10),
            (Action::Transfer, "com", 2),
            (Action::Purchase, "com", 1),
            (Action::Register, "ai", 1),
            (Action::Register, "io", 6),
            (Action::Register, "ae", 1),
            (Action::Register, "", 1),
            (Action::Renew, "ac", 1),
            (Action::Transfer, "de", 1),
            (Action::Reactivate, "de", 1),
            (Action::Register, "audio", 1),
        ] {
            assert_eq!(quote(action, tld, years), None, "{action:?} {tld} {years}");
        }
    }

    #[test]
    fn a_tld_has_the_prices_of_what_it_allows() {
        for tld in tld::all() {
            let terms = |action| rows(ProductType::Domains, Some(action), Some(&tld.name));
            let register = terms(Action::Register);
            assert_eq!(register.len(), usize::from(tld.is_api_registerable), "{}", tld.name);
            for product in register {
                let years: Vec<u32> = product.prices.iter().map(|price| price.duration).collect();
                let sold: Vec<u32> = (tld.min_register_years..=tld.max_register_years).collect();
                assert_eq!(years, sold, "{}", tld.name);
            }
            assert_eq!(terms(Action::Renew).len(), usize::from(tld.is_api_renewable), "{}", tld.name);
            assert_eq!(terms(Action::Transfer).len(), usize::from(tld.is_api_transferable), "{}", tld.name);
        }
    }

    /// Generic names carry the fee in every row, and nothing else does.
    #[test]
    fn the_fee_goes_with_generic_names() {
        for product in PRODUCTS.iter() {
            let generic = product.product_type == ProductType::Domains
                && tld::find(&product.name).expect("priced names are known").is_generic();
            for price in &product.prices {
                assert_eq!(price.additional_cost, generic.then(|| usd("0.18")), "{}", product.name);
            }
        }
    }

    #[test]
    fn a_promotion_has_absolute_prices_and_a_list_price() {
        let xyz = rows(ProductType::Domains, Some(Action::Register), Some("XYZ"));
        let [product] = xyz[..] else { panic!("one product, not {}", xyz.len()) };
        let second = &product.prices[1];
        assert_eq!((second.price, second.pricing_type), (usd("16.96"), PricingType::Absolute));
        assert_eq!((second.regular_price, second.regular_price_type), (usd("14.98"), PricingType::Multiple));
        assert_eq!(product.origin, Origin::Namegate);
    }

    #[test]
    fn certificates_and_privacy() {
        let ssl = |action, product, years| {
            quote_product(ProductType::Ssl, action, product, years).map(|quote| quote.total.two_decimals())
        };
        assert_eq!(ssl(Action::Purchase, "PositiveSSL", 2).as_deref(), Some("15.76"));
        assert_eq!(ssl(Action::Renew, "positivessl", 1).as_deref(), Some("7.28"));
        assert_eq!(ssl(Action::Purchase, "positivessl-multi-domain-moresans", 3).as_deref(), Some("0.00"));
        assert_eq!(ssl(Action::Purchase, "positivessl", 3), None);
        assert_eq!(ssl(Action::Register, "positivessl", 1), None);
        assert_eq!(rows(ProductType::Ssl, Some(Action::Purchase), None).len(), 54);
        let instant = rows(ProductType::Ssl, Some(Action::Purchase), Some("INSTANTSSL"));
        assert_eq!(
            (instant[0].prices[0].price, instant[0].prices[0].regular_price),
            (usd("18.88"), usd("39.00"))
        );
        let privacy = rows(ProductType::Whoisguard, None, None);
        let names: Vec<_> = privacy.iter().map(|row| (row.action.word(), row.name.as_str())).collect();
        assert_eq!(
            names,
            [
                ("purchase", "whoisguard-5-pack"),
                ("purchase", "whoisguard-dual-pack"),
                ("purchase", "whoisguard-protect-one"),
                ("renew", "whoisguard-protect-one"),
            ]
        );
    }

    /// What can be bought can be renewed. A certificate's further names go with it and are not renewed apart.
    #[test]
    fn every_certificate_can_be_renewed() {
        for product in rows(ProductType::Ssl, Some(Action::Purchase), None) {
            let renewal = rows(ProductType::Ssl, Some(Action::Renew), Some(&product.name));
            assert_eq!(renewal.len(), usize::from(!product.name.ends_with("-moresans")), "{}", product.name);
        }
    }

    #[test]
    fn words() {
        assert_eq!(Action::from_word("REGISTER"), Some(Action::Register));
        assert_eq!(Action::from_word("buy"), None);
    }
}
