//! Keys of an account: making them, turning them over, and taking them away.

use store::{End, Error};

use crate::runner::Runner;

/// Notes that a key was used.
pub async fn note_use(runner: &Runner, key_id: i64) -> Result<(), Error> {
    runner.write(move |cx| cx.tx.note_use_of_key(key_id, cx.now).map(End::Commit)).await
}
