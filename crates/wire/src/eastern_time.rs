//! The time difference that the envelope names: US Eastern, behind two dashes (gate.md section 6).

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// `--4:00` while summer time is in force in the US, else `--5:00`. Since 2007 it runs from 2 o'clock on the second
/// Sunday of March to 2 o'clock on the first Sunday of November (15 U.S.C. 260a).
pub fn gmt_time_difference(unix_seconds: i64) -> &'static str {
    let year = year_of(unix_seconds);
    let start = first_sunday(year, 3) + 7 * DAY + 7 * HOUR;
    let end = first_sunday(year, 11) + 6 * HOUR;
    if (start..end).contains(&unix_seconds) { "--4:00" } else { "--5:00" }
}

/// Midnight UTC of the first Sunday of a month.
fn first_sunday(year: i64, month: i64) -> i64 {
    let first = days_from_civil(year, month, 1);
    // Day 0 of the Unix epoch was a Thursday: Sundays are the days equal to 3 modulo 7.
    (first + (3 - first).rem_euclid(7)) * DAY
}

fn year_of(unix_seconds: i64) -> i64 {
    let guess = 1970 + unix_seconds.div_euclid(DAY) * 400 / 146_097;
    (guess - 1..=guess + 1).rfind(|year| days_from_civil(*year, 1, 1) * DAY <= unix_seconds).unwrap_or(guess)
}

/// Days since the Unix epoch in the proleptic Gregorian calendar, with years that begin in March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_2020_and_2026() {
        for (time, shown) in [
            (0, "--5:00"),
            (1_583_650_799, "--5:00"), // 2020-03-08T06:59:59Z
            (1_583_650_800, "--4:00"), // 2020-03-08T07:00:00Z
            (1_604_210_399, "--4:00"), // 2020-11-01T05:59:59Z
            (1_604_210_400, "--5:00"), // 2020-11-01T06:00:00Z
            (1_590_000_000, "--4:00"), // 2020-05-20, recorded
            (1_798_761_599, "--5:00"), // 2026-12-31T23:59:59Z
            (1_780_000_000, "--4:00"), // 2026-05-28
        ] {
            assert_eq!(gmt_time_difference(time), shown, "{time}");
        }
    }
}
