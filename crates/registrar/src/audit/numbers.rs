//! The order of entries before they are in their chains.

use std::sync::atomic::{AtomicI64, Ordering};

use store::AuditNumber;

use crate::entropy::Entropy;

/// Numbers for the entries of this process, by which they come into their order.
pub struct Numbers {
    writer: i64,
    last: AtomicI64,
}

impl Numbers {
    /// Those of a process that chance tells from others over the same store.
    pub fn drawn(entropy: &dyn Entropy) -> Self {
        let mut octets = [0; 8];
        entropy.fill(&mut octets);
        Numbers::of(i64::from_be_bytes(octets))
    }

    pub(super) fn of(writer: i64) -> Self {
        Numbers { writer, last: AtomicI64::new(0) }
    }

    /// The next number, a million for each second, so that they go on where another process ended.
    pub(super) fn next(&self, now: i64) -> AuditNumber {
        let least = now.saturating_mul(1_000_000);
        let next = |last: i64| last.saturating_add(1).max(least);
        let before = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(next(last)));
        // The update never declines.
        AuditNumber { number: next(before.unwrap_or_else(|last| last)), writer: self.writer }
    }
}
