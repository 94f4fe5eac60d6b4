//! Connections that only read.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::connection::SqliteConnection;
use super::open;
use crate::engine::Reading;
use crate::error::Error;

/// More than a process has threads that read at once; two that share a place now and then open a connection.
const PLACES: usize = 256;

/// A connection for every thread that reads, kept here so that closing finds them all. A thread takes its connection
/// out while it reads, so a panic of the closure drops it together with its transaction.
pub(super) struct Readers {
    path: PathBuf,
    places: Vec<Mutex<Option<SqliteConnection>>>,
    closed: AtomicBool,
}

static THREADS: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static PLACE: Cell<usize> = Cell::new(THREADS.fetch_add(1, Ordering::Relaxed) % PLACES);
}

impl Readers {
    pub(super) fn new(path: &Path) -> Self {
        let places = (0..PLACES).map(|_| Mutex::default()).collect();
        Readers { path: path.to_owned(), places, closed: AtomicBool::new(false) }
    }

    /// One read transaction, within `budget` if there is one.
    pub(super) fn read(&self, reading: Reading<'_>, budget: Option<Duration>) -> Result<(), Error> {
        let place = PLACE.get();
        if self.closed.load(Ordering::Acquire) {
            return Err(Error::Closed);
        }
        let kept = self.place(place).take();
        let mut connection = match kept {
            Some(connection) => connection,
            None => open::reader(&self.path).map_err(|error| Error::Engine(error.to_string()))?,
        };
        connection.control("BEGIN DEFERRED")?;
        if let Some(budget) = budget {
            connection.limited(budget);
        }
        let done = reading(&mut connection);
        connection.unlimited();
        // Nothing was written, so how the transaction ends is no matter; a connection that cannot end it goes.
        if connection.control("COMMIT").is_ok() {
            self.keep(place, connection);
        }
        done
    }

    fn keep(&self, place: usize, connection: SqliteConnection) {
        let mut kept = self.place(place);
        if !self.closed.load(Ordering::Acquire) {
            *kept = Some(connection);
        }
    }

    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        (0..PLACES).for_each(|place| drop(self.place(place).take()));
    }

    fn place(&self, place: usize) -> MutexGuard<'_, Option<SqliteConnection>> {
        // Nothing panics under this lock.
        self.places[place].lock().unwrap_or_else(PoisonError::into_inner)
    }
}
