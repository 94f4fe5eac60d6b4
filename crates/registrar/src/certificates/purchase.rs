//! Buying a certificate: a record that is for no name yet.

use rules::certificate::{ACTIVATION_PERIOD, Coverage, MOST_BOUGHT_NAMES, Named, Product, State, named};
use rules::price::Action;
use serde::{Deserialize, Serialize};
use store::{Certificate, Kind, Purchase};

use crate::caller::Caller;
use crate::orders::{self, Bought, Kept, Opened};
use crate::runner::Cx;

/// A certificate as a caller wants it.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// What the request calls the product.
    pub product: &'a str,
    pub years: i64,
    /// Names beyond those that the price includes.
    pub names: i64,
    pub promotion_code: Option<&'a str>,
}

/// Why a certificate was not bought.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is no such product")]
    Unknown,
    #[error("the product is no longer sold")]
    Discontinued,
    #[error("the product is not sold for so many years")]
    Years,
    #[error("certificates of the product have no further names")]
    NoFurtherNames,
    #[error("a certificate does not hold so many names")]
    TooManyNames,
    #[error("the promotion code is not known")]
    PromotionCode,
    #[error("the account has not enough funds")]
    Insufficient,
    #[error(transparent)]
    Store(#[from] store::Error),
}

orders::error_of_orders!(Error);

/// What the order buys.
#[derive(Serialize, Deserialize)]
pub struct NewCertificate {
    product: String,
    years: u32,
    names: i64,
}

/// Opens an order and holds its price.
pub fn open(cx: &mut Cx<'_, '_>, caller: &Caller, wish: Wish<'_>) -> Result<Opened, Error> {
    let product = match named(wish.product) {
        Named::Sold(product) => product,
        Named::Discontinued => return Err(Error::Discontinued),
        Named::Unknown => return Err(Error::Unknown),
    };
    if wish.names > 0 && product.coverage() != Coverage::Several {
        return Err(Error::NoFurtherNames);
    }
    if !(0..=MOST_BOUGHT_NAMES).contains(&wish.names) {
        return Err(Error::TooManyNames);
    }
    let years = u32::try_from(wish.years).map_err(|_| Error::Years)?;
    let price = product.price(Action::Purchase, years, wish.names).ok_or(Error::Years)?;
    // No code is known: none was ever given.
    if wish.promotion_code.is_some() {
        return Err(Error::PromotionCode);
    }
    let bought = NewCertificate { product: product.name().to_owned(), years, names: wish.names };
    Ok(orders::open(cx, caller, &bought, price)?)
}

/// A record as a purchase or a renewal makes it.
pub(super) fn record(
    cx: &mut Cx<'_, '_>,
    purchase: &Purchase,
    (product, years, bought_names): (Product, u32, i64),
    renewal_of: Option<i64>,
) -> Result<Certificate, store::Error> {
    Ok(Certificate {
        id: cx.tx.next_id(Kind::Certificate)?,
        account_id: purchase.account_id,
        purchase_id: purchase.id,
        product,
        years,
        bought_names,
        state: if renewal_of.is_some() { State::NewRenewal } else { State::NewPurchase },
        purchased: purchase.created,
        activation_ends: purchase.created.saturating_add(ACTIVATION_PERIOD),
        renewal_of,
        replaces: None,
        replaced_by: None,
        request: None,
        term: None,
        issued: None,
        revoked: None,
    })
}

impl Kept for NewCertificate {
    const KIND: &'static str = "certificate";
}

impl Bought for NewCertificate {
    fn reason(&self) -> String {
        format!("buy {}", self.product)
    }

    fn fulfil(self: Box<Self>, cx: &mut Cx<'_, '_>, purchase: &Purchase) -> Result<(), store::Error> {
        let Named::Sold(product) = named(&self.product) else {
            return Err(store::Error::Engine("an order is for a product that is unknown".into()));
        };
        let certificate = record(cx, purchase, (product, self.years, self.names), None)?;
        cx.tx.insert_certificate(&certificate)
    }
}
