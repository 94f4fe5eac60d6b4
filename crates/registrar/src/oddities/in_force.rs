//! Which oddities there are, and those that calls follow.

use std::sync::atomic::{AtomicU64, Ordering};

use rules::calendar::DAY;
use rules::zone;

/// Longest delay of propagation, seconds.
pub const LONGEST_DELAY: i64 = 7 * DAY;

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
    pub(super) fn words(mut self) -> String {
        let on = self.switches().into_iter().filter(|(_, on)| **on).map(|(word, _)| word.to_owned());
        let mut words: Vec<String> = on.collect();
        if self.delay > 0 {
            words.push(format!("{DELAY}{}", self.delay));
        }
        words.join(" ")
    }

    pub(super) fn from_words(words: &str) -> Option<Self> {
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

    pub(super) fn set(&self, oddities: Oddities) {
        self.0.store(oddities.bits(), Ordering::SeqCst);
    }
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
            kept.set(oddities);
            prop_assert_eq!(kept.get(), oddities);
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
