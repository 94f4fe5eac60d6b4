//! Values that are kept for the whole of a store, by their names.

use crate::error::Error;
use crate::tx::Tx;

/// The table of settings.
pub(crate) const TABLES: &[&str] =
    &["CREATE TABLE setting (name text NOT NULL PRIMARY KEY, value text NOT NULL) {clustered}"];

impl Tx<'_> {
    pub fn setting(&mut self, name: &str) -> Result<Option<String>, Error> {
        self.one("SELECT value FROM setting WHERE name = $1", &[name.into()], |row| row.text(0))
    }

    pub fn keep_setting(&mut self, name: &str, value: &str) -> Result<(), Error> {
        self.execute(
            "INSERT INTO setting (name, value) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            &[name.into(), value.into()],
        )?;
        Ok(())
    }
}
