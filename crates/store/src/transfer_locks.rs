//! The registrar's lock of a domain against transfers (clientTransferProhibited, RFC 5731 section 2.3).

use crate::error::Error;
use crate::tx::Tx;

/// The table of locks. A domain without a row is locked, as every new domain is.
pub(crate) const TABLES: &[&str] = &["CREATE TABLE transfer_lock (
        domain_id bigint NOT NULL PRIMARY KEY REFERENCES domain (id),
        locked boolean NOT NULL,
        held_until bigint NOT NULL)"];

/// The lock of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransferLock {
    pub locked: bool,
    /// Before this moment it cannot be taken off; unix seconds, 0 where nothing holds it.
    pub held_until: i64,
}

impl Tx<'_> {
    pub fn transfer_lock(&mut self, domain_id: i64) -> Result<TransferLock, Error> {
        let found = self.one(
            "SELECT locked, held_until FROM transfer_lock WHERE domain_id = $1",
            &[domain_id.into()],
            |row| Ok(TransferLock { locked: row.bool(0)?, held_until: row.int(1)? }),
        )?;
        Ok(found.unwrap_or(TransferLock { locked: true, held_until: 0 }))
    }

    pub fn set_transfer_lock(&mut self, domain_id: i64, lock: TransferLock) -> Result<(), Error> {
        self.execute(
            "INSERT INTO transfer_lock (domain_id, locked, held_until) VALUES ($1, $2, $3)
             ON CONFLICT (domain_id) DO UPDATE SET locked = excluded.locked, held_until = excluded.held_until",
            &[domain_id.into(), lock.locked.into(), lock.held_until.into()],
        )?;
        Ok(())
    }
}
