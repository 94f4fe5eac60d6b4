//! Buying a certificate that follows one whose term ends.

use rules::certificate::{Named, Product, State, is_renewable, named};
use rules::price::Action;
use serde::{Deserialize, Serialize};
use store::{Certificate, Purchase};

use super::{claim, purchase};
use crate::caller::Caller;
use crate::orders::{self, Bought, Kept, Opened};
use crate::reach;
use crate::runner::Cx;

/// A renewal as a caller wants it.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The certificate whose term ends.
    pub certificate_id: i64,
    /// What the request calls the product.
    pub product: &'a str,
    pub years: i64,
    pub promotion_code: Option<&'a str>,
}

/// Why a certificate was not renewed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is no such product")]
    Unknown,
    #[error("the product is no longer sold")]
    Discontinued,
    #[error("the account has no such certificate")]
    NotFound,
    #[error("the certificate is of another product")]
    OtherProduct,
    #[error("the product is not sold for more than {most} years")]
    Years { most: u32 },
    #[error("a renewal was bought already")]
    Renewed,
    #[error("the certificate is not active")]
    NotActive,
    #[error("its term ends much later, or was over long ago")]
    NotNow,
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
pub struct CertificateRenewal {
    certificate_id: i64,
    years: u32,
}

/// Opens an order and holds its price; further names that were bought are paid for again. One renewal a certificate.
pub fn open(cx: &mut Cx<'_, '_>, caller: &Caller, wish: Wish<'_>) -> Result<Opened, Error> {
    let product = match named(wish.product) {
        Named::Sold(product) => product,
        Named::Discontinued => return Err(Error::Discontinued),
        Named::Unknown => return Err(Error::Unknown),
    };
    let found = reach::certificate(cx, caller, wish.certificate_id)?;
    let certificate = found.ok_or(Error::NotFound)?;
    if certificate.product != product {
        return Err(Error::OtherProduct);
    }
    let years = u32::try_from(wish.years).ok();
    let price =
        years.and_then(|years| Some((years, product.price(Action::Renew, years, certificate.bought_names)?)));
    let (years, price) = price.ok_or_else(|| Error::Years { most: product.most_years(Action::Renew) })?;
    check(cx, &certificate)?;
    if wish.promotion_code.is_some() {
        return Err(Error::PromotionCode);
    }
    let bought = CertificateRenewal { certificate_id: certificate.id, years };
    let opened = orders::open(cx, caller, &bought, price)?;
    cx.tx.claim_name(&claim(certificate.id), opened.purchase_id)?;
    Ok(opened)
}

fn check(cx: &mut Cx<'_, '_>, certificate: &Certificate) -> Result<(), Error> {
    if is_renewed(cx, certificate)? {
        return Err(Error::Renewed);
    }
    let term = certificate.term.filter(|_| certificate.state == State::Active).ok_or(Error::NotActive)?;
    if is_renewable(term.ends, cx.now) { Ok(()) } else { Err(Error::NotNow) }
}

/// Whether a renewal was bought, or is about to be, of the record or one in whose place it was issued.
fn is_renewed(cx: &mut Cx<'_, '_>, certificate: &Certificate) -> Result<bool, store::Error> {
    let mut record = Some(certificate.clone());
    while let Some(Certificate { id, replaces, .. }) = record {
        if cx.tx.is_name_claimed(&claim(id))? || cx.tx.is_certificate_renewed(id)? {
            return Ok(true);
        }
        record = replaces.map(|before| cx.tx.certificate(before)).transpose()?.flatten();
    }
    Ok(false)
}

impl Kept for CertificateRenewal {
    const KIND: &'static str = "certificate renewal";
}

impl Bought for CertificateRenewal {
    fn reason(&self) -> String {
        format!("renew certificate {}", self.certificate_id)
    }

    fn fulfil(self: Box<Self>, cx: &mut Cx<'_, '_>, purchase: &Purchase) -> Result<(), store::Error> {
        let gone = || store::Error::Engine("a renewed certificate is gone".into());
        let renewed = cx.tx.certificate(self.certificate_id)?.ok_or_else(gone)?;
        let what: (Product, u32, i64) = (renewed.product, self.years, renewed.bought_names);
        let certificate = purchase::record(cx, purchase, what, Some(renewed.id))?;
        cx.tx.insert_certificate(&certificate)
    }
}
