//! Ids of the wire. They stay under 2^31, grow, and are never given twice: a node takes blocks of them from an id
//! row, in a transaction of its own, and gives single ids from memory.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Mutex as AsyncMutex;

use crate::engine::Engine;
use crate::error::Error;
use crate::job::{Answer, transaction};
use crate::tx::{End, Tx};

/// Ids a node takes at a time.
const BLOCK: i64 = 1_000;
/// A kind with fewer ids than this in memory is topped up before the next write.
const LOW: i64 = BLOCK / 2;
/// Ids of each kind that a closure may take.
const RESERVE: i64 = 64;
/// The wire's ids are read into signed 32-bit integers.
const END: i64 = 1 << 31;

/// What an id names. Each kind counts for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Domain,
    Order,
    Transaction,
    Privacy,
    Account,
}

impl Kind {
    pub const ALL: [Kind; 5] = [Kind::Domain, Kind::Order, Kind::Transaction, Kind::Privacy, Kind::Account];

    /// Its row in `id_block`.
    fn row(self) -> &'static str {
        match self {
            Kind::Domain => "domain",
            Kind::Order => "order",
            Kind::Transaction => "transaction",
            Kind::Privacy => "privacy",
            Kind::Account => "account",
        }
    }

    /// Six digits from the start, and told apart at sight.
    fn first(self) -> i64 {
        match self {
            Kind::Domain => 100_001,
            Kind::Order => 200_001,
            Kind::Transaction => 300_001,
            Kind::Privacy => 400_001,
            Kind::Account => 500_001,
        }
    }
}

/// The ids this node holds.
pub struct Ids {
    engine: Arc<dyn Engine>,
    held: [Mutex<Vec<Range<i64>>>; Kind::ALL.len()],
    /// Some kind has fewer than [`LOW`].
    low: AtomicBool,
    fetching: AsyncMutex<()>,
}

impl Ids {
    pub(crate) fn new(engine: Arc<dyn Engine>) -> Self {
        Ids { engine, held: Default::default(), low: AtomicBool::new(true), fetching: AsyncMutex::new(()) }
    }

    /// An id never given before, from memory; [`Error::IdsDry`] when there is none.
    pub fn next(&self, kind: Kind) -> Result<i64, Error> {
        let mut blocks = self.blocks(kind);
        let id = blocks.first_mut().and_then(Iterator::next);
        if blocks.first().is_some_and(Range::is_empty) {
            blocks.remove(0);
        }
        if count(&blocks) < LOW {
            self.low.store(true, Ordering::Release);
        }
        id.ok_or(Error::IdsDry)
    }

    /// Fetches a block of every kind that is low, so that a closure finds 64 ids of each. [`crate::Store::write`] does
    /// this by itself.
    pub async fn top_up(self: &Arc<Self>) -> Result<(), Error> {
        if !self.low.load(Ordering::Acquire) {
            return Ok(());
        }
        match self.fetching.try_lock() {
            Ok(_fetching) => self.fetch(LOW).await,
            // Someone else is at it: only who might run dry meanwhile has to wait.
            Err(_) if self.below(RESERVE).is_empty() => Ok(()),
            Err(_) => self.top_up_to(LOW).await,
        }
    }

    /// As [`Ids::top_up`], for a closure that found none left.
    pub(crate) async fn top_up_dry(self: &Arc<Self>) -> Result<(), Error> {
        self.top_up_to(BLOCK).await
    }

    async fn top_up_to(self: &Arc<Self>, level: i64) -> Result<(), Error> {
        let _fetching = self.fetching.lock().await;
        self.fetch(level).await
    }

    /// Safe to drop at any point: a block that was taken and not received is never given.
    async fn fetch(self: &Arc<Self>, level: i64) -> Result<(), Error> {
        let kinds = self.below(level);
        if !kinds.is_empty() {
            let (job, answer) = transaction(take_blocks(kinds), Arc::clone(self), Arc::default());
            self.engine.write(job);
            let (_, written) = answer.await.ok().and_then(Answer::claim).ok_or(Error::Closed)?;
            for (kind, block) in written?.value {
                self.blocks(kind).push(block);
            }
        }
        // In this order, so that a kind that runs low meanwhile is seen here or sets the flag afterwards.
        self.low.store(false, Ordering::Release);
        if !self.below(LOW).is_empty() {
            self.low.store(true, Ordering::Release);
        }
        Ok(())
    }

    fn below(&self, level: i64) -> Vec<Kind> {
        Kind::ALL.into_iter().filter(|kind| count(&self.blocks(*kind)) < level).collect()
    }

    fn blocks(&self, kind: Kind) -> MutexGuard<'_, Vec<Range<i64>>> {
        // Nothing panics under this lock.
        self.held[kind as usize].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn count(blocks: &[Range<i64>]) -> i64 {
    blocks.iter().map(|block| block.end - block.start).sum()
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
