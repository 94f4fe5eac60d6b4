//! A transaction: what the typed query methods of the other files stand on.

use crate::change::ZoneChange;
use crate::engine::{Connection, Row, Value};
use crate::error::Error;
use crate::id_pool::{IdPool, Kind};

/// How a write transaction ends. A refusal rolls back and still has an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End<T> {
    Commit(T),
    Rollback(T),
}

impl<T> End<T> {
    /// The same end, whose value tells whether it is to be committed.
    pub fn told(self) -> End<(T, bool)> {
        match self {
            End::Commit(value) => End::Commit((value, true)),
            End::Rollback(value) => End::Rollback((value, false)),
        }
    }
}

/// A write transaction that ended well: `value` is durable if it was to be committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    pub value: T,
    /// In the order of the changes; empty after [`End::Rollback`].
    pub changed: Vec<ZoneChange>,
}

/// A running transaction.
///
/// After a failed statement the transaction is lost, on every engine: later statements give the same error, and
/// [`End::Commit`] turns into it. [`End::Rollback`] keeps its value after an [`Error::Conflict`].
pub struct Tx<'c> {
    connection: &'c mut dyn Connection,
    ids: &'c IdPool,
    changed: Vec<ZoneChange>,
    failed: Option<Error>,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(connection: &'c mut dyn Connection, ids: &'c IdPool) -> Self {
        Tx { connection, ids, changed: Vec::new(), failed: None }
    }

    /// The changed zones, and the error that lost the transaction.
    pub(crate) fn finish(self) -> (Vec<ZoneChange>, Option<Error>) {
        (self.changed, self.failed)
    }

    /// Remembers a zone for the name server, for when the transaction is committed.
    pub fn zone_changed(&mut self, change: ZoneChange) {
        self.changed.push(change);
    }

    /// An id never given before, also across restarts and processes.
    pub fn next_id(&mut self, kind: Kind) -> Result<i64, Error> {
        self.alive()?;
        let taken = self.ids.next(kind);
        self.note(taken)
    }

    /// Runs a statement without rows; how many rows it changed.
    pub(crate) fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<usize, Error> {
        self.alive()?;
        let done = self.connection.execute(sql, values);
        self.note(done)
    }

    /// As [`Tx::execute`], for a change whose count nobody needs. Should it fail, the next statement or the end of the
    /// transaction does.
    pub(crate) fn execute_soon(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<(), Error> {
        self.alive()?;
        let done = self.connection.execute_soon(sql, values);
        self.note(done)
    }

    /// The row of a statement that has at most one; a second one is an [`Error::Engine`].
    pub(crate) fn one<T>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        mut read: impl FnMut(&dyn Row) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let mut found = None;
        self.each(sql, values, |row| match found {
            Some(_) => Err(Error::Engine(format!("more than one row from: {sql}"))),
            None => read(row).map(|value| found = Some(value)),
        })?;
        Ok(found)
    }

    /// All rows of a statement, in its order.
    pub(crate) fn many<T>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        mut read: impl FnMut(&dyn Row) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut found = Vec::new();
        self.each(sql, values, |row| read(row).map(|value| found.push(value)))?;
        Ok(found)
    }

    /// Reads rows one by one without keeping them.
    pub(crate) fn each(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        mut read: impl FnMut(&dyn Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.alive()?;
        let done = self.connection.query(sql, values, &mut read);
        self.note(done)
    }

    fn alive(&self) -> Result<(), Error> {
        self.failed.clone().map_or(Ok(()), Err)
    }

    fn note<T>(&mut self, done: Result<T, Error>) -> Result<T, Error> {
        if let Err(error) = &done {
            self.failed = Some(error.clone());
        }
        done
    }
}
