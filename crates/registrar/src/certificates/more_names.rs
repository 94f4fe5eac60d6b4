//! Buying names on top of those that a certificate can hold. It holds them once it is activated or issued anew.

use rules::certificate::{Coverage, MOST_BOUGHT_NAMES, State};
use serde::{Deserialize, Serialize};
use store::{Certificate, Purchase};

use super::claim;
use crate::caller::Caller;
use crate::orders::{self, Bought, Kept, Opened};
use crate::reach;
use crate::runner::Cx;

/// Why names were not bought.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the account has no such certificate, or it has ended")]
    NotFound,
    #[error("certificates of the product have no further names")]
    NoFurtherNames,
    #[error("a certificate does not hold so many names")]
    TooManyNames,
    #[error("another order for the certificate is under way")]
    UnderWay,
    #[error("the account has not enough funds")]
    Insufficient,
    #[error(transparent)]
    Store(#[from] store::Error),
}

orders::error_of_orders!(Error);

/// What the order buys.
#[derive(Serialize, Deserialize)]
pub struct FurtherNames {
    certificate_id: i64,
    names: i64,
}

/// Opens an order and holds its price.
pub fn open(cx: &mut Cx<'_, '_>, caller: &Caller, certificate_id: i64, names: i64) -> Result<Opened, Error> {
    let found = reach::certificate(cx, caller, certificate_id)?;
    let certificate = found.filter(|certificate| is_of_use(certificate, cx.now)).ok_or(Error::NotFound)?;
    if certificate.product.coverage() != Coverage::Several {
        return Err(Error::NoFurtherNames);
    }
    if names < 1 || certificate.bought_names.saturating_add(names) > MOST_BOUGHT_NAMES {
        return Err(Error::TooManyNames);
    }
    if cx.tx.is_name_claimed(&claim(certificate.id))? {
        return Err(Error::UnderWay);
    }
    // What was sold for so many years has a price for them.
    let price = certificate.product.price_of_names(certificate.years, names).ok_or(Error::NoFurtherNames)?;
    let opened = orders::open(cx, caller, &FurtherNames { certificate_id, names }, price)?;
    cx.tx.claim_name(&claim(certificate.id), opened.purchase_id)?;
    Ok(opened)
}

/// Whether it can yet hold more names: at its activation, or issued anew within its term.
fn is_of_use(certificate: &Certificate, now: i64) -> bool {
    match certificate.state {
        State::NewPurchase | State::NewRenewal => now <= certificate.activation_ends,
        State::Purchased | State::Active => certificate.term.is_none_or(|term| now < term.ends),
        State::PurchaseError | State::Replaced | State::Cancelled => false,
    }
}

impl Kept for FurtherNames {
    const KIND: &'static str = "names of a certificate";
}

impl Bought for FurtherNames {
    fn reason(&self) -> String {
        format!("buy {} names of certificate {}", self.names, self.certificate_id)
    }

    /// A certificate that was issued anew meanwhile passes them on.
    fn fulfil(self: Box<Self>, cx: &mut Cx<'_, '_>, _: &Purchase) -> Result<(), store::Error> {
        let gone = || store::Error::Engine("a certificate is gone".into());
        let mut certificate = cx.tx.certificate(self.certificate_id)?.ok_or_else(gone)?;
        while let Some(successor) = certificate.replaced_by {
            certificate = cx.tx.certificate(successor)?.ok_or_else(gone)?;
        }
        let bought_names = certificate.bought_names.saturating_add(self.names);
        cx.tx.save_certificate(&Certificate { bought_names, ..certificate })
    }
}
