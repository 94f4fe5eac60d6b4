//! When the proofs of control for a certificate are looked for next.

use crate::certificates::{Certificate, certificate, columns};
use crate::error::Error;
use crate::tx::Tx;

/// The table of certificates that wait.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE certificate_check (
        certificate_id bigint NOT NULL PRIMARY KEY REFERENCES certificate (id),
        due bigint NOT NULL) {clustered}",
    "CREATE INDEX certificate_check_by_due ON certificate_check (due)",
];

impl Tx<'_> {
    /// Has a certificate looked at next at `due`, unix seconds; with `None` not any more.
    pub fn set_certificate_check(&mut self, certificate_id: i64, due: Option<i64>) -> Result<(), Error> {
        self.execute("DELETE FROM certificate_check WHERE certificate_id = $1", &[certificate_id.into()])?;
        if let Some(due) = due {
            self.execute(
                "INSERT INTO certificate_check (certificate_id, due) VALUES ($1, $2)",
                &[certificate_id.into(), due.into()],
            )?;
        }
        Ok(())
    }

    /// The certificates that are to be looked at by `now`, those that wait longest first, `limit` of them.
    pub fn certificates_to_check(&mut self, now: i64, limit: i64) -> Result<Vec<Certificate>, Error> {
        self.many(
            concat!(
                "SELECT ",
                columns!(),
                " FROM certificate JOIN certificate_check ON certificate_id = id WHERE due <= $1
                  ORDER BY due, id LIMIT $2"
            ),
            &[now.into(), limit.into()],
            certificate,
        )
    }

    /// When a certificate is next looked at.
    pub fn next_certificate_check(&mut self) -> Result<Option<i64>, Error> {
        Ok(self.one("SELECT min(due) FROM certificate_check", &[], |row| row.opt_int(0))?.flatten())
    }

    /// Whether a record that is to replace this one is with the authority.
    pub fn is_certificate_being_replaced(&mut self, id: i64) -> Result<bool, Error> {
        let count = self.one(
            "SELECT count(*) FROM certificate JOIN certificate_check ON certificate_id = id WHERE replaces = $1",
            &[id.into()],
            |row| row.int(0),
        )?;
        Ok(count != Some(0))
    }
}
