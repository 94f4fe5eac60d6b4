//! One PostgreSQL connection behind the seam.

use std::collections::HashMap;
use std::pin::pin;
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use futures_util::future::{try_join, try_join_all, try_join3};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, SimpleQueryMessage, Statement};

use super::exchange::Exchange;
use super::fault::{Trouble, fault, trouble, words};
use super::values::{Bound, Kept, type_of};
use crate::engine::{Connection, Row, Value};
use crate::error::Error;

/// Statements that wait for an exchange at most.
const MOST_PENDING: usize = 16;

pub(super) struct PgConnection {
    exchange: Exchange,
    /// By the address of the text: it is static, so an address means the same text for good.
    statements: HashMap<(usize, usize), Statement>,
    /// The statement that begins the transaction, until it was sent.
    opening: Option<&'static str>,
    /// What goes with the next exchange: statements whose counts nobody waits for.
    pending: Vec<Pending>,
    /// When the transaction is to be over.
    end: Option<Instant>,
    trouble: Option<Trouble>,
}

impl PgConnection {
    pub(super) fn new(exchange: Exchange) -> Self {
        PgConnection {
            exchange,
            statements: HashMap::new(),
            opening: None,
            pending: Vec::new(),
            end: None,
            trouble: None,
        }
    }

    /// Begins a transaction whose statements fail with [`Error::Deadline`] after `budget`. The server hears of it with
    /// the first of them.
    pub(super) fn begin(&mut self, sql: &'static str, budget: Duration) {
        self.opening = Some(sql);
        self.pending.clear();
        self.trouble = None;
        self.end = Some(Instant::now() + budget);
    }

    /// Whether a transaction was begun of which the server has not heard: it has done nothing.
    pub(super) fn is_untouched(&self) -> bool {
        self.opening.is_some()
    }

