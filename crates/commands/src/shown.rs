//! How times are shown in answers.

use wire::text::Date;

/// The day of a unix time.
pub fn date(unix_seconds: i64) -> Date {
    let (year, month, day) = rules::calendar::day(unix_seconds);
    Date { year, month, day }
}
