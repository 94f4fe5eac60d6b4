//! Formats of the values in answers: booleans, numbers, dates and money as the wire writes them.

use std::fmt::Write as _;

use crate::escape::{Position, escape};

/// What can be written into an attribute or as the text of an element.
pub trait Append {
    /// Appends the value, escaped for its place.
    fn append(&self, out: &mut String, position: Position);

    /// Whether it is shown this once: an answer that is kept leaves it empty.
    fn is_secret(&self) -> bool {
        false
    }
}

/// A value in an attribute or as the text of an element.
pub trait Text: Append + Sized {
    /// The format's name, as documents show it.
    const FORMAT: &'static str;

    fn read(text: &str) -> Option<Self>;
}

impl Append for str {
    fn append(&self, out: &mut String, position: Position) {
        escape(self, out, position);
    }
}

impl Append for String {
    fn append(&self, out: &mut String, position: Position) {
        escape(self, out, position);
    }
}

impl Text for String {
    const FORMAT: &'static str = "text";

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Append for bool {
    fn append(&self, out: &mut String, _: Position) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Text for bool {
    const FORMAT: &'static str = "boolean";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Append for i64 {
    fn append(&self, out: &mut String, _: Position) {
        out.push_str(itoa::Buffer::new().format(*self));
    }
}

impl Text for i64 {
    const FORMAT: &'static str = "number";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// A boolean with a capital, as `Whoisguard/@Enabled` has it; the third word is for domains without a subscription
/// (domains.getInfo.toml).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allotment {
    True,
    False,
    NotAlloted,
}

impl Append for Allotment {
    fn append(&self, out: &mut String, _: Position) {
        out.push_str(match self {
            Allotment::True => "True",
            Allotment::False => "False",
            Allotment::NotAlloted => "NotAlloted",
        });
    }
}

impl Text for Allotment {
    const FORMAT: &'static str = "True, False or NotAlloted";

    fn read(text: &str) -> Option<Self> {
        match text {
            "True" => Some(Allotment::True),
            "False" => Some(Allotment::False),
            "NotAlloted" => Some(Allotment::NotAlloted),
            _ => None,
        }
    }
}

/// A day, written MM/DD/YYYY.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    pub year: i16,
    pub month: u8,
    pub day: u8,
}

impl Append for Date {
    fn append(&self, out: &mut String, _: Position) {
        // Writing into a String cannot fail.
        let _ = write!(out, "{:02}/{:02}/{:04}", self.month, self.day, self.year);
    }
}

impl Text for Date {
    const FORMAT: &'static str = "MM/DD/YYYY";

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '/');
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Some(Date { year: parts.next()?.parse().ok()?, month, day })
    }
}

/// A moment, written M/D/YYYY h:mm:ss AM or PM without padding, as `ExpiredDate` of domains.renew has it (recorded).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub date: Date,
    /// 0 to 23.
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
}

impl Append for Moment {
    fn append(&self, out: &mut String, _: Position) {
        let Moment { date, hour, minute, second } = self;
        let (hour, half) = match hour {
            0 => (12, "AM"),
            1..=11 => (*hour, "AM"),
            12 => (12, "PM"),
            _ => (hour - 12, "PM"),
        };
        let _ =
            write!(out, "{}/{}/{} {hour}:{minute:02}:{second:02} {half}", date.month, date.day, date.year);
    }
}

impl Text for Moment {
    const FORMAT: &'static str = "M/D/YYYY h:mm:ss AM|PM";

    fn read(text: &str) -> Option<Self> {
        let (date, time) = text.split_once(' ')?;
        let (time, half) = time.split_once(' ')?;
        let mut parts = time.splitn(3, ':');
        let hour: u8 = parts.next()?.parse().ok()?;
        let minute = parts.next()?.parse().ok()?;
        let second = parts.next()?.parse().ok()?;
        let after_noon = match half {
            "AM" => 0,
            "PM" => 12,
            _ => return None,
        };
        if !(1..=12).contains(&hour) || minute > 59 || second > 59 {
            return None;
        }
        Some(Moment { date: Date::read(date)?, hour: hour % 12 + after_noon, minute, second })
    }
}

/// A moment without zone, written YYYY-MM-DDThh:mm:ss, as `StatusDate` of domains.transfer.getStatus has it (recorded).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IsoMoment(pub Moment);

impl IsoMoment {
    /// What stands for no moment.
    pub const NONE: IsoMoment =
        IsoMoment(Moment { date: Date { year: 1, month: 1, day: 1 }, hour: 0, minute: 0, second: 0 });
}

impl Append for IsoMoment {
    fn append(&self, out: &mut String, _: Position) {
        let Moment { date: Date { year, month, day }, hour, minute, second } = self.0;
        let _ = write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    }
}

impl Text for IsoMoment {
    const FORMAT: &'static str = "YYYY-MM-DDThh:mm:ss";

