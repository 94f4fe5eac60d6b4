//! How the transfer of a domain to an account here goes (domains.transfer.*.toml, domains-notes.md section 5; RFC 5730
//! section 2.9.3.4). The losing registrar is simulated: where a transfer leads follows from its authorization
//! information, so that a test can choose it. The patterns are documented in docs/sandbox.md.

mod status;

pub use status::{Phase, STATUSES, Status};

use crate::calendar::DAY;

const HOUR: i64 = 3_600;

/// Waits for its submission.
pub const QUEUED: i64 = -1;
/// As [`QUEUED`], another time.
pub const RESUBMITTED: i64 = -2;
/// The domain is here.
pub const COMPLETED: i64 = 5;
/// Submitted, and not begun by the registry.
const AWAITING_INITIATION: i64 = 13;
/// Begun by the registry; the holder and the losing registrar have five days to object (ICANN Transfer Policy, section
/// I.A.3.3).
const AWAITING_APPROVAL: i64 = 14;
const NO_ANSWER: i64 = 16;
const NOT_APPROVED: i64 = 17;
const LOCKED: i64 = 22;
const REJECTED: i64 = 25;
const NOT_RETAGGED: i64 = 37;
const WRONG_KEY: i64 = 32;
/// A premium name cannot come this way.
pub const PREMIUM: i64 = 50;

/// When a queued transfer is submitted, when the registry begins it, and when it ends; seconds from its beginning.
const SUBMITTED_AFTER: i64 = 4 * HOUR;
const BEGUN_AFTER: i64 = DAY;
const ENDS_AFTER: i64 = 5 * DAY;

/// Beginnings of authorization information, and the status each leads to.
const PATTERNS: [(&str, i64); 4] =
    [("wrong-", WRONG_KEY), ("locked-", LOCKED), ("rejected-", REJECTED), ("noanswer-", NO_ANSWER)];

/// The status of a number.
pub fn status(number: i64) -> Option<&'static Status> {
    STATUSES.iter().find(|status| status.number == number)
}

/// The number of the status that authorization information leads to. `status-NN-…` names one itself; one that is not
/// an end is gone through, and the transfer completes.
pub fn destination(authorization: &str) -> i64 {
    let known = PATTERNS.into_iter().find(|(start, _)| authorization.starts_with(start));
    known.map(|(_, number)| number).or_else(|| named(authorization)).unwrap_or(COMPLETED)
}

fn named(authorization: &str) -> Option<i64> {
    let rest = authorization.strip_prefix("status-")?;
    let (sign, digits) = rest.strip_prefix('-').map_or((1, rest), |digits| (-1, digits));
    let digits = digits.split('-').next().unwrap_or_default();
    let number = sign * digits.parse::<i64>().ok()?;
    status(number).map(|status| status.number)
}

/// Where a transfer leads when it is submitted again: a lock was taken off meanwhile, nothing else is another.
pub fn destination_again(before: i64) -> i64 {
    if before == LOCKED { COMPLETED } else { before }
}

/// A transfer as it is told what happens to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// When it was submitted or resubmitted; unix seconds.
    pub begun: i64,
    pub resubmitted: bool,
    /// The number of the status it leads to.
    pub destination: i64,
}

/// The status of a transfer at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The number of the status.
    pub status: i64,
    pub phase: Phase,
    /// Unix seconds.
    pub since: i64,
    /// When another status follows; `None` at the end.
    pub until: Option<i64>,
}

impl Course {
    /// The status at `now`.
    pub fn stage(self, now: i64) -> Stage {
        let first = if self.resubmitted { RESUBMITTED } else { QUEUED };
        let is_end = self.phase(self.destination).is_end();
        // What stands on the way: the registry's question, or the status that the code asked for.
        let on_the_way = if is_end { AWAITING_APPROVAL } else { self.destination };
        let end = if is_end { self.destination } else { COMPLETED };
        if now < self.after(SUBMITTED_AFTER) {
            return self.waiting(first, 0, SUBMITTED_AFTER);
        }
        if now < self.after(BEGUN_AFTER) {
            return self.waiting(AWAITING_INITIATION, SUBMITTED_AFTER, BEGUN_AFTER);
        }
        if !needs_an_answer(end) {
            return self.ended(end, BEGUN_AFTER);
        }
        if now < self.after(ENDS_AFTER) {
            return self.waiting(on_the_way, BEGUN_AFTER, ENDS_AFTER);
        }
        self.ended(end, ENDS_AFTER)
    }

