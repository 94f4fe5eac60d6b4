//! Lists of the domains of an account, a page at a time.

use crate::domains::{Domain, domain};
use crate::error::Error;
use crate::tx::Tx;

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomainOrder {
    Name,
    NameDescending,
    Expires,
    ExpiresDescending,
    Created,
    CreatedDescending,
}

/// Which domains a list holds.
#[derive(Clone, Debug)]
pub struct DomainFilter {
    pub account_id: i64,
    /// Part of the name, in lower case; empty for all.
    pub search: String,
    /// Only those that expire in this span of unix seconds, the end not included.
    pub expires: (i64, i64),
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedDomain {
    pub domain: Domain,
    /// Whether its privacy is on; `None` without a subscription.
    pub privacy: Option<bool>,
}

macro_rules! page {
    ($order:literal) => {
        concat!(
            "SELECT d.id, d.name, d.account_id, d.created, d.expires, d.auto_renew, d.locked, d.premium, d.name_servers,
                    p.enabled
             FROM domain d LEFT JOIN privacy p ON p.domain_id = d.id
             WHERE d.account_id = $1 AND d.name LIKE $2 ESCAPE '!' AND d.expires >= $3 AND d.expires < $4
             ORDER BY ",
            $order,
            " LIMIT $5 OFFSET $6"
        )
    };
}

impl Tx<'_> {
    /// How many domains a list has in all.
    pub fn count_domains(&mut self, filter: &DomainFilter) -> Result<i64, Error> {
        let count = self.one(
            "SELECT count(*) FROM domain d
             WHERE d.account_id = $1 AND d.name LIKE $2 ESCAPE '!' AND d.expires >= $3 AND d.expires < $4",
            &[
                filter.account_id.into(),
                pattern(&filter.search).as_str().into(),
                filter.expires.0.into(),
                filter.expires.1.into(),
            ],
            |row| row.int(0),
        )?;
        Ok(count.unwrap_or(0))
    }

    /// `limit` domains of a list after the first `offset`.
    pub fn list_domains(
        &mut self,
        filter: &DomainFilter,
        order: DomainOrder,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<ListedDomain>, Error> {
        let sql = match order {
            DomainOrder::Name => page!("d.name"),
            DomainOrder::NameDescending => page!("d.name DESC"),
            DomainOrder::Expires => page!("d.expires, d.name"),
            DomainOrder::ExpiresDescending => page!("d.expires DESC, d.name"),
            DomainOrder::Created => page!("d.created, d.name"),
            DomainOrder::CreatedDescending => page!("d.created DESC, d.name"),
        };
        let search = pattern(&filter.search);
        let values = [
            filter.account_id.into(),
            (&search).into(),
            filter.expires.0.into(),
            filter.expires.1.into(),
            limit.into(),
            offset.into(),
        ];
        self.many(sql, &values, |row| Ok(ListedDomain { domain: domain(row)?, privacy: row.opt_bool(9)? }))
    }
}

/// A LIKE pattern for names that hold `search`, which itself means nothing special.
pub(crate) fn pattern(search: &str) -> String {
    let plain = search.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{plain}%")
}
