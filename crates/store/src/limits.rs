//! How long transactions may take.

use std::time::Duration;

/// Time budgets, counted from the start of the closure.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub scan: Duration,
    pub write: Duration,
}

impl Default for Limits {
    /// Long enough for any honest transaction, short enough that one bad query cannot hold up the others for long.
    fn default() -> Self {
        Limits { scan: Duration::from_secs(20), write: Duration::from_secs(5) }
    }
}
