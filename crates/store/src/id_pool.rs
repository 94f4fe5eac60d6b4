//! Ids of the wire in memory. They stay under 2^31, grow, and are never given twice.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::Error;

/// Ids a node takes at a time.
pub(crate) const BLOCK: i64 = 1_000;
/// A kind with fewer ids than this in memory is topped up before the next write.
pub(crate) const LOW: i64 = BLOCK / 2;

/// What an id names. Each kind counts for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Domain,
    Order,
    Transaction,
    Privacy,
    Account,
    Address,
    Mail,
    Transfer,
    Certificate,
    Key,
}

impl Kind {
    pub const ALL: [Kind; 10] = [
        Kind::Domain,
        Kind::Order,
        Kind::Transaction,
        Kind::Privacy,
        Kind::Account,
        Kind::Address,
        Kind::Mail,
        Kind::Transfer,
        Kind::Certificate,
        Kind::Key,
    ];

    /// Its row in `id_block`.
    pub(crate) fn row(self) -> &'static str {
        match self {
            Kind::Domain => "domain",
            Kind::Order => "order",
            Kind::Transaction => "transaction",
            Kind::Privacy => "privacy",
            Kind::Account => "account",
            Kind::Address => "address",
            Kind::Mail => "mail",
            Kind::Transfer => "transfer",
            Kind::Certificate => "certificate",
            Kind::Key => "key",
        }
    }

    /// Six digits from the start, and told apart at sight.
    pub(crate) fn first(self) -> i64 {
        match self {
            Kind::Domain => 100_001,
            Kind::Order => 200_001,
            Kind::Transaction => 300_001,
            Kind::Privacy => 400_001,
            Kind::Account => 500_001,
            Kind::Address => 600_001,
            Kind::Mail => 700_001,
            Kind::Transfer => 800_001,
            Kind::Certificate => 900_001,
            Kind::Key => 110_001,
        }
    }
}

/// The ids this node holds.
pub struct IdPool {
    held: [Mutex<Vec<Range<i64>>>; Kind::ALL.len()],
    /// Some kind has fewer than [`LOW`].
    low: AtomicBool,
}

impl IdPool {
    pub(crate) fn new() -> Self {
        IdPool { held: Default::default(), low: AtomicBool::new(true) }
    }

    /// An id never given before; [`Error::IdsDry`] when there is none.
    pub(crate) fn next(&self, kind: Kind) -> Result<i64, Error> {
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

    pub(crate) fn is_low(&self) -> bool {
        self.low.load(Ordering::Acquire)
    }

    /// The kinds with fewer ids than `level`.
    pub(crate) fn below(&self, level: i64) -> Vec<Kind> {
        Kind::ALL.into_iter().filter(|kind| count(&self.blocks(*kind)) < level).collect()
    }

    /// Takes blocks in, and finds out whether some kind is low all the same.
    pub(crate) fn add(&self, blocks: Vec<(Kind, Range<i64>)>) {
        for (kind, block) in blocks {
            self.blocks(kind).push(block);
        }
        // In this order, so that a kind that runs low meanwhile is seen here or sets the flag afterwards.
        self.low.store(false, Ordering::Release);
        if !self.below(LOW).is_empty() {
            self.low.store(true, Ordering::Release);
        }
    }

    /// Drops every id.
    pub(crate) fn clear(&self) {
        Kind::ALL.into_iter().for_each(|kind| self.blocks(kind).clear());
        self.low.store(true, Ordering::Release);
    }

    fn blocks(&self, kind: Kind) -> MutexGuard<'_, Vec<Range<i64>>> {
        // Nothing panics under this lock.
        self.held[kind as usize].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn count(blocks: &[Range<i64>]) -> i64 {
    blocks.iter().map(|block| block.end - block.start).sum()
}
