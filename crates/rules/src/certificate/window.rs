//! When a certificate can be activated and renewed, and how long it and what was paid for last (ssl-notes.md section 6).

use crate::calendar::{DAY, years_later};

/// Years that can be bought at a time.
pub const MOST_YEARS: i64 = 5;
/// From purchase to the last moment of activation; seconds. The service has such a period, its length is on no page.
pub const ACTIVATION_PERIOD: i64 = 365 * DAY;
/// How long before and after the end of its term a certificate can be renewed; seconds.
pub const RENEWABLE_BEFORE: i64 = 90 * DAY;
pub const RENEWABLE_AFTER: i64 = 180 * DAY;
/// The longest that one certificate is valid; seconds (CA/Browser Forum ballot SC-081v3, from March 2026). The rest of
/// a term is used by reissues.
pub const LONGEST_VALIDITY: i64 = 200 * DAY;

/// What was paid for; unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub begins: i64,
    /// The first moment after it.
    pub ends: i64,
}

/// Whether a certificate whose term ends at `ends` can be renewed.
pub fn is_renewable(ends: i64, now: i64) -> bool {
    let first = ends.saturating_sub(RENEWABLE_BEFORE);
    (first..=ends.saturating_add(RENEWABLE_AFTER)).contains(&now)
}

/// The term of a certificate that is issued at `now`. What is left of the term it renews (`left_until`) comes on top.
pub fn term(now: i64, years: u32, left_until: Option<i64>) -> Term {
    let counted_from = left_until.map_or(now, |end| end.max(now));
    Term { begins: now, ends: years_later(counted_from, years) }
}

/// When a certificate that is issued at `now` within a term ends.
pub fn valid_until(now: i64, term: Term) -> i64 {
    now.saturating_add(LONGEST_VALIDITY).min(term.ends)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_781_524_800; // 2026-06-15T12:00:00Z

    #[test]
    fn renewable_from_ninety_days_before_to_half_a_year_after() {
        for (days, expected) in [(91, false), (90, true), (0, true), (-180, true), (-181, false)] {
            assert_eq!(is_renewable(NOW + days * DAY, NOW), expected, "{days} days left");
        }
    }

    #[test]
    fn what_is_left_is_added() {
        let year_later = years_later(NOW, 1);
        assert_eq!(term(NOW, 1, None), Term { begins: NOW, ends: year_later });
        assert_eq!(term(NOW, 1, Some(NOW - DAY)).ends, year_later, "it was over");
        assert_eq!(term(NOW, 1, Some(NOW + 30 * DAY)).ends, year_later + 30 * DAY);
    }

    #[test]
    fn a_certificate_is_shorter_than_its_term() {
        let long = term(NOW, 5, None);
        assert_eq!(valid_until(NOW, long), NOW + 200 * DAY);
        let late = long.ends - 10 * DAY;
        assert_eq!(valid_until(late, long), long.ends);
    }

    proptest! {
        #[test]
        fn any_time_has_its_windows(now: i64, ends: i64, years in 0..=5_u32, left: Option<i64>) {
            let _ = is_renewable(ends, now);
            let term = term(now, years, left);
            prop_assert!(valid_until(now, term) <= term.ends);
        }
    }
}
