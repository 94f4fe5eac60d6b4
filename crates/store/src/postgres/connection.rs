//! One PostgreSQL connection behind the seam.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use postgres::fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, SimpleQueryMessage, Statement};

use super::fault::{Trouble, fault, trouble};
use crate::engine::{Connection, Row, Value};
use crate::error::Error;

pub(super) struct PgConnection {
    client: Client,
    /// By the address of the text: it is static, so an address means the same text for good.
    statements: HashMap<(usize, usize), Statement>,
    /// When the transaction is to be over.
    end: Option<Instant>,
    trouble: Option<Trouble>,
}

impl PgConnection {
    pub(super) fn new(client: Client) -> Self {
        PgConnection { client, statements: HashMap::new(), end: None, trouble: None }
    }

    /// Begins a transaction whose statements fail with [`Error::Deadline`] after `budget`; the rows that the last
    /// statement of `sql` changed.
    pub(super) fn begin(&mut self, sql: &str, budget: Duration) -> Result<u64, postgres::Error> {
        self.trouble = None;
        self.end = Some(Instant::now() + budget);
        self.control(sql)
    }

    /// Runs statements that frame transactions, out of any budget, in one exchange; the rows the last one changed.
    pub(super) fn control(&mut self, sql: &str) -> Result<u64, postgres::Error> {
        let messages = self.client.simple_query(sql)?;
        Ok(messages.iter().fold(0, |last, message| match message {
            SimpleQueryMessage::CommandComplete(rows) => *rows,
            _ => last,
        }))
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
        each: &mut dyn FnMut(postgres::Row) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let statement = self.prepare(sql, values)?;
        let mut failed = None;
        let streamed = self.client.query_raw(&statement, values.iter().map(|value| Bound(*value))).and_then(
            |mut rows| {
                while let Some(row) = rows.next()? {
                    if let Err(error) = each(row) {
                        failed = Some(error);
                        break;
                    }
                }
                Ok(rows.rows_affected().unwrap_or(0))
            },
        );
        match failed {
            Some(error) => Err(error),
            None => streamed.map_err(|error| self.noted(&error)),
        }
    }

    fn prepare(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Statement, Error> {
        if self.end.is_some_and(|end| Instant::now() >= end) {
            return Err(Error::Deadline);
        }
        let key = (sql.as_ptr().addr(), sql.len());
        let statement = match self.statements.get(&key) {
            Some(statement) => statement.clone(),
            None => {
                let types: Vec<Type> = values.iter().map(type_of).collect();
                let prepared = self.client.prepare_typed(sql, &types).map_err(|error| self.noted(&error))?;
                self.statements.insert(key, prepared.clone());
                prepared
            }
        };
        let count = statement.params().len();
        if count != values.len() {
            return Err(Error::Engine(format!("{} values for {count} in: {sql}", values.len())));
        }
        Ok(statement)
    }

    fn noted(&mut self, error: &postgres::Error) -> Error {
        self.trouble = if self.client.is_closed() { Some(Trouble::Lost) } else { trouble(error) };
        if self.trouble.is_some() { Error::Busy } else { fault(error) }
    }
}

impl Connection for PgConnection {
    fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<usize, Error> {
        let changed = self.stream(sql, values, &mut |_| Ok(()))?;
        usize::try_from(changed).map_err(|_| Error::Engine("too many rows".to_owned()))
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

/// Left to itself PostgreSQL finds no type for `$1 + $2`; a null takes the type of its place.
fn type_of(value: &Value<'_>) -> Type {
    match value {
        Value::Int(_) => Type::INT8,
        Value::Text(_) => Type::TEXT,
        Value::Bool(_) => Type::BOOL,
        Value::Bytes(_) => Type::BYTEA,
        Value::Null => Type::UNKNOWN,
    }
}

pub(super) struct PgRow(postgres::Row);

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

#[derive(Debug)]
struct Bound<'a>(Value<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self.0, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Int(value), &Type::INT8) => value.to_sql(ty, out),
            (Value::Int(value), &Type::INT4) => i32::try_from(value)?.to_sql(ty, out),
            // There is no NUL in PostgreSQL's text. Answers show it as this character, too.
            (Value::Text(value), &(Type::TEXT | Type::VARCHAR)) if value.contains('\0') => {
                value.replace('\0', "\u{fffd}").to_sql(ty, out)
            }
            (Value::Text(value), &(Type::TEXT | Type::VARCHAR)) => value.to_sql(ty, out),
            (Value::Bool(value), &Type::BOOL) => value.to_sql(ty, out),
            (Value::Bytes(value), &Type::BYTEA) => value.to_sql(ty, out),
            _ => Err("a value of another type".into()),
        }
    }

    /// Which value fits is known only when it is there.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
