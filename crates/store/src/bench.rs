//! The statements of `examples/write_rate.rs`: a small account with a journal.

use crate::error::Error;
use crate::tx::Tx;

/// Makes the tables, with accounts 0 to `accounts` - 1.
pub fn prepare(tx: &mut Tx<'_>, accounts: i64) -> Result<(), Error> {
    tx.execute("CREATE TABLE bench_account (id bigint NOT NULL PRIMARY KEY, name text NOT NULL, balance bigint NOT NULL)", &[])?;
    tx.execute("CREATE TABLE bench_entry (account bigint NOT NULL, seq bigint NOT NULL, amount bigint NOT NULL, PRIMARY KEY (account, seq))", &[])?;
    for id in 0..accounts {
        let name = format!("account-{id}.example");
        tx.execute("INSERT INTO bench_account VALUES ($1, $2, 0)", &[id.into(), (&name).into()])?;
    }
    Ok(())
}

/// One update and one insert; the balance afterwards.
pub fn book(tx: &mut Tx<'_>, account: i64) -> Result<i64, Error> {
    let sql = "UPDATE bench_account SET balance = balance + $2 WHERE id = $1 RETURNING balance";
    let balance = tx.one(sql, &[account.into(), 1.into()], |row| row.int(0))?.unwrap_or(0);
    let sql = "INSERT INTO bench_entry (account, seq, amount) VALUES ($1, $2, 1)";
    tx.execute(sql, &[account.into(), balance.into()])?;
    Ok(balance)
}

/// One row by its key.
pub fn look(tx: &mut Tx<'_>, account: i64) -> Result<Option<(String, i64)>, Error> {
    let sql = "SELECT name, balance FROM bench_account WHERE id = $1";
    tx.one(sql, &[account.into()], |row| Ok((row.text(0)?, row.int(1)?)))
}
