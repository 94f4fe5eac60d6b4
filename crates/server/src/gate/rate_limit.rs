//! The rate limit: calls a minute, an hour and a day per key (gate.md section 5). Refused calls count too.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Calls in a span of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    pub calls: u32,
    pub seconds: i64,
}

/// The limits of the FAQ of 2026: 50 a minute, 700 an hour, 8000 a day.
pub const OF_THE_SERVICE: [Budget; 3] = [
    Budget { calls: 50, seconds: 60 },
    Budget { calls: 700, seconds: 3_600 },
    Budget { calls: 8_000, seconds: 86_400 },
];

/// How a refusal looks (gate.md section 5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// HTTP 405 with a short HTML body.
    #[default]
    Html405,
    /// Number 500000 in an answer.
    Xml,
}

/// What a call is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The first budget that is used up.
    Budget(Budget),
    /// As many keys are counted as can be.
    MostKeys,
}

/// Keys remembered at most. Past that, keys whose every window has ended are forgotten; if none has, a new key is
/// refused rather than one that is counted forgotten.
const MOST_KEYS: usize = 100_000;

/// Counts calls in fixed windows.
pub struct RateLimit {
    budgets: Vec<Budget>,
    pub form: Form,
    keys: Mutex<HashMap<[u8; 32], Vec<Window>>>,
}

#[derive(Clone, Copy)]
struct Window {
    since: i64,
    calls: u32,
}

impl RateLimit {
    /// Without budgets nothing is counted.
    pub fn new(budgets: Vec<Budget>, form: Form) -> Self {
        RateLimit { budgets, form, keys: Mutex::default() }
    }

    pub fn is_off(&self) -> bool {
        self.budgets.is_empty()
    }

    /// Counts a call at `now`, unix seconds; what it is over, if anything.
    pub fn count(&self, key: [u8; 32], now: i64) -> Result<(), Over> {
        let mut keys = self.keys();
        if keys.len() >= MOST_KEYS && !keys.contains_key(&key) {
            let longest = self.budgets.iter().map(|budget| budget.seconds).max().unwrap_or(0);
            keys.retain(|_, windows| windows.iter().any(|window| now - window.since < longest));
            if keys.len() >= MOST_KEYS {
                return Err(Over::MostKeys);
            }
        }
        let windows =
            keys.entry(key).or_insert_with(|| vec![Window { since: now, calls: 0 }; self.budgets.len()]);
        let mut within = Ok(());
        for (window, budget) in windows.iter_mut().zip(&self.budgets) {
            if now - window.since >= budget.seconds {
                *window = Window { since: now, calls: 0 };
            }
            window.calls = window.calls.saturating_add(1);
            if window.calls > budget.calls {
                within = within.and(Err(Over::Budget(*budget)));
            }
        }
        within
    }

    fn keys(&self) -> MutexGuard<'_, HashMap<[u8; 32], Vec<Window>>> {
        // Nothing panics under this lock.
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_window_has_its_own_budget() {
        let budgets = vec![Budget { calls: 2, seconds: 60 }, Budget { calls: 3, seconds: 3_600 }];
        let limit = RateLimit::new(budgets, Form::Xml);
        let counted: Vec<Result<(), Over>> =
            [0, 1, 2, 61, 62, 3_601].into_iter().map(|now| limit.count([1; 32], now)).collect();
        // The third call is over the minute and uses up the hour all the same.
        let [minute, hour] = [limit.budgets[0], limit.budgets[1]].map(|budget| Err(Over::Budget(budget)));
        assert_eq!(counted, [Ok(()), Ok(()), minute, hour, hour, Ok(())]);
        assert_eq!(limit.count([2; 32], 2), Ok(()), "another key");
    }
}
