//! LOC (RFC 1876): where a host stands.

use super::Unfit;
use crate::presentation::Token;

const FORM: Unfit =
    Unfit("LOC is degrees, minutes, seconds and N or S, the same and E or W, then altitude in metres");
const RANGE: Unfit = Unfit("an angle or a length is out of its range");
/// The equator and the prime meridian, in thousandths of a second of arc (RFC 1876 section 2).
const MIDDLE: i64 = 1 << 31;
/// Centimetres below the reference spheroid from which altitudes count.
const BOTTOM: i64 = 10_000_000;

pub(super) fn loc(fields: &[Token<'_>]) -> Result<Vec<u8>, Unfit> {
    let words = fields.iter().map(Token::plain).collect::<Option<Vec<&str>>>().ok_or(FORM)?;
    let (latitude, rest) = angle(&words, 90, ["N", "S"])?;
    let (longitude, rest) = angle(rest, 180, ["E", "W"])?;
    let [altitude, sizes @ ..] = rest else { return Err(FORM) };
    let altitude = match altitude.strip_prefix('-') {
        Some(below) => -metres(below)?,
        None => metres(altitude)?,
    };
    let altitude = u32::try_from(altitude + BOTTOM).map_err(|_| RANGE)?;
    if sizes.len() > 3 {
        return Err(FORM);
    }
    // One metre, ten kilometres and ten metres where they are left out (RFC 1876 section 3).
    let mut data = vec![0, 0x12, 0x16, 0x13];
    for (place, size) in data[1..].iter_mut().zip(sizes) {
        *place = power_of_ten(metres(size)?)?;
    }
    data.extend(latitude.to_be_bytes());
    data.extend(longitude.to_be_bytes());
    data.extend(altitude.to_be_bytes());
    Ok(data)
}

/// Degrees, minutes and seconds with their direction at the front of `words`.
fn angle<'w, 't>(words: &'w [&'t str], most: i64, ways: [&str; 2]) -> Result<(u32, &'w [&'t str]), Unfit> {
    let end = words.iter().position(|word| ways.contains(word)).ok_or(FORM)?;
    let part = |at: usize, digits: usize| -> Result<i64, Unfit> {
        if at < end { decimal(words[at], digits).ok_or(FORM) } else { Ok(0) }
    };
    if !(1..=3).contains(&end) {
        return Err(FORM);
    }
    let (degrees, minutes, thousandths) = (part(0, 0)?, part(1, 0)?, part(2, 3)?);
    let angle = (degrees * 60 + minutes) * 60_000 + thousandths;
    if minutes > 59 || thousandths > 59_999 || angle > most * 3_600_000 {
        return Err(RANGE);
    }
    let angle = if words[end] == ways[0] { angle } else { -angle };
    let angle = u32::try_from(MIDDLE + angle).map_err(|_| RANGE)?;
    Ok((angle, &words[end + 1..]))
}

/// Centimetres of a length in metres; the unit may stand behind it.
fn metres(word: &str) -> Result<i64, Unfit> {
    decimal(word.strip_suffix('m').unwrap_or(word), 2).ok_or(FORM)
}

/// A number with at most so many digits behind its point, as a whole number of the last of these.
fn decimal(word: &str, digits: usize) -> Option<i64> {
    let (whole, part) = word.split_once('.').unwrap_or((word, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(part) || whole.len() > 9 || word.contains('.') && part.len() > digits
    {
        return None;
    }
    let part = if digits == 0 { "" } else { part };
    format!("{whole}{part:0<digits$}").parse().ok()
}

/// A digit and a power of ten, rounded down as RFC 1876 appendix A does.
fn power_of_ten(centimetres: i64) -> Result<u8, Unfit> {
    let (mut base, mut power) = (centimetres, 0);
    while base > 9 {
        base /= 10;
        power += 1;
    }
    if power > 9 { Err(RANGE) } else { Ok((base as u8) << 4 | power) }
}
