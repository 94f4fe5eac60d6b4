//! Where ids come from: a node takes blocks of them from an id row, in a transaction of its own, and gives single ids
//! from its pool.

use std::ops::Range;
use std::sync::Arc;

use tokio::sync::Mutex as AsyncMutex;

use crate::engine::Engine;
use crate::error::Error;
use crate::id_pool::{BLOCK, IdPool, Kind, LOW};
use crate::job::{Answer, transaction};
use crate::tx::{End, Tx};

/// Ids of each kind that a closure may take.
const RESERVE: i64 = 64;
/// The wire's ids are read into signed 32-bit integers.
const END: i64 = 1 << 31;

/// Fetches ids into a pool.
pub(crate) struct Ids {
    engine: Arc<dyn Engine>,
    pool: Arc<IdPool>,
    fetching: AsyncMutex<()>,
}

impl Ids {
    pub(crate) fn new(engine: Arc<dyn Engine>) -> Self {
        Ids { engine, pool: Arc::new(IdPool::new()), fetching: AsyncMutex::new(()) }
    }

    pub(crate) fn pool(&self) -> &Arc<IdPool> {
        &self.pool
    }

    /// Fetches a block of every kind that is low, so that a closure finds 64 ids of each.
    pub(crate) async fn top_up(&self) -> Result<(), Error> {
        if !self.pool.is_low() {
            return Ok(());
        }
        match self.fetching.try_lock() {
            Ok(_fetching) => self.fetch(LOW).await,
            // Someone else is at it: only who might run dry meanwhile has to wait.
            Err(_) if self.pool.below(RESERVE).is_empty() => Ok(()),
            Err(_) => self.top_up_to(LOW).await,
        }
    }

    /// As [`Ids::top_up`], for a closure that found none left.
    pub(crate) async fn top_up_dry(&self) -> Result<(), Error> {
        self.top_up_to(BLOCK).await
    }

    /// Drops the ids in the pool, those included that are on their way into it.
    pub(crate) async fn forget(&self) {
        let _fetching = self.fetching.lock().await;
        self.pool.clear();
    }

    async fn top_up_to(&self, level: i64) -> Result<(), Error> {
        let _fetching = self.fetching.lock().await;
        self.fetch(level).await
    }

    /// Safe to drop at any point: a block that was taken and not received is never given.
    async fn fetch(&self, level: i64) -> Result<(), Error> {
        let kinds = self.pool.below(level);
        let blocks = if kinds.is_empty() { Blocks::new() } else { self.take(kinds).await? };
        self.pool.add(blocks);
        Ok(())
    }

    async fn take(&self, kinds: Vec<Kind>) -> Result<Blocks, Error> {
        let (job, answer) = transaction(take_blocks(kinds), Arc::clone(&self.pool), Arc::default());
        self.engine.write(job);
        let (_, written) = answer.await.ok().and_then(Answer::claim).ok_or(Error::Closed)?;
        Ok(written?.value)
    }
}

type Blocks = Vec<(Kind, Range<i64>)>;

fn take_blocks(kinds: Vec<Kind>) -> impl FnMut(&mut Tx<'_>) -> Result<End<Blocks>, Error> + Send {
    move |tx| {
        let mut blocks = Blocks::new();
        for kind in &kinds {
            blocks.extend(take_block(tx, *kind)?.map(|block| (*kind, block)));
        }
        Ok(End::Commit(blocks))
    }
}

impl Tx<'_> {
    /// Takes every id of a kind up to `last`, those in pools not counted.
    pub(crate) fn take_ids_to(&mut self, kind: Kind, last: i64) -> Result<(), Error> {
        if last < kind.first() {
            return Ok(());
        }
        self.execute(
            "INSERT INTO id_block (kind, next) VALUES ($1, $2)
             ON CONFLICT (kind) DO UPDATE SET next = excluded.next WHERE id_block.next < excluded.next",
            &[kind.row().into(), (last + 1).into()],
        )?;
        Ok(())
    }
}

/// `None` when the kind has come to its end: the others go on.
fn take_block(tx: &mut Tx<'_>, kind: Kind) -> Result<Option<Range<i64>>, Error> {
    let end = tx.one(
        "INSERT INTO id_block (kind, next) VALUES ($1, $2 + $3)
         ON CONFLICT (kind) DO UPDATE SET next = id_block.next + $3 WHERE id_block.next <= $4 - $3
         RETURNING next",
        &[kind.row().into(), kind.first().into(), BLOCK.into(), END.into()],
        |row| row.int(0),
    )?;
    Ok(end.map(|end| end - BLOCK..end))
}
