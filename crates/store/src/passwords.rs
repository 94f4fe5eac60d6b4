//! Passwords of accounts, and the codes that open the way to a new one.

use crate::error::Error;
use crate::tx::Tx;

/// The tables of passwords and reset codes.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE account_password (
        account_id bigint NOT NULL PRIMARY KEY REFERENCES account (id),
        hash text NOT NULL,
        wrong bigint NOT NULL,
        locked_until bigint NOT NULL) {clustered}",
    "CREATE TABLE reset_code (
        account_id bigint NOT NULL PRIMARY KEY REFERENCES account (id),
        hash {bytes} NOT NULL UNIQUE,
        expires bigint NOT NULL) {clustered}",
];

/// What is kept of a password. Its `Debug` shows no hash.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptPassword {
    /// In the PHC string format, with its own parameters.
    pub hash: String,
    /// Wrong ones in a row.
    pub wrong: i64,
    /// Unix seconds; no password is taken before.
    pub locked_until: i64,
}

impl std::fmt::Debug for KeptPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let KeptPassword { wrong, locked_until, .. } = self;
        write!(f, "KeptPassword {{ wrong: {wrong}, locked_until: {locked_until}, .. }}")
    }
}

impl Tx<'_> {
    /// What is kept of the password of an account; `None` for one without.
    pub fn password(&mut self, account_id: i64) -> Result<Option<KeptPassword>, Error> {
        self.one(
            "SELECT hash, wrong, locked_until FROM account_password WHERE account_id = $1",
            &[account_id.into()],
            |row| Ok(KeptPassword { hash: row.text(0)?, wrong: row.int(1)?, locked_until: row.int(2)? }),
        )
    }

    /// Sets the password of an account, which is not locked from then on; a reset code of it is void.
    pub fn set_password(&mut self, account_id: i64, hash: &str) -> Result<(), Error> {
        self.execute(
            "INSERT INTO account_password (account_id, hash, wrong, locked_until) VALUES ($1, $2, 0, 0)
             ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, wrong = 0, locked_until = 0",
            &[account_id.into(), hash.into()],
        )?;
        self.execute("DELETE FROM reset_code WHERE account_id = $1", &[account_id.into()])?;
        Ok(())
    }

    /// Sets how many wrong passwords came in a row, and until when none is taken.
    pub fn count_wrong_passwords(
        &mut self,
        account_id: i64,
        wrong: i64,
        locked_until: i64,
    ) -> Result<(), Error> {
        self.execute(
            "UPDATE account_password SET wrong = $2, locked_until = $3 WHERE account_id = $1",
            &[account_id.into(), wrong.into(), locked_until.into()],
        )?;
        Ok(())
    }

    /// Gives an account a reset code, in the place of one it had.
    pub fn set_reset_code(&mut self, account_id: i64, hash: &[u8], expires: i64) -> Result<(), Error> {
        self.execute(
            "INSERT INTO reset_code (account_id, hash, expires) VALUES ($1, $2, $3)
             ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, expires = excluded.expires",
            &[account_id.into(), hash.into(), expires.into()],
        )?;
        Ok(())
    }

    /// The account of a reset code that has not expired.
    pub fn account_by_reset_code(&mut self, hash: &[u8], now: i64) -> Result<Option<i64>, Error> {
        self.one(
            "SELECT account_id FROM reset_code WHERE hash = $1 AND expires > $2",
            &[hash.into(), now.into()],
            |row| row.int(0),
        )
    }
}