    /// Sends what begins the transaction, with no statement beside it.
    pub(super) fn open(&mut self) -> Result<(), tokio_postgres::Error> {
        match self.opening.take() {
            Some(opening) => self.control(opening).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Runs statements that frame transactions, out of any budget, in one exchange; the rows the last one changed.
    pub(super) fn control(&mut self, sql: &str) -> Result<u64, tokio_postgres::Error> {
        self.exchange.wait(|client| control(client, sql))
    }

    /// Runs a statement, and with it, in one exchange, what is pending and one that frames transactions.
    pub(super) fn execute_and_control(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        control_sql: &str,
    ) -> Result<(), tokio_postgres::Error> {
        let statement = self.statement(sql, values)?;
        let pending = std::mem::take(&mut self.pending);
        self.exchange.wait(|client| async move {
            let bound = values.iter().map(|value| Bound(*value));
            // Should one fail, the server takes a COMMIT for a ROLLBACK, and the first to fail is what is told.
            let own = client.execute_raw(&statement, bound);
            try_join3(all(client, &pending), own, control(client, control_sql)).await
        })?;
        Ok(())
    }

    /// Runs what is pending and what frames transactions, in one exchange.
    pub(super) fn pending_and_control(&mut self, control_sql: &str) -> Result<(), tokio_postgres::Error> {
        let pending = std::mem::take(&mut self.pending);
        self.exchange.wait(|client| async move {
            try_join(all(client, &pending), control(client, control_sql)).await
        })?;
        Ok(())
    }

    /// Waits for something else, and meanwhile hears what the server says by itself.
    pub(super) fn wait_for<F: Future>(&self, other: F) -> F::Output {
        self.exchange.wait(|_| other)
    }

    /// What befell the transaction since it began and may not befall the next attempt.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.trouble
    }

    /// Runs a statement and keeps its rows.
    pub(super) fn rows(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<PgRow>, Error> {
        let mut rows = Vec::new();
        self.stream(sql, values, &mut |row| {
            rows.push(PgRow(row));
            Ok(())
        })?;
        Ok(rows)
    }

    fn stream(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(tokio_postgres::Row) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let statement = self.fitting(sql, values)?;
        // Beside a failed BEGIN a statement stands alone: harmless for one that reads.
        if !sql.starts_with("SELECT") {
            self.open().map_err(|error| self.lost(&error))?;
        }
        let opening = self.opening.take();
        let pending = std::mem::take(&mut self.pending);
        let bound = values.iter().map(|value| Bound(*value));
        let streamed = self.exchange.wait(|client| async move {
            let rows = client.query_raw(&statement, bound);
            let rows = match opening {
                Some(opening) => try_join(control(client, opening), rows).await.map_err(Stopped::Opening)?.1,
                None => try_join(all(client, &pending), rows).await.map_err(Stopped::Statement)?.1,
            };
            let mut rows = pin!(rows);
            while let Some(row) = rows.next().await {
                each(row.map_err(Stopped::Statement)?).map_err(Stopped::Reading)?;
            }
            Ok(rows.rows_affected().unwrap_or(0))
        });
        streamed.map_err(|stopped| match stopped {
            Stopped::Reading(error) => error,
            Stopped::Statement(error) => self.noted(&error),
            Stopped::Opening(error) => self.lost(&error),
        })
    }

    /// The statement for these values, within the budget.
    fn fitting(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Statement, Error> {
        if self.end.is_some_and(|end| Instant::now() >= end) {
            return Err(Error::Deadline);
        }
        let statement = self.statement(sql, values).map_err(|error| self.noted(&error))?;
        let count = statement.params().len();
        if count != values.len() {
            return Err(Error::Engine(format!("{} values for {count} in: {sql}", values.len())));
        }
        Ok(statement)
    }

    /// The statement, prepared once for a connection.
    fn statement(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Statement, tokio_postgres::Error> {
        let key = (sql.as_ptr().addr(), sql.len());
        if let Some(statement) = self.statements.get(&key) {
            return Ok(statement.clone());
        }
        let types: Vec<Type> = values.iter().map(type_of).collect();
        let prepared = self.exchange.wait(|client| client.prepare_typed(sql, &types))?;
        self.statements.insert(key, prepared.clone());
        Ok(prepared)
    }

    fn noted(&mut self, error: &tokio_postgres::Error) -> Error {
        self.trouble = if self.exchange.is_closed() { Some(Trouble::Lost) } else { trouble(error) };
        if self.trouble.is_some() { Error::Busy } else { fault(error) }
    }

    /// A transaction that did not begin is given up with its connection.
    fn lost(&mut self, error: &tokio_postgres::Error) -> Error {
        tracing::warn!(error = words(error), "a transaction could not begin");
        self.trouble = Some(Trouble::Lost);
        Error::Busy
    }
}
impl Connection for PgConnection {
    fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<usize, Error> {
        let changed = self.stream(sql, values, &mut |_| Ok(()))?;
        usize::try_from(changed).map_err(|_| Error::Engine("too many rows".to_owned()))
    }

    fn execute_soon(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<(), Error> {
        if self.pending.len() >= MOST_PENDING {
            return self.execute(sql, values).map(|_| ());
        }
        let statement = self.fitting(sql, values)?;
        self.open().map_err(|error| self.lost(&error))?;
        self.pending.push(Pending { statement, values: values.iter().map(Kept::from).collect() });
        Ok(())
    }

    fn query(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&dyn Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.stream(sql, values, &mut |row| each(&PgRow(row))).map(|_| ())
    }
}

/// A statement that is yet to be sent.
struct Pending {
    statement: Statement,
    values: Vec<Kept>,
}

/// Sends statements, one after the other.
async fn all(client: &Client, pending: &[Pending]) -> Result<(), tokio_postgres::Error> {
    let each = pending.iter().map(|Pending { statement, values }| {
        client.execute_raw(statement, values.iter().map(|value| Bound(value.value())))
    });
    try_join_all(each).await.map(|_| ())
}

/// Why a statement gave no rows, or not all.
enum Stopped {
    /// The transaction did not begin.
    Opening(tokio_postgres::Error),
    Statement(tokio_postgres::Error),
    /// Who reads the rows wants no more.
    Reading(Error),
}

/// Statements that frame transactions; the rows the last one changed.
async fn control(client: &Client, sql: &str) -> Result<u64, tokio_postgres::Error> {
    let messages = client.simple_query(sql).await?;
    Ok(messages.iter().fold(0, |last, message| match message {
        SimpleQueryMessage::CommandComplete(rows) => *rows,
        _ => last,
    }))
}

pub(super) struct PgRow(tokio_postgres::Row);

impl Row for PgRow {
    fn value(&self, i: usize) -> Result<Value<'_>, Error> {
        let unfit = |what: &str| Error::Engine(format!("column {i} is {what}"));
        let column = self.0.columns().get(i).ok_or_else(|| unfit("none of the row"))?;
        fn some<'a, T>(value: Option<T>) -> Value<'a>
        where
            Value<'a>: From<Option<T>>,
        {
            value.into()
        }
        let read = match *column.type_() {
            Type::INT8 => self.0.try_get::<_, Option<i64>>(i).map(some),
            Type::INT4 => self.0.try_get::<_, Option<i32>>(i).map(|value| value.map(i64::from).into()),
            Type::TEXT | Type::VARCHAR | Type::NAME => self.0.try_get::<_, Option<&str>>(i).map(some),
            Type::BOOL => self.0.try_get::<_, Option<bool>>(i).map(some),
            Type::BYTEA => self.0.try_get::<_, Option<&[u8]>>(i).map(some),
            ref other => return Err(unfit(&format!("of the type {other}"))),
        };
        read.map_err(|_| unfit("not of its type"))
    }
}
