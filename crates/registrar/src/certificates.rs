//! Certificates: bought, renewed and looked at. A renewal or a reissue is a record of its own.

pub mod activation;
pub mod approval;
pub mod fulfilment;
pub(crate) mod issue;
pub mod more_names;
pub mod purchase;
pub mod renewal;
pub mod revocation;
pub mod validation;

use rules::certificate::State;
use store::{Certificate, CertificateFilter, CertificateName, CertificateOrder};

use crate::caller::Caller;
use crate::reach::{self, Page};
use crate::runner::Cx;

/// Which certificates a list holds.
#[derive(Clone, Copy, Debug)]
pub struct Which<'a> {
    /// `None` for all.
    pub state: Option<State>,
    /// Part of the common name, in any letter case; empty for all.
    pub search: &'a str,
    /// `None` for all.
    pub years: Option<i64>,
}

/// A page of the caller's certificates, counted from 1.
pub fn list(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    which: Which<'_>,
    order: CertificateOrder,
    page: (i64, i64),
) -> Result<Page<Certificate>, store::Error> {
    let filter = CertificateFilter {
        account_id: caller.user.id,
        search: which.search.to_ascii_lowercase(),
        state: which.state,
        years: which.years,
    };
    reach::page(
        cx,
        caller,
        page,
        |tx| tx.count_certificates(&filter),
        |tx, limit, offset| tx.list_certificates(&filter, order, limit, offset),
        |certificate| reach::is_of(caller, certificate),
    )
}

/// A certificate of the caller and its names, the common name first; none while it is new.
pub fn find(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    id: i64,
) -> Result<Option<(Certificate, Vec<CertificateName>)>, store::Error> {
    let Some(certificate) = reach::certificate(cx, caller, id)? else { return Ok(None) };
    let names = cx.tx.certificate_names(id)?;
    Ok(Some((certificate, names)))
}

/// A certificate, whoever holds it.
pub fn record(cx: &mut Cx<'_, '_>, id: i64) -> Result<Option<Certificate>, store::Error> {
    cx.tx.certificate(id)
}

/// The certificate that an order brought.
pub fn of_order(cx: &mut Cx<'_, '_>, purchase_id: i64) -> Result<Option<Certificate>, store::Error> {
    cx.tx.certificate_of_purchase(purchase_id)
}

/// What an order claims whose certificate must not be changed by another meanwhile. No domain has such a name.
fn claim(id: i64) -> String {
    format!("certificate {id}")
}
