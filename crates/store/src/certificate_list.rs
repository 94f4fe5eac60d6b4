//! Lists of the certificates of an account, a page at a time.

use rules::certificate::State;

use crate::certificates::{Certificate, certificate, select};
use crate::domain_list::pattern;
use crate::error::Error;
use crate::tx::Tx;

/// The order of a list. Those without an end come after all others, or before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateOrder {
    Purchased,
    PurchasedDescending,
    Product,
    ProductDescending,
    Expires,
    ExpiresDescending,
    CommonName,
    CommonNameDescending,
}

/// Which certificates a list holds.
#[derive(Clone, Debug)]
pub struct CertificateFilter {
    pub account_id: i64,
    /// Part of the common name, in lower case; empty for all.
    pub search: String,
    /// `None` for all.
    pub state: Option<State>,
    /// `None` for all.
    pub years: Option<i64>,
}

macro_rules! listed {
    () => {
        "WHERE account_id = $1 AND common_name LIKE $2 ESCAPE '!' AND ($3 = '' OR state = $3)
         AND ($4 = 0 OR years = $4)"
    };
}

macro_rules! page {
    ($order:literal) => {
        select!(concat!(listed!(), " ORDER BY ", $order, " LIMIT $5 OFFSET $6"))
    };
}

impl Tx<'_> {
    /// How many certificates a list has in all.
    pub fn count_certificates(&mut self, filter: &CertificateFilter) -> Result<i64, Error> {
        let search = pattern(&filter.search);
        let values = [
            filter.account_id.into(),
            (&search).into(),
            filter.state.map_or("", State::name).into(),
            filter.years.unwrap_or(0).into(),
        ];
        let sql = concat!("SELECT count(*) FROM certificate ", listed!());
        Ok(self.one(sql, &values, |row| row.int(0))?.unwrap_or(0))
    }

    /// `limit` certificates of a list after the first `offset`.
    pub fn list_certificates(
        &mut self,
        filter: &CertificateFilter,
        order: CertificateOrder,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Certificate>, Error> {
        // Engines differ in where they sort what is null.
        let sql = match order {
            CertificateOrder::Purchased => page!("purchased, id"),
            CertificateOrder::PurchasedDescending => page!("purchased DESC, id"),
            CertificateOrder::Product => page!("product, id"),
            CertificateOrder::ProductDescending => page!("product DESC, id"),
            CertificateOrder::Expires => page!("coalesce(term_ends, 9223372036854775807), id"),
            CertificateOrder::ExpiresDescending => {
                page!("coalesce(term_ends, 9223372036854775807) DESC, id")
            }
            CertificateOrder::CommonName => page!("common_name, id"),
            CertificateOrder::CommonNameDescending => page!("common_name DESC, id"),
        };
        let search = pattern(&filter.search);
        let values = [
            filter.account_id.into(),
            (&search).into(),
            filter.state.map_or("", State::name).into(),
            filter.years.unwrap_or(0).into(),
            limit.into(),
            offset.into(),
        ];
        self.many(sql, &values, certificate)
    }
}
