//! Codes with which domains are handed to another registrar (RFC 9154): of each its hash alone, and its end.

use crate::error::Error;
use crate::tx::Tx;

/// The table of codes.
pub(crate) const TABLES: &[&str] = &["CREATE TABLE auth_code (
        domain_id bigint NOT NULL PRIMARY KEY REFERENCES domain (id),
        hash {bytes} NOT NULL,
        ends bigint NOT NULL) {clustered}"];

impl Tx<'_> {
    /// Gives a domain a code, in the place of one that it had.
    pub fn set_auth_code(&mut self, domain_id: i64, hash: &[u8], ends: i64) -> Result<(), Error> {
        self.execute(
            "INSERT INTO auth_code (domain_id, hash, ends) VALUES ($1, $2, $3)
             ON CONFLICT (domain_id) DO UPDATE SET hash = excluded.hash, ends = excluded.ends",
            &[domain_id.into(), hash.into(), ends.into()],
        )?;
        Ok(())
    }

    /// Whether a hash is that of the domain's code, and the code has not ended by `now`.
    pub fn is_auth_code(&mut self, domain_id: i64, hash: &[u8], now: i64) -> Result<bool, Error> {
        let found = self.one(
            "SELECT ends FROM auth_code WHERE domain_id = $1 AND hash = $2 AND ends > $3",
            &[domain_id.into(), hash.into(), now.into()],
            |row| row.int(0),
        )?;
        Ok(found.is_some())
    }
}
