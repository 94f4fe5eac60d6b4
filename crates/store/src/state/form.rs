//! Values on their way into the file and out of it.

use rules::calendar::{iso8601, parse_iso8601};
use rules::money::Money;
use serde_json::Value as Json;

use super::columns::{Column, Form};
use super::records;
use crate::engine::{Row, Value};
use crate::error::Error;
use crate::zones::NEVER;

/// Ids beyond are not read: the sandbox has to give greater ones.
const GREATEST_ID: i64 = 2_000_000_000;
/// Ten-thousandths beyond are not read: sums of many have to fit.
const GREATEST_AMOUNT: i64 = 1_000_000_000_000_000;
/// Moments of the years 1 to 9999.
const MOMENTS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;
const NEVER_WORD: &str = "never";

/// A value as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kept {
    Int(i64),
    Text(String),
    Bool(bool),
    Bytes(Vec<u8>),
    Null,
}

impl Kept {
    pub(crate) fn value(&self) -> Value<'_> {
        match self {
            Kept::Int(value) => Value::Int(*value),
            Kept::Text(value) => Value::Text(value),
            Kept::Bool(value) => Value::Bool(*value),
            Kept::Bytes(value) => Value::Bytes(value),
            Kept::Null => Value::Null,
        }
    }

    pub(crate) fn int(&self) -> Option<i64> {
        if let Kept::Int(value) = self { Some(*value) } else { None }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Kept::Text(value) = self { Some(value) } else { None }
    }
}

/// Column `at` of a row as it stands in the file.
pub(crate) fn shown(row: &dyn Row, at: usize, form: Form) -> Result<Json, Error> {
    let shown = match form {
        Form::Text | Form::Word(_) => row.opt_text_ref(at)?.map(Json::from),
        Form::Number | Form::Id(_) | Form::Of(_) | Form::ZoneVersion => row.opt_int(at)?.map(Json::from),
        Form::Truth => row.opt_bool(at)?.map(Json::from),
        Form::Moment => row.opt_int(at)?.map(iso8601).map(Json::from),
        Form::Amount => row.opt_int(at)?.map(|amount| Money::usd(amount).four_decimals().into()),
        Form::Octets => row.opt_bytes_ref(at)?.map(|octets| hex(octets).into()),
        Form::Json(_) => row.opt_text_ref(at)?.map(json).transpose()?,
        Form::Records => row.opt_bytes_ref(at)?.map(records::shown).transpose()?,
        Form::ServedUntil => row.opt_int(at)?.map(|end| match end {
            NEVER => Json::from(NEVER_WORD),
            end => iso8601(end).into(),
        }),
    };
    Ok(shown.unwrap_or(Json::Null))
}

fn json(text: &str) -> Result<Json, Error> {
    serde_json::from_str(text).map_err(|_| Error::corrupt("json column"))
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// A value of the file as it is kept, or what it should have been.
pub(crate) fn read(value: &Json, column: &Column) -> Result<Kept, &'static str> {
    if value.is_null() {
        return if column.or_null { Ok(Kept::Null) } else { Err("null is no value for it") };
    }
    match column.form {
        Form::Text => Ok(Kept::Text(text(value)?)),
        Form::Word(passes) => match text(value)? {
            word if passes(&word) => Ok(Kept::Text(word)),
            _ => Err("none of its words, or no name"),
        },
        Form::Number | Form::ZoneVersion => {
            let number = value.as_i64().and_then(|number| i32::try_from(number).ok());
            number.map(|number| Kept::Int(number.into())).ok_or("no whole number of 32 bits")
        }
        Form::Truth => value.as_bool().map(Kept::Bool).ok_or("neither true nor false"),
        Form::Moment => moment(&text(value)?),
        Form::Amount => amount(&text(value)?).map(Kept::Int).ok_or("no amount such as 9.0600"),
        Form::Octets => octets(&text(value)?).map(Kept::Bytes).ok_or("no pairs of hex digits"),
        Form::Json(passes) if passes(value) => Ok(Kept::Text(without_nul(value.to_string())?)),
        Form::Json(_) => Err("not of its form"),
        Form::Id(_) | Form::Of(_) => {
            let id = value.as_i64().filter(|id| (1..=GREATEST_ID).contains(id));
            id.map(Kept::Int).ok_or("no id")
        }
        Form::Records => records::read(value).map(Kept::Bytes),
        Form::ServedUntil => match text(value)?.as_str() {
            NEVER_WORD => Ok(Kept::Int(NEVER)),
            text => moment(text),
        },
    }
}

fn text(value: &Json) -> Result<String, &'static str> {
    without_nul(value.as_str().ok_or("no text")?.to_owned())
}

/// PostgreSQL keeps no NUL in a text.
fn without_nul(text: String) -> Result<String, &'static str> {
    if text.contains('\0') || text.contains("\\u0000") { Err("it holds the character NUL") } else { Ok(text) }
}

fn moment(text: &str) -> Result<Kept, &'static str> {
    let moment = parse_iso8601(text).filter(|moment| MOMENTS.contains(moment));
    moment.map(Kept::Int).ok_or("no moment such as 2027-07-20T12:00:00Z")
}

fn amount(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.')?;
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|octet| octet.is_ascii_digit());
    if fraction.len() != 4 || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let amount = whole.parse::<i64>().ok()?.checked_mul(10_000)?.checked_add(fraction.parse().ok()?)?;
    (amount <= GREATEST_AMOUNT).then_some(sign * amount)
}

fn octets(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let pairs = digits.chunks(2).map(|pair| str::from_utf8(pair).ok());
    let read = pairs.map(|pair| {
        pair.filter(|pair| pair.len() == 2 && pair.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
    });
    read.collect::<Option<Vec<u8>>>().filter(|octets| !octets.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        for (text, read) in [
            ("9.0600", Some(90_600)),
            ("-9.0600", Some(-90_600)),
            ("0.0000", Some(0)),
            ("9.06", None),
            ("9", None),
            (".0600", None),
            ("+9.0600", None),
            ("--9.0600", None),
            ("99999999999999999999.0000", None),
            ("100000000000.0001", None),
        ] {
            assert_eq!(amount(text), read, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn amounts_read_back(value in -GREATEST_AMOUNT..=GREATEST_AMOUNT) {
            proptest::prop_assert_eq!(amount(&Money::usd(value).four_decimals()), Some(value));
        }

        #[test]
        fn octets_read_back(value in proptest::collection::vec(0_u8..=255, 1..40)) {
            proptest::prop_assert_eq!(octets(&hex(&value)), Some(value));
        }

        #[test]
        fn any_text_is_read_or_refused(value in ".{0,20}") {
            let _ = (amount(&value), octets(&value), moment(&value));
        }
    }
}
