//! How far this process follows others.

use std::sync::atomic::{AtomicI64, Ordering};

/// Real seconds after which a process that hears nothing of others is behind them.
const PATIENCE: i64 = 30;
/// Where nobody is followed.
const NEVER: i64 = i64::MIN;

/// The world this process lives in, and when it last knew all that others had changed.
pub struct Progress {
    world: AtomicI64,
    /// Real time, unix seconds.
    caught_up: AtomicI64,
}

impl Default for Progress {
    fn default() -> Self {
        Progress { world: AtomicI64::new(0), caught_up: AtomicI64::new(NEVER) }
    }
}

impl Progress {
    /// Whether this process may answer DNS from what is no longer so. `now` is real time, unix seconds.
    pub fn is_behind(&self, now: i64) -> bool {
        let caught_up = self.caught_up.load(Ordering::SeqCst);
        caught_up != NEVER && now.saturating_sub(caught_up) > PATIENCE
    }

    pub(crate) fn catch_up(&self, now: i64) {
        self.caught_up.store(now, Ordering::SeqCst);
    }

    /// The number of the world.
    pub(crate) fn world(&self) -> i64 {
        self.world.load(Ordering::SeqCst)
    }

    pub(crate) fn enter(&self, world: i64) {
        self.world.store(world, Ordering::SeqCst);
    }
}
