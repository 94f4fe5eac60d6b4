//! Moving the world clock. How far it was moved is kept in the store. Who moves it is answered once the sweeps have
//! reached the new time.

use store::{End, State};

use crate::runner::{Cx, Runner};
use crate::{oddities, sweeps};

/// The name of the offset in the store; its value is in seconds.
const OFFSET: &str = "clock_offset";
/// Where moving ends, 3000-01-01T00:00:00Z: whatever follows from it still has years of four digits.
const LATEST: i64 = 32_503_680_000;

/// What the clock tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Unix seconds.
    pub now: i64,
    /// How far it was moved so far; seconds.
    pub offset: i64,
    /// When a sweep next has something to do; unix seconds.
    pub next_event: Option<i64>,
}

/// Why the clock was not moved.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the clock does not go as far")]
    TooFar,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Reads the clock.
pub fn read(cx: &mut Cx<'_, '_>) -> Result<Reading, store::Error> {
    Ok(Reading { now: cx.now, offset: kept_offset(cx)?, next_event: sweeps::next(cx)? })
}

/// Notes in the store that the clock is `seconds` ahead of where it is; for the transaction of [`advance`].
pub fn move_on(cx: &mut Cx<'_, '_>, seconds: u64) -> Result<(), Error> {
    let seconds = i64::try_from(seconds).map_err(|_| Error::TooFar)?;
    if cx.now.saturating_add(seconds) > LATEST {
        return Err(Error::TooFar);
    }
    let offset = kept_offset(cx)?.saturating_add(seconds);
    Ok(cx.tx.keep_setting(OFFSET, &offset.to_string())?)
}

/// Runs a transaction that may move the clock or switch oddities. Once it is committed they are in force, and what is due by
/// then has happened before this returns, also what another call left undone. Who goes away meanwhile leaves nothing half done.
pub async fn advance<T: Send + 'static>(
    runner: &Runner,
    mut work: impl FnMut(&mut Cx<'_, '_>) -> Result<End<T>, store::Error> + Send + 'static,
) -> Result<T, store::Error> {
    let runner = runner.clone();
    let told = move |cx: &mut Cx<'_, '_>| work(cx).map(End::told);
    let advancing = tokio::spawn(async move {
        let _moving = runner.world_clock().hold().await;
        let (value, committed) = runner.write(told).await?;
        if committed {
            oddities::resume(&runner)?;
            resume(&runner)?;
            sweeps::run_due(&runner).await?;
        }
        Ok(value)
    });
    advancing.await.unwrap_or(Err(store::Error::Panicked))
}

/// Moves the clock to the offset in the store, as a process must when it starts.
pub fn resume(runner: &Runner) -> Result<(), store::Error> {
    let kept = runner.read(kept_offset)?;
    runner.world_clock().move_to(kept);
    Ok(())
}

/// Sets the clock to the offset in the store, also back: the world is another one.
pub(crate) fn restore(runner: &Runner) -> Result<(), store::Error> {
    let kept = runner.read(kept_offset)?;
    runner.world_clock().begin_anew(kept);
    Ok(())
}

/// What the clock of the machine tells; unix seconds.
pub(crate) fn of_the_machine(cx: &mut Cx<'_, '_>) -> Result<i64, store::Error> {
    Ok(cx.now.saturating_sub(kept_offset(cx)?))
}

/// The offset in a state that was read; `None` for one that the clock cannot have.
pub(crate) fn offset_in(state: &State) -> Option<i64> {
    let Some(kept) = state.setting(OFFSET) else { return Some(0) };
    kept.parse().ok().filter(|offset| (0..=LATEST).contains(offset))
}

/// The row of the offset in a state, counted from one.
pub(crate) fn row_in(state: &State) -> usize {
    state.texts("setting", "name").find(|(_, name)| *name == OFFSET).map_or(0, |(row, _)| row)
}

fn kept_offset(cx: &mut Cx<'_, '_>) -> Result<i64, store::Error> {
    let Some(kept) = cx.tx.setting(OFFSET)? else { return Ok(0) };
    kept.parse().map_err(|_| store::Error::Engine(format!("{OFFSET} is no number")))
}
