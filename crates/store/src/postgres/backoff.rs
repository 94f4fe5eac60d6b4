//! Pauses before another attempt. Without them, transactions in each other's way meet again and again.

use std::hash::{BuildHasher, RandomState};
use std::thread;
use std::time::Duration;

const FIRST: Duration = Duration::from_micros(500);
const LONGEST: Duration = Duration::from_millis(100);

/// Pauses that double up to a limit, each somewhere between nothing and its full length.
pub(super) struct Backoff {
    next: Duration,
}

impl Backoff {
    pub(super) fn new() -> Self {
        Backoff { next: FIRST }
    }

    pub(super) fn pause(&mut self) {
        // Every state of a hasher is another one: enough to keep threads out of step.
        let share = RandomState::new().hash_one(()) as f64 / u64::MAX as f64;
        thread::sleep(self.next.mul_f64(share));
        self.next = (self.next * 2).min(LONGEST);
    }
}
