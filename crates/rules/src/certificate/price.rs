//! What certificates cost.

use super::Product;
use crate::money::Money;
use crate::price::{Action, ProductType, quote_product};

impl Product {
    /// The price of a certificate and of names that come on top, for the whole term. `None` when it is not sold for so
    /// many years, or has no further names.
    pub fn price(self, action: Action, years: u32, bought_names: i64) -> Option<Money> {
        let base = quote_product(ProductType::Ssl, action, &self.price_name(), years)?.total;
        if bought_names == 0 {
            return Some(base);
        }
        base.checked_add(self.price_of_names(years, bought_names)?)
    }

    /// The price of names that come on top, for a whole term of so many years; what is left of it is no matter.
    pub fn price_of_names(self, years: u32, names: i64) -> Option<Money> {
        let name = quote_product(ProductType::Ssl, Action::Purchase, &self.name_price_name()?, years)?;
        name.total.times(u32::try_from(names).ok()?)
    }

    /// The most years that it is sold for.
    pub fn most_years(self, action: Action) -> u32 {
        let product = self.price_name();
        let rows = crate::price::rows(ProductType::Ssl, Some(action), Some(&product));
        rows.iter().flat_map(|row| &row.prices).map(|price| price.duration).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::{Coverage, MOST_YEARS};

    #[test]
    fn a_certificate_with_further_names() {
        let price = |product: Product, years, names| {
            product.price(Action::Purchase, years, names).map(Money::two_decimals)
        };
        assert_eq!(price(Product::OvMultiDomain, 2, 15).as_deref(), Some("908.16"), "documented in 2018");
        assert_eq!(price(Product::Standard, 2, 0).as_deref(), Some("15.76"));
        assert_eq!(price(Product::Standard, 5, 0).as_deref(), Some("39.40"));
        assert_eq!(price(Product::Standard, 6, 0), None);
        assert_eq!(price(Product::Standard, 1, 1), None);
        assert_eq!(price(Product::San, 1, -1), None);
    }

    #[test]
    fn every_product_is_sold_and_renewed() {
        for product in Product::ALL {
            let most = product.most_years(Action::Purchase);
            assert!((1..=MOST_YEARS).contains(&i64::from(most)), "{product:?}");
            assert_eq!(product.most_years(Action::Renew), most, "{product:?}");
            for years in 1..=most {
                for action in [Action::Purchase, Action::Renew] {
                    assert!(product.price(action, years, 0).is_some(), "{product:?} {years}");
                }
                let names = product.price_of_names(years, 1);
                assert_eq!(names.is_some(), product.coverage() == Coverage::Several, "{product:?} {years}");
            }
        }
    }
}
