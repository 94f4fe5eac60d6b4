//! Forgets what keys have read of zones that they have not come back to for long.

use rules::calendar::DAY;
use store::{End, Error};

use crate::runner::Runner;

/// Seconds for which it is kept what a key wrote last: its next list may go on from there.
const KEPT_FOR: i64 = 30 * DAY;

/// Forgets; of how many keys and zones.
pub async fn run(runner: &Runner) -> Result<usize, Error> {
    let is_due = runner.read(|cx| cx.tx.has_zone_bases_before(cx.now - KEPT_FOR))?;
    if !is_due {
        return Ok(0);
    }
    runner.write(|cx| cx.tx.delete_zone_bases_before(cx.now - KEPT_FOR).map(End::Commit)).await
}
