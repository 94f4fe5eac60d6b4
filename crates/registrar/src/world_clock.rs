//! The world clock: the machine's and an offset. It runs on by itself, a sandbox can move it forward, and it never goes
//! back, unless another world takes the place of this one. Moving it is in `clock_moves.rs`.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tokio::sync::{Mutex, MutexGuard};

use crate::clock::Clock;

/// The world clock.
pub struct WorldClock {
    base: Arc<dyn Clock>,
    /// Seconds.
    offset: AtomicI64,
    /// The latest time that was told: the clock of a machine may be set back.
    told: AtomicI64,
    /// Held while the clock is moved, so that the offset in the store is the one in force.
    moving: Mutex<()>,
}

impl WorldClock {
    /// A clock that is not moved yet.
    pub fn over(base: Arc<dyn Clock>) -> Self {
        WorldClock { base, offset: AtomicI64::new(0), told: AtomicI64::new(i64::MIN), moving: Mutex::new(()) }
    }

    /// One move at a time.
    pub(crate) async fn hold(&self) -> MutexGuard<'_, ()> {
        self.moving.lock().await
    }

    /// Sets how far it is ahead of the machine, also back.
    pub(crate) fn begin_anew(&self, offset: i64) {
        self.offset.store(offset, Ordering::SeqCst);
        self.told.store(i64::MIN, Ordering::SeqCst);
    }

    /// Sets how far it is ahead of the machine, unless it is that far already.
    pub(crate) fn move_to(&self, offset: i64) {
        self.offset.fetch_max(offset, Ordering::SeqCst);
    }
}

impl Clock for WorldClock {
    fn now(&self) -> i64 {
        let now = self.base.now().saturating_add(self.offset.load(Ordering::SeqCst));
        self.told.fetch_max(now, Ordering::SeqCst).max(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SetClock;

    #[test]
    fn a_machine_set_back_does_not_turn_the_world_back() {
        let machine = Arc::new(SetClock::at(1_000));
        let clock = WorldClock::over(Arc::clone(&machine) as Arc<dyn Clock>);
        assert_eq!(clock.now(), 1_000);
        machine.set(900);
        assert_eq!(clock.now(), 1_000);
        machine.set(1_001);
        assert_eq!(clock.now(), 1_001);
    }
}
