//! How times are shown in answers.

use wire::text::{Date, Moment};

/// The day of a unix time.
pub fn date(unix_seconds: i64) -> Date {
    let (year, month, day) = rules::calendar::day(unix_seconds);
    Date { year, month, day }
}

/// A unix time to the second, in UTC.
pub fn moment(unix_seconds: i64) -> Moment {
    let (hour, minute, second) = rules::calendar::time_of_day(unix_seconds);
    Moment { date: date(unix_seconds), hour, minute, second }
}
