//! The life of a domain after its term: grace, in which the holder can still reactivate it; redemption (RFC 3915), in
//! which only the registrar's people can; pending delete; and then the name is anybody's again. How long the grace is
//! stands in the list of TLDs; the other two are the same everywhere (domains-notes.md section 6).

use crate::calendar::DAY;
use crate::name::DomainName;
use crate::tld;

const REDEMPTION: i64 = 30 * DAY;
const PENDING_DELETE: i64 = 5 * DAY;
/// What no domain's life after its term is shorter than; seconds.
pub const SHORTEST_AFTERLIFE: i64 = REDEMPTION + PENDING_DELETE;

/// Where a domain is in its life, in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Within its term.
    Active,
    /// Its holder can reactivate it.
    Grace,
    Redemption,
    PendingDelete,
    /// Anybody can register it.
    Released,
}

/// When the states of a domain end; unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LifeCycle {
    pub expires: i64,
    pub grace_ends: i64,
    pub redemption_ends: i64,
    pub released: i64,
}

impl LifeCycle {
    /// The life of a name whose term ends at `expires`. A name below no known TLD has no grace.
    pub fn of(name: &str, expires: i64) -> Self {
        let parsed = DomainName::parse(name);
        let days = parsed.as_ref().and_then(tld::split).map_or(0, |(_, tld)| tld.reactivate_max_days);
        let grace_ends = expires.saturating_add(i64::from(days) * DAY);
        let redemption_ends = grace_ends.saturating_add(REDEMPTION);
        LifeCycle {
            expires,
            grace_ends,
            redemption_ends,
            released: redemption_ends.saturating_add(PENDING_DELETE),
        }
    }

    /// When the state at a moment ends; `None` once the name is released.
    pub fn next_end(&self, now: i64) -> Option<i64> {
        [self.expires, self.grace_ends, self.redemption_ends, self.released]
            .into_iter()
            .find(|end| now < *end)
    }

    /// The state at a moment. A state ends with the second that is named for its end.
    pub fn state(&self, now: i64) -> State {
        let ends = [
            (self.expires, State::Active),
            (self.grace_ends, State::Grace),
            (self.redemption_ends, State::Redemption),
            (self.released, State::PendingDelete),
        ];
        ends.into_iter().find(|(end, _)| now < *end).map_or(State::Released, |(_, state)| state)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn states_of_a_com_and_of_a_tld_without_grace() {
        for (name, days_after_expiry, expected) in [
            ("example.com", -1, State::Active),
            ("example.com", 0, State::Grace),
            ("example.com", 26, State::Grace),
            ("example.com", 27, State::Redemption),
            ("example.com", 56, State::Redemption),
            ("example.com", 57, State::PendingDelete),
            ("example.com", 61, State::PendingDelete),
            ("example.com", 62, State::Released),
            ("example.de", -1, State::Active),
            ("example.de", 0, State::Redemption),
            ("example.de", 30, State::PendingDelete),
            ("example.de", 35, State::Released),
            ("example.cm", 0, State::Redemption),
            ("example.nosuchtld", 0, State::Redemption),
        ] {
            let expires = 1_781_524_800;
            let now = expires + days_after_expiry * DAY;
            assert_eq!(
                LifeCycle::of(name, expires).state(now),
                expected,
                "{name} {days_after_expiry} days after"
            );
        }
    }

    #[test]
    fn a_state_ends_with_its_second() {
        let life = LifeCycle::of("example.com", 1_000);
        assert_eq!((life.state(999), life.state(1_000)), (State::Active, State::Grace));
        let end = life.released;
        assert_eq!((life.state(end - 1), life.state(end)), (State::PendingDelete, State::Released));
        assert_eq!((life.next_end(999), life.next_end(1_000)), (Some(1_000), Some(life.grace_ends)));
        assert_eq!((life.next_end(end - 1), life.next_end(end)), (Some(end), None));
    }

    proptest! {
        #[test]
        fn time_never_turns_a_life_back(expires: i64, a: i64, b: i64, tld in 0..tld::all().len()) {
            let life = LifeCycle::of(&format!("example.{}", tld::all()[tld].name), expires);
            let (early, late) = (a.min(b), a.max(b));
            prop_assert!(life.state(early) <= life.state(late));
            prop_assert_eq!(life.state(early) == State::Active, early < expires);
        }

        #[test]
        fn no_life_ends_before_the_shortest(expires in 0..i64::MAX / 2, tld in 0..tld::all().len()) {
            let life = LifeCycle::of(&format!("example.{}", tld::all()[tld].name), expires);
            prop_assert!(life.released - expires >= SHORTEST_AFTERLIFE);
            prop_assert!(life.state(expires + SHORTEST_AFTERLIFE - 1) < State::Released);
        }

        #[test]
        fn a_longer_term_is_never_worse(now: i64, expires: i64, more in 0..i64::MAX / 2) {
            let state = |expires| LifeCycle::of("example.com", expires).state(now);
            prop_assert!(state(expires.saturating_add(more)) <= state(expires));
        }
    }
}
