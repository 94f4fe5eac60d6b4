//! How times and statuses are shown in answers.

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

/// The words of a status of transfers. A number that has none was never written into a transfer.
pub fn transfer_status(number: i64) -> &'static str {
    rules::transfer::status(number).map_or("", |status| status.words)
}
