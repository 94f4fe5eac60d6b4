//! Finishes orders that a crash left open.

use crate::registration;
use crate::runner::Runner;

const SLICE: i64 = 100;

/// Finishes every order opened at or before `created`; how many there were.
pub async fn run(runner: &Runner, created: i64) -> Result<usize, store::Error> {
    let mut finished = 0;
    loop {
        let open = runner.read(|cx| cx.tx.open_purchases(created, SLICE))?;
        if open.is_empty() {
            return Ok(finished);
        }
        for purchase_id in open {
            if registration::complete(runner, purchase_id).await?.is_some() {
                finished += 1;
            }
        }
    }
}
