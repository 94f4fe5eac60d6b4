//! The store: one handle over an engine.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::change::ZoneChange;
use crate::engine::Engine;
use crate::error::{Error, OpenError};
use crate::feed::Feed;
use crate::ids::Ids;
use crate::job::{Unclaimed, arrived, transaction};
use crate::limits::Limits;
use crate::postgres::Postgres;
use crate::sqlite::Sqlite;
use crate::tx::{End, Tx, Written};

/// A closure that keeps running out of ids takes more than it may.
const DRY_RUNS: usize = 8;

/// A handle to the database; clones share it. The engine ends with [`Store::close`] or with the last clone.
#[derive(Clone)]
pub struct Store {
    engine: Arc<dyn Engine>,
    ids: Arc<Ids>,
    unclaimed: Arc<Unclaimed>,
}

impl Store {
    /// Opens the SQLite database at `path`, creates it where there is none, and brings its schema up to date.
    pub fn open_sqlite(path: &Path) -> Result<Store, OpenError> {
        Store::open_sqlite_within(path, Limits::default())
    }

    /// As [`Store::open_sqlite`], with other time budgets.
    pub fn open_sqlite_within(path: &Path, limits: Limits) -> Result<Store, OpenError> {
        Ok(Store::over(Arc::new(Sqlite::open(path, limits)?)))
    }

    /// Opens the PostgreSQL database of a `postgres://` URL, which must exist, and brings its schema up to date.
    /// Blocks meanwhile. Besides what libpq takes, the URL may say `writers`, `readers` and `scans`: connections
    /// for each purpose; `sslmode` is `disable`, `prefer`, `require` or, with `sslrootcert`, `verify-full`.
    pub fn open_postgres(url: &str) -> Result<Store, OpenError> {
        Store::open_postgres_within(url, Limits::default())
    }

    /// As [`Store::open_postgres`], with other time budgets.
    pub fn open_postgres_within(url: &str, limits: Limits) -> Result<Store, OpenError> {
        Ok(Store::over(Arc::new(Postgres::open(url, limits)?)))
    }

    fn over(engine: Arc<dyn Engine>) -> Store {
        let ids = Arc::new(Ids::new(Arc::clone(&engine)));
        Store { engine, ids, unclaimed: Arc::default() }
    }

    /// Runs `f` in a read transaction on the calling thread, which waits for the database meanwhile. For short, indexed reads: it sees everything whose
    /// [`Store::write`] has returned, and one moment only.
    pub fn read<T>(&self, mut f: impl FnMut(&mut Tx<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let mut value = None;
        self.engine.read(&mut |connection| {
            let mut tx = Tx::new(connection, self.ids.pool());
            value = Some(f(&mut tx)?);
            Ok(())
        })?;
        // An engine says `Ok` only after it ran the closure.
        value.ok_or(Error::Closed)
    }

    /// Runs `f` in a read transaction on a thread for long reads; [`Error::Deadline`] after [`Limits::scan`].
    pub async fn scan<T: Send + 'static>(
        &self,
        mut f: impl FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let reading = move |tx: &mut Tx<'_>| f(tx).map(End::Rollback);
        let (job, answer) = transaction(reading, Arc::clone(self.ids.pool()), Arc::clone(&self.unclaimed));
        self.engine.scan(job);
        arrived(answer).await?.1.map(|written| written.value)
    }

    /// Runs `f` in a write transaction on the engine's writer and returns when its outcome is durable. `f` may be
    /// run again, from the start, when the transactions around it fail; [`Error::Deadline`] after [`Limits::write`].
    /// It may take up to 64 ids of each kind.
    ///
    /// A future dropped before `f` ran writes nothing; dropped later, its transaction happens, and its changed
    /// zones go to [`Store::on_unclaimed`].
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut Tx<'_>) -> Result<End<T>, Error> + Send + 'static,
    ) -> Result<Written<T>, Error> {
        self.write_in(None, f).await
    }

    /// As [`Store::write`], for a transaction that may take another time than [`Limits::write`].
    pub async fn write_within<T: Send + 'static>(
        &self,
        budget: Duration,
        f: impl FnMut(&mut Tx<'_>) -> Result<End<T>, Error> + Send + 'static,
    ) -> Result<Written<T>, Error> {
        self.write_in(Some(budget), f).await
    }

    async fn write_in<T: Send + 'static>(
        &self,
        budget: Option<Duration>,
        mut f: impl FnMut(&mut Tx<'_>) -> Result<End<T>, Error> + Send + 'static,
    ) -> Result<Written<T>, Error> {
        // Most closures need no id: one that does and finds none says so.
        let _ = self.ids.top_up().await;
        for _ in 1..DRY_RUNS {
            match self.write_once(budget, f).await? {
                (back, Err(Error::IdsDry)) => f = back,
                (_, result) => return result,
            }
            self.ids.top_up_dry().await?;
        }
        self.write_once(budget, f).await?.1
    }

    async fn write_once<T, F>(
        &self,
        budget: Option<Duration>,
        f: F,
    ) -> Result<(F, Result<Written<T>, Error>), Error>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<End<T>, Error> + Send + 'static,
    {
        let (mut job, answer) = transaction(f, Arc::clone(self.ids.pool()), Arc::clone(&self.unclaimed));
        job.budget = budget;
        self.engine.write(job);
        arrived(answer).await
    }

    /// Drops the ids in memory, which [`Tx::insert_state`] may have given to others; the next writes fetch new ones.
    pub async fn forget_ids(&self) {
        self.ids.forget().await;
    }

    /// Names who hears of zones whose change was committed while its caller went away. Only the first call counts.
    pub fn on_unclaimed(&self, hand_on: impl Fn(Vec<ZoneChange>) + Send + Sync + 'static) {
        let _ = self.unclaimed.set(Box::new(hand_on));
    }

    /// How to follow the changes of other processes; `None` where the database is this one's alone.
    pub fn feed(&self) -> Option<Feed> {
        let shared = self.engine.shared()?;
        Some(Feed::new(shared, Arc::clone(self.ids.pool()), Arc::clone(&self.unclaimed)))
    }

    /// Finishes what is queued, then ends the threads and closes every connection. Blocks meanwhile. Later calls of
    /// the other methods give [`Error::Closed`].
    pub fn close(&self) {
        self.engine.close();
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}
