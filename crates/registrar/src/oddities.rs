//! Ways of the real service that nobody wants, for tests of what uses it. All are off until they are asked for, are kept in
//! the store, and are held in memory beside it, so that calls do not pay for asking.

use std::sync::atomic::{AtomicU64, Ordering};

use rules::calendar::DAY;
use rules::zone;
use store::State;

use crate::runner::{Cx, Runner};

/// Longest delay of propagation, seconds.
pub const LONGEST_DELAY: i64 = 7 * DAY;

/// The name of the setting in the store; its value is the words of what is on.
const SETTING: &str = "oddities";
const DELAY: &str = "propagation-delay=";

/// Which oddities are on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Oddities {
    /// What setHosts makes of rows.
    pub rows: zone::Oddities,
    /// Forwards of mail are accepted and not read back.
    pub hides_forwards: bool,
    /// How long the name server answers a zone as it was before a change; seconds of world time, 0 for not at all.
    pub delay: i64,
}

impl Oddities {
    fn switches(&mut self) -> [(&'static str, &mut bool); 4] {
        [
            ("folded-mx", &mut self.rows.folds_mx),
            ("old-values", &mut self.rows.keeps_old_values),
            ("cleared-ddns", &mut self.rows.clears_ddns),
            ("unread-forwards", &mut self.hides_forwards),
        ]
    }

    /// The value of the setting.
    fn words(mut self) -> String {
        let on = self.switches().into_iter().filter(|(_, on)| **on).map(|(word, _)| word.to_owned());
        let mut words: Vec<String> = on.collect();
        if self.delay > 0 {
            words.push(format!("{DELAY}{}", self.delay));
        }
        words.join(" ")
    }

    fn from_words(words: &str) -> Option<Self> {
        let mut read = Oddities::default();
        for word in words.split_ascii_whitespace() {
            if let Some(delay) = word.strip_prefix(DELAY) {
                read.delay = delay.parse().ok().filter(|delay| (1..=LONGEST_DELAY).contains(delay))?;
            } else {
                *read.switches().into_iter().find(|(have, _)| *have == word)?.1 = true;
            }
        }
        Some(read)
    }

    /// A number that holds all of them: a bit a switch, and the delay above.
    fn bits(mut self) -> u64 {
        let delay = self.delay.unsigned_abs() << 8;
        let switches = self.switches();
        switches.iter().enumerate().fold(delay, |bits, (at, (_, on))| bits | u64::from(**on) << at)
    }

    fn from_bits(bits: u64) -> Self {
        let mut read = Oddities { delay: i64::try_from(bits >> 8).unwrap_or(0), ..Oddities::default() };
        read.switches().into_iter().enumerate().for_each(|(at, (_, on))| *on = bits >> at & 1 == 1);
        read
    }
}

/// The oddities that calls follow.
#[derive(Default)]
pub struct InForce(AtomicU64);

impl InForce {
    pub fn get(&self) -> Oddities {
        Oddities::from_bits(self.0.load(Ordering::SeqCst))
    }

    /// Whether it is a change.
    fn set(&self, oddities: Oddities) -> bool {
        self.0.swap(oddities.bits(), Ordering::SeqCst) != oddities.bits()
    }
}

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

/// Has calls follow what is in the store, as a process must when it starts; whether that is a change.
pub fn resume(runner: &Runner) -> Result<bool, store::Error> {
    Ok(runner.controls().oddities.set(runner.read(kept)?))
}

/// The row of a state that was read in which the oddities are none, counted from one.
pub(crate) fn unreadable_row_in(state: &State) -> Option<usize> {
    state.setting(SETTING).filter(|words| Oddities::from_words(words).is_none())?;
    state.texts("setting", "name").find(|(_, name)| *name == SETTING).map(|(row, _)| row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_come_back(on in any::<[bool; 4]>(), delay in 0..=LONGEST_DELAY) {
            let mut oddities = Oddities { delay, ..Oddities::default() };
            for ((_, switch), on) in oddities.switches().into_iter().zip(on) {
                *switch = on;
            }
            prop_assert_eq!(Oddities::from_words(&oddities.words()), Some(oddities));
            prop_assert_eq!(Oddities::from_bits(oddities.bits()), oddities);
            let kept = InForce::default();
            prop_assert_eq!(kept.set(oddities), oddities != Oddities::default());
            prop_assert!(!kept.set(oddities) && kept.get() == oddities);
        }

        #[test]
        fn other_words_are_none(words in "[a-z=0-9 -]{0,30}") {
            let read = Oddities::from_words(&words);
            prop_assert!(words.trim().is_empty() || read.is_none(), "{words:?}");
        }
    }

    #[test]
    fn a_delay_has_its_bounds() {
        for words in ["propagation-delay=0", "propagation-delay=-1", "propagation-delay=604801", "folded-MX"]
        {
            assert_eq!(Oddities::from_words(words), None, "{words}");
        }
    }
}
