//! Domains that are renewed by themselves, and when that was last tried in vain.

use crate::domains::{Domain, domain};
use crate::error::Error;
use crate::tx::Tx;

/// The table of attempts. One is about the term that ends when it says.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE auto_renewal (
        domain_id bigint NOT NULL PRIMARY KEY REFERENCES domain (id),
        term_end bigint NOT NULL,
        next bigint NOT NULL)",
    "CREATE INDEX domain_by_auto_renewal ON domain (auto_renew, expires)",
];

impl Tx<'_> {
    /// Domains to be renewed by themselves, `limit` of them: their terms end at `end` or before, and an attempt that was
    /// made is to be repeated at `now` or before. Behind each, whether one was made.
    pub fn domains_to_renew(&mut self, end: i64, now: i64, limit: i64) -> Result<Vec<(Domain, bool)>, Error> {
        self.many(
            "SELECT d.id, d.name, d.account_id, d.created, d.expires, d.auto_renew, d.locked, d.premium,
                    d.name_servers, a.next
             FROM domain d LEFT JOIN auto_renewal a ON a.domain_id = d.id AND a.term_end = d.expires
             WHERE d.auto_renew = true AND d.expires <= $1 AND (a.next IS NULL OR a.next <= $2)
             ORDER BY d.expires LIMIT $3",
            &[end.into(), now.into(), limit.into()],
            |row| Ok((domain(row)?, row.opt_int(9)?.is_some())),
        )
    }

    /// Notes that the renewal of a domain is tried again at `next`, as long as its term ends at `term_end`.
    pub fn put_off_auto_renewal(&mut self, domain_id: i64, term_end: i64, next: i64) -> Result<(), Error> {
        self.execute(
            "INSERT INTO auto_renewal (domain_id, term_end, next) VALUES ($1, $2, $3)
             ON CONFLICT (domain_id) DO UPDATE SET term_end = excluded.term_end, next = excluded.next",
            &[domain_id.into(), term_end.into(), next.into()],
        )?;
        Ok(())
    }

    /// The first end after `end` of a term that is lengthened by itself.
    pub fn next_renewed_end(&mut self, end: i64) -> Result<Option<i64>, Error> {
        let sql =
            "SELECT expires FROM domain WHERE auto_renew = true AND expires > $1 ORDER BY expires LIMIT 1";
        self.one(sql, &[end.into()], |row| row.int(0))
    }

    /// The first moment after `now` at which an attempt is repeated.
    pub fn next_repeated_renewal(&mut self, now: i64) -> Result<Option<i64>, Error> {
        self.one(
            "SELECT a.next FROM auto_renewal a JOIN domain d ON d.id = a.domain_id AND d.expires = a.term_end
             WHERE d.auto_renew = true AND a.next > $1 ORDER BY a.next LIMIT 1",
            &[now.into()],
            |row| row.int(0),
        )
    }
}
