//! The number of the world: how often everything was put in the place of everything.

use crate::error::Error;
use crate::tx::Tx;

impl Tx<'_> {
    /// The number of the present world; 0 for the first.
    pub fn world_number(&mut self) -> Result<i64, Error> {
        let sql = "SELECT next FROM id_block WHERE kind = 'world'";
        Ok(self.one(sql, &[], |row| row.int(0))?.unwrap_or(0))
    }

    /// Begins a world with the next number.
    pub fn count_world(&mut self) -> Result<(), Error> {
        self.execute(
            "INSERT INTO id_block (kind, next) VALUES ('world', 1)
             ON CONFLICT (kind) DO UPDATE SET next = id_block.next + 1",
            &[],
        )?;
        Ok(())
    }
}
