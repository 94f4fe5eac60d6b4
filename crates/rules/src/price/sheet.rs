//! Spells the compact price file out into one row for each term.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Action, Price, PricingType, Product, ProductType};
use crate::money::Money;
use crate::tld::{self, Origin, Tld};

/// Nobody holds a name for more than ten years ahead, and a renewal comes on top of what is left: the recorded
/// renewals end at nine although the list of top level domains says ten.
const LONGEST_RENEWAL: u32 = 9;

/// All products, by type, action and name.
pub(super) static PRODUCTS: LazyLock<Vec<Product>> = LazyLock::new(|| {
    // The file is part of the binary, and the tests of this module and the one above read all of it.
    let file: File =
        toml::from_str(include_str!("../../data/prices.toml")).expect("data/prices.toml is well formed");
    file.products()
});

/// An amount as the file writes it.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct Amount(Money);

impl TryFrom<String> for Amount {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Money::parse_usd(&text).map(Amount).ok_or_else(|| format!("{text:?} is no amount"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    icann_fee: Amount,
    recorded: Recorded,
    namegate: Own,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recorded {
    domains: Vec<Row>,
    ssl: Vec<Row>,
    whoisguard: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    ssl: Vec<Row>,
    year: Amount,
    band: Vec<Band>,
}

/// A product's prices, term by term; the last holds for all longer terms.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    action: Action,
    product: String,
    years: u32,
    price: Vec<Amount>,
    regular: Option<Vec<Amount>>,
}

/// One price for several top level domains.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    year: Amount,
    first: Option<Amount>,
    tld: Vec<String>,
}

impl File {
    fn products(self) -> Vec<Product> {
        let lists = [
            (ProductType::Domains, Origin::Recorded, &self.recorded.domains),
            (ProductType::Ssl, Origin::Recorded, &self.recorded.ssl),
            (ProductType::Ssl, Origin::Namegate, &self.namegate.ssl),
            (ProductType::Whoisguard, Origin::Recorded, &self.recorded.whoisguard),
        ];
        let mut products: Vec<Product> = Vec::new();
        for (product_type, origin, rows) in lists {
            products.extend(rows.iter().map(|row| row.product(product_type, origin, self.icann_fee.0)));
        }
        products.extend(self.own_domains());
        products.sort_by(|a, b| a.key().cmp(&b.key()));
        products
    }

    /// What the recordings leave open, for every top level domain.
    fn own_domains(&self) -> Vec<Product> {
        let bands: HashMap<&str, &Band> = self
            .namegate
            .band
            .iter()
            .flat_map(|band| band.tld.iter().map(move |tld| (tld.as_str(), band)))
            .collect();
        let default = Band { year: self.namegate.year, first: None, tld: Vec::new() };
        let recorded = |action, tld: &Tld| {
            self.recorded.domains.iter().any(|row| row.action == action && row.product == tld.name)
        };
        let mut products = Vec::new();
        for tld in tld::all() {
            let band = bands.get(tld.name.as_str()).copied().unwrap_or(&default);
            let open = Action::ALL.into_iter().filter(|action| !recorded(*action, tld));
            products.extend(open.filter_map(|action| band.product(action, tld, self.icann_fee.0)));
        }
        products
    }
}

impl Row {
    fn product(&self, product_type: ProductType, origin: Origin, icann_fee: Money) -> Product {
        let fee = match product_type {
            ProductType::Domains => tld::find(&self.product).and_then(|tld| fee_of(tld, icann_fee)),
            ProductType::Ssl | ProductType::Whoisguard => None,
        };
        let regular = self.regular.as_ref().unwrap_or(&self.price);
        let prices = (1..=self.years).filter_map(|duration| {
            Some(Price {
                duration,
                price: of_term(&self.price, duration)?,
                pricing_type: PricingType::Multiple,
                additional_cost: fee,
                regular_price: of_term(regular, duration)?,
                regular_price_type: PricingType::Multiple,
            })
        });
        Product {
            product_type,
            action: self.action,
            name: self.product.clone(),
            prices: prices.collect(),
            origin,
        }
    }
}

fn of_term(prices: &[Amount], duration: u32) -> Option<Money> {
    prices.get(duration as usize - 1).or(prices.last()).map(|amount| amount.0)
}

fn fee_of(tld: &Tld, icann_fee: Money) -> Option<Money> {
    tld.is_generic().then_some(icann_fee)
}

/// The terms that the API sells. A reactivation or a transfer is for one year.
fn terms(action: Action, tld: &Tld) -> Option<RangeInclusive<u32>> {
    let sold = match action {
        Action::Register => tld.is_api_registerable,
        Action::Renew => tld.is_api_renewable,
        Action::Reactivate => tld.is_api_renewable && tld.reactivate_max_days > 0,
        Action::Transfer => tld.is_api_transferable,
        Action::Purchase => false,
    };
    sold.then(|| match action {
        Action::Register => tld.min_register_years..=tld.max_register_years,
        Action::Renew => tld.min_renew_years..=tld.max_renew_years.min(LONGEST_RENEWAL),
        Action::Reactivate | Action::Transfer | Action::Purchase => 1..=1,
    })
}

impl Band {
    fn product(&self, action: Action, tld: &Tld, icann_fee: Money) -> Option<Product> {
        let first = self.first.filter(|_| action == Action::Register);
        let fee = fee_of(tld, icann_fee);
        let prices: Option<Vec<Price>> =
            terms(action, tld)?.map(|duration| self.price(duration, first, fee)).collect();
        Some(Product {
            product_type: ProductType::Domains,
            action,
            name: tld.name.clone(),
            prices: prices?,
            origin: Origin::Namegate,
        })
    }

    fn price(&self, duration: u32, first: Option<Amount>, fee: Option<Money>) -> Option<Price> {
        let (price, pricing_type) = match first {
            Some(first) => (first.0.checked_add(self.year.0.times(duration - 1)?)?, PricingType::Absolute),
            None => (self.year.0, PricingType::Multiple),
        };
        Some(Price {
            duration,
            price,
            pricing_type,
            additional_cost: fee,
            regular_price: self.year.0,
            regular_price_type: PricingType::Multiple,
        })
    }
}

impl Product {
    /// What the list is sorted and searched by.
    pub(super) fn key(&self) -> (ProductType, Action, &str) {
        (self.product_type, self.action, &self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_name_known_tlds_once() {
        let file: File = toml::from_str(include_str!("../../data/prices.toml")).expect("the file parses");
        let mut named: Vec<&String> = file.namegate.band.iter().flat_map(|band| &band.tld).collect();
        let total = named.len();
        for name in &named {
            assert!(tld::find(name).is_some(), "{name} is no known top level domain");
        }
        named.sort();
        named.dedup();
        assert_eq!(named.len(), total, "a name stands in two bands");
    }

    #[test]
    fn products_are_sorted_without_doubles_and_without_gaps() {
        assert!(PRODUCTS.windows(2).all(|pair| pair[0].key() < pair[1].key()));
        for product in PRODUCTS.iter() {
            assert!(!product.prices.is_empty(), "{}", product.name);
            assert!(product.prices.windows(2).all(|pair| pair[0].duration + 1 == pair[1].duration));
            assert_eq!(product.name, product.name.to_ascii_lowercase());
        }
    }
}
