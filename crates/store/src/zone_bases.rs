//! What the callers of a key have read of a zone, which their next lists of its records may rest on.

use rules::zone_merge::Bases;

use crate::error::Error;
use crate::tx::Tx;

/// The table of what was read. It is written by calls that only read, which may come to their end when the domain has
/// gone, so that it does not refer to it.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE zone_base (
        domain_id bigint NOT NULL,
        key_id bigint NOT NULL,
        state {bytes} NOT NULL,
        touched bigint NOT NULL,
        PRIMARY KEY (domain_id, key_id)) {clustered}",
    "CREATE INDEX zone_base_by_time ON zone_base (touched)",
];

impl Tx<'_> {
    pub fn zone_bases(&mut self, domain_id: i64, key_id: i64) -> Result<Bases, Error> {
        let found = self.one(
            "SELECT state FROM zone_base WHERE domain_id = $1 AND key_id = $2",
            &[domain_id.into(), key_id.into()],
            |row| postcard::from_bytes(row.bytes_ref(0)?).map_err(|_| Error::corrupt("zone bases")),
        )?;
        Ok(found.unwrap_or_default())
    }

    /// Keeps what was read; `now` is unix seconds.
    pub fn set_zone_bases(
        &mut self,
        domain_id: i64,
        key_id: i64,
        bases: &Bases,
        now: i64,
    ) -> Result<(), Error> {
        let state = postcard::to_allocvec(bases).map_err(|_| Error::corrupt("zone bases"))?;
        self.execute_soon(
            "INSERT INTO zone_base (domain_id, key_id, state, touched) VALUES ($1, $2, $3, $4)
             ON CONFLICT (domain_id, key_id) DO UPDATE SET state = excluded.state, touched = excluded.touched",
            &[domain_id.into(), key_id.into(), (&state).into(), now.into()],
        )
    }

    /// Whether there is any that was touched last before `moment`, unix seconds.
    pub fn has_zone_bases_before(&mut self, moment: i64) -> Result<bool, Error> {
        let sql = "SELECT touched FROM zone_base WHERE touched < $1 LIMIT 1";
        Ok(self.one(sql, &[moment.into()], |row| row.int(0))?.is_some())
    }

    /// Forgets what was touched last before `moment`, unix seconds; of how many keys and zones.
    pub fn delete_zone_bases_before(&mut self, moment: i64) -> Result<usize, Error> {
        self.execute("DELETE FROM zone_base WHERE touched < $1", &[moment.into()])
    }

    /// Forgets all that was read.
    pub(crate) fn delete_zone_bases(&mut self) -> Result<(), Error> {
        self.execute("DELETE FROM zone_base", &[])?;
        Ok(())
    }
}
