//! The world clock: another clock and an offset that is kept in the store. It runs on by itself, a sandbox can move it
//! forward, and it never goes back. Who moves it is answered once the sweeps have reached the new time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use store::End;
use tokio::sync::Mutex;

use crate::caller::Caller;
use crate::clock::Clock;
use crate::runner::{Cx, Runner};
use crate::sweeps;

/// The name of the offset in the store; its value is in seconds.
const OFFSET: &str = "clock_offset";
/// Where moving ends, 3000-01-01T00:00:00Z: whatever follows from it still has years of four digits.
const LATEST: i64 = 32_503_680_000;

/// The world clock.
pub struct WorldClock {
    base: Arc<dyn Clock>,
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
}

impl Clock for WorldClock {
    fn now(&self) -> i64 {
        let now = self.base.now().saturating_add(self.offset.load(Ordering::SeqCst));
        self.told.fetch_max(now, Ordering::SeqCst).max(now)
    }
}

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
    #[error("a sub-account does not move the clock")]
    SubAccount,
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
pub fn move_on(cx: &mut Cx<'_, '_>, caller: &Caller, seconds: u64) -> Result<(), Error> {
    if caller.is_on_sub_account() {
        return Err(Error::SubAccount);
    }
    let seconds = i64::try_from(seconds).map_err(|_| Error::TooFar)?;
    if cx.now.saturating_add(seconds) > LATEST {
        return Err(Error::TooFar);
    }
    let offset = kept_offset(cx)?.saturating_add(seconds);
    Ok(cx.tx.keep_setting(OFFSET, &offset.to_string())?)
}

/// Runs a transaction that may move the clock. If it does, the clock moves after its commit, and what is due by the new
/// time has happened before this returns. Who goes away meanwhile leaves nothing half done.
pub async fn advance<T: Send + 'static>(
    runner: &Runner,
    work: impl FnMut(&mut Cx<'_, '_>) -> Result<End<T>, store::Error> + Send + 'static,
) -> Result<T, store::Error> {
    let runner = runner.clone();
    let advancing = tokio::spawn(async move {
        let clock = runner.world_clock();
        let _moving = clock.moving.lock().await;
        let value = runner.write(work).await?;
        if resume(&runner)? {
            sweeps::run_due(&runner).await?;
        }
        Ok(value)
    });
    advancing.await.unwrap_or(Err(store::Error::Panicked))
}

/// Moves the clock to the offset in the store, as a process must when it starts; whether it was behind.
pub fn resume(runner: &Runner) -> Result<bool, store::Error> {
    let kept = runner.read(kept_offset)?;
    Ok(runner.world_clock().offset.fetch_max(kept, Ordering::SeqCst) < kept)
}

fn kept_offset(cx: &mut Cx<'_, '_>) -> Result<i64, store::Error> {
    let Some(kept) = cx.tx.setting(OFFSET)? else { return Ok(0) };
    kept.parse().map_err(|_| store::Error::Engine(format!("{OFFSET} is no number")))
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
