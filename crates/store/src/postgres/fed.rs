//! What a writer has fed, and which of it has been in the feed for long enough.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// How long a change stays in the feed at least. Who was away for longer reads all zones anew.
const KEPT: Duration = Duration::from_secs(600);
/// What is swept at a time is what was fed in this time.
const SHARE: Duration = Duration::from_secs(60);

/// Moments, each with the number of the last transaction that had fed something by then.
#[derive(Default)]
pub(super) struct Fed(VecDeque<(Instant, i64)>);

impl Fed {
    /// Notes that a transaction has fed something; up to which number the feed is to be swept now, if it is.
    pub(super) fn due(&mut self, now: Instant, number: i64) -> Option<i64> {
        if self.0.back().is_none_or(|(noted, _)| now.saturating_duration_since(*noted) >= SHARE) {
            self.0.push_back((now, number));
        }
        let due =
            self.0.iter().take_while(|(noted, _)| now.saturating_duration_since(*noted) >= KEPT).count();
        self.0.drain(..due).next_back().map(|(_, until)| until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_fed_is_kept_for_its_time_and_then_goes() {
        let (start, mut fed) = (Instant::now(), Fed::default());
        for second in 0..2_000 {
            let until = fed.due(start + Duration::from_secs(second), second as i64);
            // A transaction a second: those of a minute go together, when the first has been there for ten.
            let expected = (second >= 600 && second % 60 == 0).then(|| second as i64 - 600);
            assert_eq!(until, expected, "{second}");
        }
        let after_a_pause = start + Duration::from_secs(10_000);
        assert_eq!(fed.due(after_a_pause, 2_000), Some(1_980));
    }
}
