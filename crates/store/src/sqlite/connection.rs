//! One SQLite connection behind the seam.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{ErrorCode, ffi};

use crate::engine::{Connection, Row, Value};
use crate::error::Error;

/// Every statement of the program fits, so that none is prepared twice.
const STATEMENTS: usize = 1_024;
/// Virtual machine instructions between two looks at the clock.
const STEPS: i32 = 4_000;

pub(super) struct SqliteConnection {
    raw: rusqlite::Connection,
    /// By the address of the text: it is static, so an address means the same text for good.
    numbered: HashMap<(usize, usize), Cow<'static, str>>,
    budget: Arc<Budget>,
}

impl SqliteConnection {
    pub(super) fn new(mut raw: rusqlite::Connection) -> rusqlite::Result<Self> {
        raw.set_prepared_statement_cache_capacity(STATEMENTS);
        // Plans do not depend on values. Otherwise SQLite prepares a statement such as `… LIMIT $1` anew at each use.
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        let budget = Arc::new(Budget::new());
        let watched = Arc::clone(&budget);
        raw.progress_handler(STEPS, Some(move || watched.is_over()))?;
        Ok(SqliteConnection { raw, numbered: HashMap::new(), budget })
    }

    /// Whether no transaction is open, be it that SQLite rolled one back by itself.
    pub(super) fn is_autocommit(&self) -> bool {
        self.raw.is_autocommit()
    }

    /// Runs a statement that frames transactions, out of any budget.
    pub(super) fn control(&mut self, sql: &'static str) -> Result<(), Error> {
        self.raw.prepare_cached(sql).and_then(|mut statement| statement.raw_execute()).map_err(fault)?;
        Ok(())
    }

    /// COMMIT. [`Error::Unknown`] when the log may hold the transaction all the same, and a restart would find it: the
    /// last frame is written before the log is synced, and the index of the log comes after that.
    pub(super) fn commit(&mut self) -> Result<(), Error> {
        let done = self.raw.prepare_cached("COMMIT").and_then(|mut statement| statement.raw_execute());
        match done {
            Ok(_) => Ok(()),
            Err(error) if refused_before_writing(&error) => Err(fault(error)),
            Err(error) => {
                tracing::error!(%error, "COMMIT failed");
                Err(Error::Unknown)
            }
        }
    }

    /// Moves the whole log into the database file and empties it.
    pub(super) fn checkpoint(&mut self) -> Result<(), Error> {
        self.raw.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(fault)
    }

    /// Statements fail with [`Error::Deadline`] once this much time has passed, until [`Self::unlimited`].
    pub(super) fn limited(&mut self, time: Duration) {
        self.budget.start(time);
    }

    pub(super) fn unlimited(&mut self) {
        self.budget.end();
    }

    fn prepare(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<rusqlite::CachedStatement<'_>, Error> {
        if self.budget.is_over() {
            return Err(Error::Deadline);
        }
        let numbered = self.numbered.entry((sql.as_ptr().addr(), sql.len())).or_insert_with(|| number(sql));
        let mut statement = self.raw.prepare_cached(numbered).map_err(fault)?;
        if statement.parameter_count() != values.len() {
            let count = statement.parameter_count();
            return Err(Error::Engine(format!("{} values for {count} in: {sql}", values.len())));
        }
        for (i, value) in values.iter().enumerate() {
            statement.raw_bind_parameter(i + 1, value).map_err(fault)?;
        }
        Ok(statement)
    }
}

fn number(sql: &'static str) -> Cow<'static, str> {
    if sql.contains('$') { super::numbering::numbered(sql).into() } else { sql.into() }
}

impl Connection for SqliteConnection {
    fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<usize, Error> {
        self.prepare(sql, values)?.raw_execute().map_err(fault)
    }

    fn query(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&dyn Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self.prepare(sql, values)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(fault)? {
            each(row)?;
        }
        Ok(())
    }
}

impl Row for rusqlite::Row<'_> {
    fn value(&self, i: usize) -> Result<Value<'_>, Error> {
        match self.get_ref(i).map_err(fault)? {
            ValueRef::Null => Ok(Value::Null),
            ValueRef::Integer(value) => Ok(Value::Int(value)),
            ValueRef::Text(text) => match str::from_utf8(text) {
                Ok(text) => Ok(Value::Text(text)),
                Err(_) => Err(Error::Engine(format!("column {i} is no UTF-8"))),
            },
            ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes)),
            ValueRef::Real(_) => Err(Error::Engine(format!("column {i} is a floating point number"))),
        }
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Int(value) => ValueRef::Integer(value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Bool(value) => ValueRef::Integer(value.into()),
            Value::Bytes(value) => ValueRef::Blob(value),
            Value::Null => ValueRef::Null,
        }))
    }
}

/// BUSY comes before the first write, and so does a constraint that was deferred to COMMIT.
fn refused_before_writing(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(code, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::ConstraintViolation))
}

/// The error in the words of the seam. SQLite's messages name tables and columns, never values.
pub(super) fn fault(error: rusqlite::Error) -> Error {
    match (error.sqlite_error_code(), error.sqlite_error().map(|cause| cause.extended_code)) {
        (_, Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY)) => Error::Conflict,
        (Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked), _) => Error::Busy,
        (Some(ErrorCode::OperationInterrupted), _) => Error::Deadline,
        (Some(ErrorCode::DiskFull), _) => Error::Full,
        (_, Some(code)) => Error::Engine(format!("{error} (SQLite {code})")),
        (_, None) => Error::Engine(error.to_string()),
    }
}

/// The time a job may take, seen from the thread that runs it.
struct Budget {
    origin: Instant,
    /// Nanoseconds after `origin`.
    end: AtomicU64,
}

const NEVER: u64 = u64::MAX;

impl Budget {
    fn new() -> Self {
        Budget { origin: Instant::now(), end: AtomicU64::new(NEVER) }
    }

    fn start(&self, time: Duration) {
        let end = (self.origin.elapsed() + time).as_nanos();
        self.end.store(u64::try_from(end).unwrap_or(NEVER), Ordering::Relaxed);
    }

    fn end(&self) {
        self.end.store(NEVER, Ordering::Relaxed);
    }

    fn is_over(&self) -> bool {
        let end = self.end.load(Ordering::Relaxed);
        end != NEVER && self.origin.elapsed().as_nanos() >= u128::from(end)
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn a_statement_is_prepared_once() {
        let raw = rusqlite::Connection::open_in_memory().expect("a database");
        raw.execute_batch("CREATE TABLE t (a bigint, b text); CREATE UNIQUE INDEX i ON t (a, b)")
            .expect("a table");
        let mut connection = SqliteConnection::new(raw).expect("a connection");
        let sql = "SELECT b FROM t WHERE a = $1 AND b LIKE $2 ORDER BY b DESC LIMIT $3";
        for a in 0..10 {
            connection.query(sql, &[a.into(), "%x".into(), a.into()], &mut |_| Ok(())).expect("rows");
        }
        let statement = connection.raw.prepare_cached(&number(sql)).expect("the same statement");
        assert_eq!(statement.get_status(StatementStatus::Run), 10);
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }
}
