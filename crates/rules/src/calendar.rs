//! Days and years of unix times, in UTC.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// Seconds of a day.
pub const DAY: i64 = 86_400;
/// Seconds of an hour.
pub const HOUR: i64 = 3_600;

/// Year, month and day of a unix time; the ends of the calendar where it lies beyond them.
pub fn day(unix_seconds: i64) -> (i16, u8, u8) {
    let date = civil(unix_seconds);
    // Months and days are between 1 and 31.
    (date.year(), date.month().unsigned_abs(), date.day().unsigned_abs())
}

/// Hour, minute and second of a unix time.
pub fn time_of_day(unix_seconds: i64) -> (u8, u8, u8) {
    let part = |seconds: i64, most: i64| (unix_seconds.rem_euclid(DAY) / seconds % most) as u8;
    (part(3_600, 24), part(60, 60), part(1, 60))
}

/// A unix time as ISO 8601 has it, in UTC: `2027-07-20T12:00:00Z`.
pub fn iso8601(unix_seconds: i64) -> String {
    timestamp(unix_seconds).to_string()
}

/// The unix time of a moment that is written so; parts of a second are dropped. `None` for anything but a moment in UTC.
pub fn parse_iso8601(text: &str) -> Option<i64> {
    let moment: Timestamp = text.strip_suffix('Z').and(text.parse().ok())?;
    Some(moment.as_second())
}

/// The same time of day `years` later; 29 February falls on the 28th in other years.
pub fn years_later(unix_seconds: i64, years: u32) -> i64 {
    let time = timestamp(unix_seconds).to_zoned_datetime(TimeZone::UTC);
    let span = Span::new().try_years(i64::from(years));
    let later = span.ok().and_then(|span| time.checked_add(span).ok());
    later.map_or(i64::MAX, |later| later.timestamp().as_second())
}

fn civil(unix_seconds: i64) -> Date {
    timestamp(unix_seconds).to_zoned_datetime(TimeZone::UTC).date()
}

fn timestamp(unix_seconds: i64) -> Timestamp {
    let end = if unix_seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(unix_seconds).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days() {
        assert_eq!(day(0), (1970, 1, 1));
        assert_eq!(day(1_589_932_799), (2020, 5, 19));
        assert_eq!(day(1_589_932_800), (2020, 5, 20));
        assert_eq!(day(i64::MAX).0, 9999);
    }

    #[test]
    fn times() {
        assert_eq!(time_of_day(0), (0, 0, 0));
        assert_eq!(time_of_day(DAY - 1), (23, 59, 59));
        assert_eq!(time_of_day(-1), (23, 59, 59));
        assert_eq!(time_of_day(1_475_395_560), (8, 6, 0));
    }

    #[test]
    fn moments_of_iso8601() {
        assert_eq!(iso8601(1_475_395_560), "2016-10-02T08:06:00Z");
        assert_eq!(parse_iso8601("2016-10-02T08:06:00Z"), Some(1_475_395_560));
        assert_eq!(parse_iso8601("2016-10-02T08:06:00.75Z"), Some(1_475_395_560));
        for text in [
            "",
            "Z",
            "2016-10-02",
            "2016-10-02T08:06:00",
            "2016-10-02T08:06:00+01:00",
            "2016-13-02T08:06:00Z",
        ] {
            assert_eq!(parse_iso8601(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn moments_read_back(unix_seconds in -10_000_000_000_i64..100_000_000_000) {
            prop_assert_eq!(parse_iso8601(&iso8601(unix_seconds)), Some(unix_seconds));
        }

        #[test]
        fn any_moment_is_read_or_refused(text in ".{0,30}Z?") {
            let _ = parse_iso8601(&text);
        }
    }

    #[test]
    fn years() {
        let leap_day = 1_582_934_400; // 2020-02-29T00:00:00Z
        assert_eq!(day(years_later(leap_day, 1)), (2021, 2, 28));
        assert_eq!(day(years_later(leap_day, 4)), (2024, 2, 29));
        assert_eq!(years_later(i64::MAX, 1), i64::MAX);
    }
}
