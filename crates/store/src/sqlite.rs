//! SQLite: reads on the calling thread, scans on threads of their own, and one writer.

mod connection;
mod numbering;
mod open;
mod readers;
mod scans;
mod writer;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use crate::engine::{Engine, Reading};
use crate::error::OpenError;
use crate::job::Job;
use crate::limits::Limits;
use crate::queue::Queue;

/// Threads for scans: one long scan does not hold up the others, and writes keep a core.
const SCANNERS: usize = 2;

pub(crate) struct Sqlite {
    readers: readers::Readers,
    scans: Arc<Queue>,
    writes: Arc<Queue>,
    scanners: Mutex<Vec<JoinHandle<()>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, limits: Limits) -> Result<Self, OpenError> {
        let writer = open::writer(path)?;
        let scans = Arc::new(Queue::default());
        let writes = Arc::new(Queue::default());
        let engine = Sqlite {
            readers: readers::Readers::new(path),
            scans: Arc::clone(&scans),
            writes: Arc::clone(&writes),
            scanners: Mutex::default(),
            writer: Mutex::default(),
        };
        for _ in 0..SCANNERS {
            let (queue, connection) = (Arc::clone(&scans), open::reader(path)?);
            let scanner = spawn("store-scan", path, move || scans::serve(&queue, connection, limits.scan))?;
            engine.scanners.lock().unwrap_or_else(PoisonError::into_inner).push(scanner);
        }
        let owned = path.to_owned();
        let writer =
            spawn("store-write", path, move || writer::serve(&writes, writer, &owned, limits.write))?;
        *engine.writer.lock().unwrap_or_else(PoisonError::into_inner) = Some(writer);
        Ok(engine)
    }
}

fn spawn(
    name: &str,
    path: &Path,
    serve: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, OpenError> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(serve)
        .map_err(|error| OpenError::Other { path: path.to_owned(), cause: error.to_string() })
}

impl Engine for Sqlite {
    fn read(&self, reading: Reading<'_>) -> Result<(), crate::Error> {
        self.readers.read(reading)
    }

    fn scan(&self, job: Box<dyn Job>) {
        self.scans.push(job);
    }

    fn write(&self, job: Box<dyn Job>) {
        self.writes.push(job);
    }

    fn close(&self) {
        self.scans.close();
        self.readers.close();
        let scanners = std::mem::take(&mut *self.scanners.lock().unwrap_or_else(PoisonError::into_inner));
        scanners.into_iter().for_each(join);
        // The writer goes last: the last connection to go removes the log.
        self.writes.close();
        self.writer.lock().unwrap_or_else(PoisonError::into_inner).take().into_iter().for_each(join);
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.close();
    }
}

/// A closure may hold the last handle to the store, and then one of the threads is the one that closes.
fn join(thread: JoinHandle<()>) {
    if thread.thread().id() != thread::current().id() {
        // A thread that panicked has dropped its jobs, which told their callers.
        let _ = thread.join();
    }
}