    fn read(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        let mut day = date.splitn(3, '-');
        let year = day.next()?.parse().ok()?;
        let month = day.next()?.parse().ok()?;
        let date = Date { year, month, day: day.next()?.parse().ok()? };
        let mut parts = time.splitn(3, ':');
        let hour = parts.next()?.parse().ok()?;
        let minute = parts.next()?.parse().ok()?;
        Some(IsoMoment(Moment { date, hour, minute, second: parts.next()?.parse().ok()? }))
    }
}

/// An amount of money with a fixed number of decimals, in ten-thousandths of the currency's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount<const DECIMALS: usize>(pub i64);

impl<const DECIMALS: usize> Append for Amount<DECIMALS> {
    fn append(&self, out: &mut String, _: Position) {
        let magnitude = self.0.unsigned_abs();
        let shown = magnitude % 10_000 / 10_u64.pow(4 - DECIMALS as u32);
        let sign = if self.0 < 0 { "-" } else { "" };
        let _ = write!(out, "{sign}{}.{shown:0DECIMALS$}", magnitude / 10_000);
    }
}

impl<const DECIMALS: usize> Text for Amount<DECIMALS> {
    const FORMAT: &'static str = match DECIMALS {
        2 => "amount with 2 decimals",
        4 => "amount with 4 decimals",
        _ => "amount",
    };

    fn read(text: &str) -> Option<Self> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if fraction.len() > 4 || whole.is_empty() || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let scaled = whole.checked_mul(10_000)?.checked_add(format!("{fraction:0<4}").parse().ok()?)?;
        Some(Amount(if negative { -scaled } else { scaled }))
    }
}

/// An amount, or a bare `0` where none applies: prices of names that are not premium, charges of refused orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AmountOrZero(pub Option<i64>);

impl Append for AmountOrZero {
    fn append(&self, out: &mut String, position: Position) {
        match self.0 {
            Some(amount) => Amount::<4>(amount).append(out, position),
            None => out.push('0'),
        }
    }
}

impl Text for AmountOrZero {
    const FORMAT: &'static str = "amount with 4 decimals, or 0";

    fn read(text: &str) -> Option<Self> {
        if text == "0" {
            Some(AmountOrZero(None))
        } else {
            Some(AmountOrZero(Some(Amount::<4>::read(text)?.0)))
        }
    }
}

/// A value that refusals leave empty: `Updated=""`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrEmpty<T>(pub Option<T>);

impl<T: Append> Append for OrEmpty<T> {
    fn append(&self, out: &mut String, position: Position) {
        if let Some(value) = &self.0 {
            value.append(out, position);
        }
    }

    fn is_secret(&self) -> bool {
        self.0.as_ref().is_some_and(Append::is_secret)
    }
}

impl<T: Text> Text for OrEmpty<T> {
    const FORMAT: &'static str = T::FORMAT;

    fn read(text: &str) -> Option<Self> {
        if text.is_empty() { Some(OrEmpty(None)) } else { T::read(text).map(|value| OrEmpty(Some(value))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(value: &impl Append) -> String {
        let mut out = String::new();
        value.append(&mut out, Position::Attribute);
        out
    }

    #[test]
    fn formats() {
        assert_eq!(shown(&Date { year: 2021, month: 5, day: 9 }), "05/09/2021");
        let renewed = Date { year: 2017, month: 10, day: 2 };
        let moment = |hour| Moment { date: renewed, hour, minute: 6, second: 0 };
        assert_eq!(shown(&moment(8)), "10/2/2017 8:06:00 AM", "recorded");
        assert_eq!(shown(&moment(0)), "10/2/2017 12:06:00 AM");
        assert_eq!(shown(&moment(12)), "10/2/2017 12:06:00 PM");
        assert_eq!(shown(&moment(23)), "10/2/2017 11:06:00 PM");
        assert_eq!(shown(&IsoMoment(moment(8))), "2017-10-02T08:06:00");
        assert_eq!(shown(&IsoMoment::NONE), "0001-01-01T00:00:00", "recorded");
        assert_eq!(shown(&Amount::<2>(88_800)), "8.88");
        assert_eq!(shown(&Amount::<4>(108_700)), "10.8700");
        assert_eq!(shown(&Amount::<4>(-50)), "-0.0050");
        assert_eq!(shown(&AmountOrZero(None)), "0");
        assert_eq!(shown(&Allotment::NotAlloted), "NotAlloted");
    }

    proptest! {
        #[test]
        fn amounts_read_back(value in -1_000_000_000_000_i64..1_000_000_000_000) {
            prop_assert_eq!(Amount::<4>::read(&shown(&Amount::<4>(value))), Some(Amount::<4>(value)));
        }

        #[test]
        fn moments_read_back(hour in 0_u8..24, minute in 0_u8..60, second in 0_u8..60, day in 1_u8..29) {
            let moment = Moment { date: Date { year: 2026, month: 6, day }, hour, minute, second };
            prop_assert_eq!(Moment::read(&shown(&moment)), Some(moment));
            prop_assert_eq!(IsoMoment::read(&shown(&IsoMoment(moment))), Some(IsoMoment(moment)));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,30}") {
            let _ = (Amount::<2>::read(&text), Date::read(&text), AmountOrZero::read(&text), Moment::read(&text));
            let _ = IsoMoment::read(&text);
        }
    }
}
