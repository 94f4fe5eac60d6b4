//! Finishes orders that a crash left open.

use crate::runner::Runner;
use crate::settlement;

const SLICE: i64 = 100;

/// Finishes every order opened at or before `created`; how many there were. One that cannot be finished is left open
/// and told in the log, and the others are not held up.
pub async fn run(runner: &Runner, created: i64) -> Result<usize, store::Error> {
    let (mut after, mut finished) = (0, 0);
    loop {
        let open = runner.read(|cx| cx.tx.open_purchases(created, after, SLICE))?;
        let Some(last) = open.last() else { return Ok(finished) };
        after = *last;
        for purchase_id in open {
            match settlement::complete(runner, purchase_id, |_, _| Ok(())).await {
                Ok(settled) => finished += usize::from(settled.is_some()),
                Err(error) => tracing::error!(order = purchase_id, %error, "an order cannot be finished"),
            }
        }
    }
}
