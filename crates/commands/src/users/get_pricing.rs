//! `namecheap.users.getPricing`: the price list of a product type.

use wire::text::Amount;
use wire::{Body, Command, Element, refusals, words};

words! {
    /// What is sold. WHOISGUARD left the page and was answered in 2019 (recorded).
    pub enum ProductWord {
        Domain = "DOMAIN",
        SslCertificate = "SSLCERTIFICATE",
        Whoisguard = "WHOISGUARD",
    }
}

words! {
    /// What is done with it.
    pub enum ActionWord {
        Register = "REGISTER",
        Renew = "RENEW",
        Reactivate = "REACTIVATE",
        Transfer = "TRANSFER",
        Purchase = "PURCHASE",
    }
}

/// Price sheet for a product type, narrowed by action and product
#[derive(Command)]
#[command(name = "namecheap.users.getPricing", effect = Read, response = Response)]
pub struct Request {
    /// What is sold.
    #[param(max = 20, subject = 298)]
    pub product_type: ProductWord,
    /// Older pages put the action here; what else it narrows is not known.
    #[param(max = 20, subject = 298)]
    pub product_category: Option<String>,
    /// A coupon.
    #[param(max = 20, subject = 170)]
    pub promotion_code: Option<String>,
    /// All actions when left out.
    #[param(max = 20, subject = 298)]
    pub action_name: Option<ActionWord>,
    /// A TLD without its dot, or the name of a product; all when left out.
    #[param(max = 20, subject = 298)]
    pub product_name: Option<String>,
}

#[derive(Body, Debug)]
#[body(name = "UserGetPricingResult")]
pub struct Response {
    #[child(name = "ProductType")]
    pub product_types: Vec<ProductType>,
}

#[derive(Element, Debug)]
pub struct ProductType {
    #[attr]
    pub name: String,
    #[child(name = "ProductCategory")]
    pub categories: Vec<ProductCategory>,
}

#[derive(Element, Debug)]
pub struct ProductCategory {
    /// The action.
    #[attr]
    pub name: String,
    #[child(name = "Product")]
    pub products: Vec<Product>,
}

#[derive(Element, Debug)]
pub struct Product {
    #[attr]
    pub name: String,
    #[child(name = "Price")]
    pub prices: Vec<Price>,
}

/// A price. `MULTIPLE` is per year, `ABSOLUTE` for the whole duration.
#[derive(Element, Debug)]
pub struct Price {
    #[attr]
    pub duration: i64,
    #[attr]
    pub duration_type: String,
    #[attr]
    pub price: Amount<2>,
    #[attr]
    pub pricing_type: String,
    /// The ICANN fee of a year, not in the price; left out where there is none.
    #[attr]
    pub additional_cost: Option<Amount<2>>,
    #[attr]
    pub regular_price: Amount<2>,
    #[attr]
    pub regular_price_type: String,
    #[attr]
    pub regular_additional_cost: Option<Amount<2>>,
    #[attr]
    pub regular_additional_cost_type: Option<String>,
    #[attr]
    pub your_price: Amount<2>,
    #[attr]
    pub your_price_type: String,
    /// Spelled so on the wire.
    #[attr(name = "YourAdditonalCost")]
    pub your_additional_cost: Option<Amount<2>>,
    /// Spelled so on the wire.
    #[attr(name = "YourAdditonalCostType")]
    pub your_additional_cost_type: Option<String>,
    /// `0.0` without a promotion.
    #[attr]
    pub promotion_price: String,
    #[attr]
    pub currency: String,
}

refusals! {
    BAD_PROMOTION_CODE = 2011170 "PromotionCode is invalid";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use rules::price::{self, Action};

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, _: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            if self.promotion_code.is_some() {
                return Err(BAD_PROMOTION_CODE.into());
            }
            let product_type = match self.product_type {
                ProductWord::Domain => price::ProductType::Domains,
                ProductWord::SslCertificate => price::ProductType::Ssl,
                ProductWord::Whoisguard => price::ProductType::Whoisguard,
            };
            let rows = price::rows(product_type, self.action(), self.product_name.as_deref());
            let categories = grouped(&rows);
            let named = ProductType { name: product_type.name().to_owned(), categories };
            // A product that is not sold has no price, and that is no error (observed 2026).
            Ok(Response { product_types: if rows.is_empty() { Vec::new() } else { vec![named] } })
        }
    }

    impl Request {
        /// The action asked for; older pages put it into ProductCategory.
        fn action(&self) -> Option<Action> {
            let category = self.product_category.as_deref().and_then(Action::from_word);
            let named = self.action_name.map(|word| match word {
                ActionWord::Register => Action::Register,
                ActionWord::Renew => Action::Renew,
                ActionWord::Reactivate => Action::Reactivate,
                ActionWord::Transfer => Action::Transfer,
                ActionWord::Purchase => Action::Purchase,
            });
            named.or(category)
        }
    }

    fn grouped(rows: &[&'static price::Product]) -> Vec<ProductCategory> {
        let mut categories: Vec<ProductCategory> = Vec::new();
        for row in rows {
            let action = row.action.word();
            if categories.last().is_none_or(|last| last.name != action) {
                categories.push(ProductCategory { name: action.to_owned(), products: Vec::new() });
            }
            if let Some(category) = categories.last_mut() {
                let prices = row.prices.iter().map(shown).collect();
                category.products.push(Product { name: row.name.clone(), prices });
            }
        }
        categories
    }

    fn shown(row: &price::Price) -> Price {
        let amount = |money: rules::money::Money| Amount(money.ten_thousandths);
        let cost = row.additional_cost.map(amount);
        let cost_type = cost.map(|_| price::PricingType::Multiple.word().to_owned());
        Price {
            duration: row.duration.into(),
            duration_type: "YEAR".to_owned(),
            price: amount(row.price),
            pricing_type: row.pricing_type.word().to_owned(),
            additional_cost: cost,
            regular_price: amount(row.regular_price),
            regular_price_type: row.regular_price_type.word().to_owned(),
            regular_additional_cost: cost,
            regular_additional_cost_type: cost_type.clone(),
            your_price: amount(row.price),
            your_price_type: row.pricing_type.word().to_owned(),
            your_additional_cost: cost,
            your_additional_cost_type: cost_type,
            promotion_price: "0.0".to_owned(),
            currency: row.price.currency.code().to_owned(),
        }
    }
}
