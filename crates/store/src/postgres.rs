//! PostgreSQL: every connection has a thread that owns it, for writes, for short reads and for scans. Who owns a
//! connection waits for it, so no thread of an asynchronous runtime ever does.
//!
//! Only what the distributed engines of the same protocol have, too: no advisory locks, sequences or triggers. Notifications
//! are used where there are any, and nothing relies on them.

mod backoff;
mod connection;
mod exchange;
mod fault;
mod fed;
mod feed;
mod open;
mod readers;
mod scans;
mod session;
mod target;
mod tls;
mod values;
mod writer;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use self::feed::Follow;
use self::readers::Readers;
use self::session::Session;
use self::target::Target;
use crate::engine::{Engine, Job, Reading, Shared};
use crate::error::{Error, OpenError};
use crate::limits::Limits;
use crate::queue::Queue;

pub(crate) struct Postgres {
    readers: Readers,
    scans: Arc<Queue>,
    writes: Arc<Queue>,
    follow: Arc<Follow>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Postgres {
    pub(crate) fn open(url: &str, limits: Limits) -> Result<Self, OpenError> {
        let target = Target::parse(url)?;
        let session = Arc::new(Session::new(target, limits)?);
        let opened = Arc::clone(&session);
        // The client may not run on a thread of a runtime, which the caller's may be.
        let opening = spawn(&session, "store-open", move || open::bring_up_to_date(&opened))?;
        opening.join().map_err(|_| session.other("the database could not be opened".to_owned()))??;
        let pool = session.pool();
        let (follow, followed) = Follow::new(session.process());
        let engine = Postgres {
            follow: Arc::new(follow),
            readers: Readers::new(),
            scans: Arc::default(),
            writes: Arc::default(),
            threads: Mutex::default(),
        };
        for _ in 0..pool.writers {
            let (queue, session) = (Arc::clone(&engine.writes), Arc::clone(&session));
            let hints = engine.follow.hints();
            engine.keep(spawn(&session.clone(), "store-write", move || {
                writer::serve(&queue, &session, &hints);
            })?);
        }
        for _ in 0..pool.scans {
            let (queue, session) = (Arc::clone(&engine.scans), Arc::clone(&session));
            engine.keep(spawn(&session.clone(), "store-scan", move || scans::serve(&queue, &session))?);
        }
        for _ in 0..pool.readers {
            let (owned, serve) = (Arc::clone(&session), engine.readers.add());
            engine.keep(spawn(&session, "store-read", move || serve(&owned))?);
        }
        let (owned, hints) = (Arc::clone(&session), engine.follow.hints());
        engine.keep(spawn(&session, "store-follow", move || feed::serve(followed, &hints, &owned))?);
        Ok(engine)
    }

    fn keep(&self, thread: JoinHandle<()>) {
        self.threads().push(thread);
    }

    fn threads(&self) -> MutexGuard<'_, Vec<JoinHandle<()>>> {
        // Nothing panics under this lock.
        self.threads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn spawn<T: Send + 'static>(
    session: &Session,
    name: &str,
    serve: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>, OpenError> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(serve);
    thread.map_err(|error| session.other(error.to_string()))
}

impl Engine for Postgres {
    fn read(&self, reading: Reading<'_>) -> Result<(), Error> {
        self.readers.read(reading)
    }

    fn scan(&self, job: Box<dyn Job>) {
        self.scans.push(job);
    }

    fn write(&self, job: Box<dyn Job>) {
        self.writes.push(job);
    }

    fn shared(&self) -> Option<Arc<dyn Shared>> {
        Some(Arc::clone(&self.follow) as Arc<dyn Shared>)
    }

    fn close(&self) {
        self.follow.close();
        self.scans.close();
        self.readers.close();
        self.writes.close();
        let threads = std::mem::take(&mut *self.threads());
        threads.into_iter().for_each(crate::closing::join);
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.close();
    }
}