    fn after(self, seconds: i64) -> i64 {
        self.begun.saturating_add(seconds)
    }

    fn phase(self, number: i64) -> Phase {
        status(number).map_or(Phase::InProgress, |status| status.phase)
    }

    fn waiting(self, status: i64, from: i64, to: i64) -> Stage {
        Stage { status, phase: self.phase(status), since: self.after(from), until: Some(self.after(to)) }
    }

    fn ended(self, status: i64, from: i64) -> Stage {
        Stage { status, phase: self.phase(status), since: self.after(from), until: None }
    }
}

/// Whether an end comes of what the holder or the losing registrar said, or did not say, in their five days; all else
/// the registry sees at once.
fn needs_an_answer(end: i64) -> bool {
    matches!(end, COMPLETED | NO_ANSWER | NOT_APPROVED | REJECTED | NOT_RETAGGED)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BEGUN: i64 = 1_781_524_800; // 2026-06-15T12:00:00Z

    fn statuses(course: Course) -> Vec<(i64, i64)> {
        let mut seen = Vec::new();
        let mut at = Some(course.begun);
        while let Some(now) = at {
            let stage = course.stage(now);
            assert_eq!(stage.since, now);
            seen.push((stage.status, now - course.begun));
            at = stage.until;
        }
        seen
    }

    #[test]
    fn codes_and_where_they_lead() {
        for (code, expected) in [
            ("2134562345", 5),
            ("", 5),
            ("wrong-1", 32),
            ("wrong", 5),
            ("locked-1", 22),
            ("rejected-1", 25),
            ("noanswer-1", 16),
            ("status-28-x", 28),
            ("status--4", -4),
            ("status--202-x", -202),
            ("status-38-x", 5),
            ("status-", 5),
            ("status-99999999999999999999", 5),
        ] {
            assert_eq!(destination(code), expected, "{code}");
        }
    }

    #[test]
    fn ways() {
        let course = |destination| Course { begun: BEGUN, resubmitted: false, destination };
        let (submitted, begun, end) = ((13, 4 * HOUR), (14, DAY), 5 * DAY);
        assert_eq!(statuses(course(5)), [(-1, 0), submitted, begun, (5, end)]);
        assert_eq!(statuses(course(25)), [(-1, 0), submitted, begun, (25, end)]);
        assert_eq!(statuses(course(32)), [(-1, 0), submitted, (32, DAY)]);
        assert_eq!(statuses(course(28)), [(-1, 0), submitted, (28, DAY), (5, end)]);
        let again = Course { resubmitted: true, ..course(destination_again(22)) };
        assert_eq!(statuses(again), [(-2, 0), submitted, begun, (5, end)]);
        assert_eq!(destination_again(32), 32);
    }

    #[test]
    fn every_status_is_reached_by_its_code() {
        for status in STATUSES {
            let destination = destination(&format!("status-{}-x", status.number));
            let course = Course { begun: BEGUN, resubmitted: false, destination };
            let seen = statuses(course);
            assert!(seen.iter().any(|(number, _)| *number == status.number), "{}", status.number);
            let (last, _) = seen.last().expect("an end");
            let end = super::status(*last).expect("known");
            assert!(end.phase.is_end(), "{}", status.number);
        }
    }

    proptest! {
        #[test]
        fn any_code_leads_to_a_status(code in ".{0,24}") {
            prop_assert!(status(destination(&code)).is_some());
        }

        #[test]
        fn a_stage_holds_until_the_next(
            destination in (0..STATUSES.len()).prop_map(|at| STATUSES[at].number), after in 0..9 * DAY,
        ) {
            let course = Course { begun: BEGUN, resubmitted: false, destination };
            let stage = course.stage(BEGUN + after);
            prop_assert!(stage.since <= BEGUN + after);
            prop_assert_eq!(course.stage(stage.since), stage);
            if let Some(until) = stage.until {
                prop_assert!(BEGUN + after < until);
                prop_assert_eq!(course.stage(until - 1), stage);
                prop_assert_eq!(course.stage(until).since, until);
            }
            prop_assert_eq!(stage.until.is_none(), stage.phase.is_end());
        }

        #[test]
        fn any_time_has_a_status(begun: i64, now: i64) {
            let stage = Course { begun, resubmitted: false, destination: COMPLETED }.stage(now);
            prop_assert!(status(stage.status).is_some());
        }
    }
}
