//! Short reads. The closure runs on the calling thread; its statements run on a thread that owns a connection, and
//! the caller waits. On a thread of an asynchronous runtime of several threads the runtime is told so, and moves its
//! other work elsewhere; a runtime of one thread waits, as it does for SQLite.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::{Handle, RuntimeFlavor};

use super::backoff::Backoff;
use super::connection::{PgConnection, PgRow};
use super::fault::Trouble;
use super::session::Session;
use super::values::Kept;
use crate::engine::{Connection, Reading, Row, Value};
use crate::error::Error;

const BEGIN: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY";
/// How long a read waits for a connection that is free.
const PATIENCE: Duration = Duration::from_secs(5);
/// Times that a read is run before its caller hears that something is in the way.
const ATTEMPTS: usize = 10;

pub(super) struct Readers {
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Desk>,
    closed: bool,
}

/// The caller's side of a reader.
struct Desk {
    asks: Sender<Ask>,
    told: Receiver<Told>,
}

enum Ask {
    Rows { sql: &'static str, values: Vec<Kept> },
    End,
}

/// Rows, or why there are none, and whether another attempt may help.
type Told = (Result<Vec<PgRow>, Error>, Option<Trouble>);

impl Readers {
    pub(super) fn new() -> Self {
        Readers { state: Mutex::default(), freed: Condvar::new() }
    }

    /// Adds a reader; what comes back is to run on a thread of its own, and ends with [`Readers::close`].
    pub(super) fn add(&self) -> impl FnOnce(&Session) + Send + 'static {
        let (asks, asked) = channel();
        let (tell, told) = channel();
        self.put_back(Desk { asks, told });
        move |session| serve(session, &asked, &tell)
    }

    /// One read transaction.
    pub(super) fn read(&self, reading: Reading<'_>) -> Result<(), Error> {
        match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
            Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(|| self.read_blocking(reading)),
            _ => self.read_blocking(reading),
        }
    }

    fn read_blocking(&self, reading: Reading<'_>) -> Result<(), Error> {
        let mut backoff = Backoff::new();
        for _ in 0..ATTEMPTS {
            let mut lease = self.lease()?;
            let done = reading(&mut lease);
            if lease.trouble.is_none() {
                return done;
            }
            drop(lease);
            backoff.pause();
        }
        Err(Error::Busy)
    }

    fn lease(&self) -> Result<Lease<'_>, Error> {
        let waits = |state: &mut State| state.idle.is_empty() && !state.closed;
        let waited = self.freed.wait_timeout_while(self.lock(), PATIENCE, waits);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner).0;
        if state.closed {
            return Err(Error::Closed);
        }
        let desk = state.idle.pop().ok_or(Error::Busy)?;
        Ok(Lease { readers: self, desk: Some(desk), trouble: None })
    }

    fn put_back(&self, desk: Desk) {
        let mut state = self.lock();
        if !state.closed {
            state.idle.push(desk);
            self.freed.notify_one();
        }
    }

    /// Readers end when their desks go: those at work, when their reads are done.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.idle.clear();
        self.freed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics under this lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reader for the time of one transaction, which ends with it, also when the closure panics.
struct Lease<'r> {
    readers: &'r Readers,
    /// Taken when the lease ends.
    desk: Option<Desk>,
    trouble: Option<Trouble>,
}

impl Lease<'_> {
    fn rows(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<PgRow>, Error> {
        let ask = Ask::Rows { sql, values: values.iter().map(Kept::from).collect() };
        let told = self.desk.as_ref().and_then(|desk| {
            desk.asks.send(ask).ok()?;
            desk.told.recv().ok()
        });
        let (rows, trouble) = told.ok_or(Error::Closed)?;
        self.trouble = trouble;
        rows
    }
}

impl Connection for Lease<'_> {
    /// Only what fails, as nothing is written here: the rows are those it gives.
    fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<usize, Error> {
        self.rows(sql, values).map(|rows| rows.len())
    }

    fn query(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&dyn Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.rows(sql, values)?.iter().try_for_each(|row| each(row))
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        if let Some(desk) = self.desk.take()
            && desk.asks.send(Ask::End).is_ok()
        {
            self.readers.put_back(desk);
        }
    }
}

/// Serves one read after another until the desk is gone.
fn serve(session: &Session, asked: &Receiver<Ask>, tell: &Sender<Told>) {
    let mut reader = Reader { session, connection: None, is_open: false };
    while let Ok(ask) = asked.recv() {
        match ask {
            Ask::Rows { sql, values } => {
                let values: Vec<Value<'_>> = values.iter().map(Kept::value).collect();
                // Who asked and does not want to know is gone, and its End follows.
                let _ = tell.send(reader.rows(sql, &values));
            }
            Ask::End => reader.end(),
        }
    }
}

struct Reader<'s> {
    session: &'s Session,
    connection: Option<PgConnection>,
    /// Whether a transaction is.
    is_open: bool,
}

impl Reader<'_> {
    fn rows(&mut self, sql: &'static str, values: &[Value<'_>]) -> Told {
        let connection = match self.begun() {
            Ok(connection) => connection,
            Err(told) => return (Err(told.0), told.1),
        };
        let rows = connection.rows(sql, values);
        (rows, connection.trouble())
    }

    /// The connection, in a transaction.
    fn begun(&mut self) -> Result<&mut PgConnection, (Error, Option<Trouble>)> {
        let budget = self.session.limits().scan;
        if self.connection.is_none() {
            let connect = self.session.connect(Some(budget));
            self.connection = Some(connect.map_err(|error| (Error::Engine(error.to_string()), None))?);
        }
        // It was just put there.
        let connection = self.connection.as_mut().ok_or((Error::Closed, None))?;
        if !self.is_open {
            connection.begin(BEGIN, budget);
            self.is_open = true;
        }
        Ok(connection)
    }

    /// Nothing was written, so how the transaction ends is no matter; a connection that cannot end it goes.
    fn end(&mut self) {
        let ended = self.connection.as_mut().is_some_and(|connection| connection.control("ROLLBACK").is_ok());
        if !ended {
            self.connection = None;
        }
        self.is_open = false;
    }
}
