//! The seam between the store and an SQL engine: this SQL, these values, give me rows.

use std::sync::Arc;
use std::time::Duration;

use crate::change::ZoneChange;
use crate::error::Error;

/// A value that goes into a statement or comes out of a row. Time is unix seconds, money ten-thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    Int(i64),
    Text(&'a str),
    Bool(bool),
    Bytes(&'a [u8]),
    Null,
}

/// The values of a list that a statement asks for, which has as many places whatever is asked for: the last fills those that
/// are left.
pub(crate) fn filled<T>(some: &[T], places: usize) -> impl Iterator<Item = &T> {
    some.iter().chain(some.last().into_iter().cycle()).take(places)
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Text(value)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(value: &'a String) -> Self {
        Value::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(value: &'a [u8]) -> Self {
        Value::Bytes(value)
    }
}

impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Value::Bytes(value)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Value::Bytes(value)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// One row of an answer; columns count from 0. A column of another type than asked for is an [`Error::Engine`].
pub trait Row {
    /// The value of column `i`, borrowed from the row.
    fn value(&self, i: usize) -> Result<Value<'_>, Error>;

    fn int(&self, i: usize) -> Result<i64, Error> {
        self.opt_int(i)?.ok_or_else(|| mismatch(i, "null"))
    }

    fn opt_int(&self, i: usize) -> Result<Option<i64>, Error> {
        match self.value(i)? {
            Value::Int(value) => Ok(Some(value)),
            Value::Null => Ok(None),
            _ => Err(mismatch(i, "no integer")),
        }
    }

    /// SQLite keeps truth as 0 and 1.
    fn bool(&self, i: usize) -> Result<bool, Error> {
        self.opt_bool(i)?.ok_or_else(|| mismatch(i, "null"))
    }

    fn opt_bool(&self, i: usize) -> Result<Option<bool>, Error> {
        match self.value(i)? {
            Value::Bool(value) => Ok(Some(value)),
            Value::Int(0) => Ok(Some(false)),
            Value::Int(1) => Ok(Some(true)),
            Value::Null => Ok(None),
            _ => Err(mismatch(i, "no truth value")),
        }
    }

    fn text(&self, i: usize) -> Result<String, Error> {
        self.text_ref(i).map(str::to_owned)
    }

    fn text_ref(&self, i: usize) -> Result<&str, Error> {
        self.opt_text_ref(i)?.ok_or_else(|| mismatch(i, "null"))
    }

    fn opt_text(&self, i: usize) -> Result<Option<String>, Error> {
        Ok(self.opt_text_ref(i)?.map(str::to_owned))
    }

    fn opt_text_ref(&self, i: usize) -> Result<Option<&str>, Error> {
        match self.value(i)? {
            Value::Text(value) => Ok(Some(value)),
            Value::Null => Ok(None),
            _ => Err(mismatch(i, "no text")),
        }
    }

    fn bytes(&self, i: usize) -> Result<Vec<u8>, Error> {
        self.bytes_ref(i).map(<[u8]>::to_vec)
    }

    fn bytes_ref(&self, i: usize) -> Result<&[u8], Error> {
        self.opt_bytes_ref(i)?.ok_or_else(|| mismatch(i, "null"))
    }

    fn opt_bytes(&self, i: usize) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.opt_bytes_ref(i)?.map(<[u8]>::to_vec))
    }

    fn opt_bytes_ref(&self, i: usize) -> Result<Option<&[u8]>, Error> {
        match self.value(i)? {
            Value::Bytes(value) => Ok(Some(value)),
            Value::Null => Ok(None),
            _ => Err(mismatch(i, "no bytes")),
        }
    }
}

fn mismatch(i: usize, what: &str) -> Error {
    Error::Engine(format!("column {i} is {what}"))
}

/// A connection inside a transaction. SQL names its values `$1`, `$2`, … by number, in any order and as often as it
/// likes; the number of values must be the highest of them.
pub(crate) trait Connection {
    /// Runs a statement without rows; how many rows it changed.
    fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<usize, Error>;

    /// Runs a statement without rows, at the latest before the next one or the end of the transaction, one of which
    /// fails if it does: where each statement is an exchange with a server, it needs none of its own.
    fn execute_soon(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<(), Error> {
        self.execute(sql, values).map(|_| ())
    }

    /// Runs a statement and hands its rows on one by one.
    fn query(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&dyn Row) -> Result<(), Error>,
    ) -> Result<(), Error>;
}

/// What the engine is to do with the work of a job that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Commit,
    Rollback,
}

/// A queued transaction. The engine may run it several times, and answers it once.
pub(crate) trait Job: Send {
    /// The time it may take, where that is not the usual one.
    fn budget(&self) -> Option<Duration>;

    /// Runs the closure; never panics.
    fn run(&mut self, connection: &mut dyn Connection) -> Result<Verdict, Error>;

    /// The zones that the last run changed.
    fn changed(&self) -> &[ZoneChange];

    /// Tells the caller; with `Ok` what the last run gave.
    fn answer(self: Box<Self>, outcome: Result<(), Error>);

    /// Whether the caller has gone away.
    fn abandoned(&self) -> bool;
}

/// What runs inside a read transaction.
pub(crate) type Reading<'a> = &'a mut dyn FnMut(&mut dyn Connection) -> Result<(), Error>;

/// An SQL engine with its connections and threads.
pub(crate) trait Engine: Send + Sync {
    /// One read transaction on the calling thread.
    fn read(&self, reading: Reading<'_>) -> Result<(), Error>;

    /// Queues a read transaction that may take long.
    fn scan(&self, job: Box<dyn Job>);

    /// Queues a write transaction.
    fn write(&self, job: Box<dyn Job>);

    /// How to follow other processes, where the database is not this one's alone.
    fn shared(&self) -> Option<Arc<dyn Shared>>;

    /// Finishes what is queued, refuses the rest, and returns when every thread and connection is gone.
    fn close(&self);
}

/// A database that other processes write to as well.
pub(crate) trait Shared: Send + Sync {
    /// Queues a read transaction on a connection that is there for following alone.
    fn read(&self, job: Box<dyn Job>);

    /// Woken when another process says that it has changed zones. Only a hint.
    fn hint(&self) -> &tokio::sync::Notify;

    /// Whether the changes of a writer went to this process's own name server.
    fn is_own(&self, writer: &str) -> bool;
}
