//! Ways of the real service that nobody wants, for tests of what uses it. All are off until they are asked for, are kept in
//! the store, and are held in memory beside it, so that calls do not pay for asking.

pub mod in_force;

use store::State;

use crate::runner::{Cx, Runner};
use in_force::Oddities;

/// The name of the setting in the store; its value is the words of what is on.
const SETTING: &str = "oddities";

/// The oddities in the store.
pub fn kept(cx: &mut Cx<'_, '_>) -> Result<Oddities, store::Error> {
    let Some(words) = cx.tx.setting(SETTING)? else { return Ok(Oddities::default()) };
    Oddities::from_words(&words).ok_or_else(|| store::Error::Engine(format!("{SETTING} holds other words")))
}

/// Keeps them in the store; they are in force after [`resume`]. With another delay all that waits is answered.
pub fn keep(cx: &mut Cx<'_, '_>, oddities: Oddities) -> Result<(), store::Error> {
    if kept(cx)?.delay != oddities.delay {
        cx.tx.end_former_zones(cx.now)?;
    }
    cx.tx.keep_setting(SETTING, &oddities.words())
}

/// Has calls follow what is in the store, as a process must when it starts.
pub fn resume(runner: &Runner) -> Result<(), store::Error> {
    runner.controls().oddities.set(runner.read(kept)?);
    Ok(())
}

/// The row of a state that was read in which the oddities are none, counted from one.
pub(crate) fn unreadable_row_in(state: &State) -> Option<usize> {
    state.setting(SETTING).filter(|words| Oddities::from_words(words).is_none())?;
    state.texts("setting", "name").find(|(_, name)| *name == SETTING).map(|(row, _)| row)
}
