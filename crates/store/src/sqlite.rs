//! SQLite: reads on the calling thread, scans on threads of their own, and one writer.

mod connection;
mod numbering;
mod open;
mod readers;
mod scans;
mod writer;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use self::readers::Readers;
use crate::closing::join;
use crate::engine::Job;
use crate::engine::{Engine, Reading, Shared};
use crate::error::{Error, OpenError};
use crate::limits::Limits;
use crate::queue::Queue;

/// Threads for scans: one long scan does not hold up the others, and writes keep a core.
const SCANNERS: usize = 2;

pub(crate) struct Sqlite {
    readers: Arc<Readers>,
    scans: Arc<Queue>,
    writes: Arc<Queue>,
    scanners: Mutex<Vec<JoinHandle<()>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, limits: Limits) -> Result<Self, OpenError> {
        let connection = open::writer(path)?;
        let engine = Sqlite {
            readers: Arc::new(Readers::new(path)),
            scans: Arc::default(),
            writes: Arc::default(),
            scanners: Mutex::default(),
            writer: Mutex::default(),
        };
        for _ in 0..SCANNERS {
            let (queue, readers) = (Arc::clone(&engine.scans), Arc::clone(&engine.readers));
            let scanner = spawn("store-scan", path, move || scans::serve(&queue, &readers, limits.scan))?;
            lock(&engine.scanners).push(scanner);
        }
        let (queue, owned) = (Arc::clone(&engine.writes), path.to_owned());
        let writer =
            spawn("store-write", path, move || writer::serve(&queue, connection, &owned, limits.write))?;
        *lock(&engine.writer) = Some(writer);
        Ok(engine)
    }
}

fn lock<T>(threads: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing panics under these locks.
    threads.lock().unwrap_or_else(PoisonError::into_inner)
}

fn spawn(
    name: &str,
    path: &Path,
    serve: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, OpenError> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(serve)
        .map_err(|error| OpenError::Other { database: path.display().to_string(), cause: error.to_string() })
}

impl Engine for Sqlite {
    fn read(&self, reading: Reading<'_>) -> Result<(), Error> {
        self.readers.read(reading, None)
    }

    fn scan(&self, job: Box<dyn Job>) {
        self.scans.push(job);
    }

    fn write(&self, job: Box<dyn Job>) {
        self.writes.push(job);
    }

    /// The file is locked for this process.
    fn shared(&self) -> Option<Arc<dyn Shared>> {
        None
    }

    fn close(&self) {
        self.scans.close();
        std::mem::take(&mut *lock(&self.scanners)).into_iter().for_each(join);
        self.readers.close();
        // The writer goes last: the last connection to go removes the log.
        self.writes.close();
        let writer = lock(&self.writer).take();
        writer.into_iter().for_each(join);
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.close();
    }
}
