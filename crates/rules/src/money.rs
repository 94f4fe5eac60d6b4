//! Money: whole ten-thousandths of a currency unit. The wire shows two or four decimals, so four are kept.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// An ISO 4217 currency code. Every recorded account and price is in USD.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Currency {
    #[serde(rename = "USD")]
    Usd,
}

impl Currency {
    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Currency::Usd => "USD",
        }
    }

    /// The currency of an ISO 4217 code.
    pub fn from_code(code: &str) -> Option<Self> {
        (code == "USD").then_some(Currency::Usd)
    }
}

/// An amount in whole ten-thousandths of its currency's unit: 8.88 USD is 88,800.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    pub ten_thousandths: i64,
    pub currency: Currency,
}

/// Amounts a request may name: below ten million, so that sums of many never overflow.
const LARGEST_PARSED: i64 = 10_000_000 * 10_000;

impl Money {
    pub const ZERO: Money = Money::usd(0);

    /// Ten-thousandths of a US dollar.
    pub const fn usd(ten_thousandths: i64) -> Self {
        Money { ten_thousandths, currency: Currency::Usd }
    }

    /// A decimal number as people and the wire write it: `8.88`, `10.8700`, `0`. At most four decimals.
    pub fn parse_usd(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || fraction.len() > 4 || !digits(whole) || !digits(fraction) {
            return None;
        }
        let mut scaled: i64 = whole.parse::<i64>().ok()?.checked_mul(10_000)?;
        for (place, digit) in fraction.bytes().enumerate() {
            scaled = scaled.checked_add(i64::from(digit - b'0') * 10_i64.pow(3 - place as u32))?;
        }
        (scaled <= LARGEST_PARSED).then_some(Money::usd(scaled))
    }

    pub fn is_zero(self) -> bool {
        self.ten_thousandths == 0
    }

    pub fn is_negative(self) -> bool {
        self.ten_thousandths < 0
    }

    /// The sum, or `None` when it overflows or the currencies differ.
    pub fn checked_add(self, other: Money) -> Option<Money> {
        (self.currency == other.currency)
            .then(|| self.ten_thousandths.checked_add(other.ten_thousandths))
            .flatten()
            .map(|ten_thousandths| Money { ten_thousandths, ..self })
    }

    /// The amount `count` times, or `None` when it overflows.
    pub fn times(self, count: u32) -> Option<Money> {
        let ten_thousandths = self.ten_thousandths.checked_mul(i64::from(count))?;
        Some(Money { ten_thousandths, ..self })
    }

    /// The amount with the sign turned.
    pub fn negated(self) -> Money {
        Money { ten_thousandths: -self.ten_thousandths, ..self }
    }

    /// With two decimals, rounded towards zero: `8.88`. Balances and price lists are written so.
    pub fn two_decimals(self) -> String {
        let cents = self.ten_thousandths / 100;
        let sign = if self.ten_thousandths < 0 && cents != 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", (cents / 100).abs(), (cents % 100).abs())
    }

    /// With four decimals: `10.8700`. Charges and premium prices are written so.
    pub fn four_decimals(self) -> String {
        let sign = if self.ten_thousandths < 0 { "-" } else { "" };
        let magnitude = self.ten_thousandths.unsigned_abs();
        format!("{sign}{}.{:04}", magnitude / 10_000, magnitude % 10_000)
    }
}

/// Amounts of one currency have an order.
impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.ten_thousandths.cmp(&other.ten_thousandths))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.four_decimals(), self.currency.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read() {
        for (text, value, two, four) in [
            ("8.88", 88_800, "8.88", "8.8800"),
            ("0", 0, "0.00", "0.0000"),
            ("10.8700", 108_700, "10.87", "10.8700"),
            ("3250", 32_500_000, "3250.00", "3250.0000"),
            ("0.0001", 1, "0.00", "0.0001"),
        ] {
            let money = Money::parse_usd(text).expect(text);
            assert_eq!((money.ten_thousandths, money.two_decimals().as_str()), (value, two));
            assert_eq!(money.four_decimals(), four);
        }
        assert_eq!(Money::usd(-15_050).two_decimals(), "-1.50");
        assert_eq!(Money::usd(-5_050).four_decimals(), "-0.5050");
    }

    #[test]
    fn nonsense_is_no_money() {
        for text in
            ["", ".", "-1", "1.23456", "1,5", "1e3", "+1", " 1", "99999999999999999999", "10000000.01", "١"]
        {
            assert_eq!(Money::parse_usd(text), None, "{text:?}");
        }
    }

    #[test]
    fn sums_never_wrap() {
        assert_eq!(Money::usd(i64::MAX).checked_add(Money::usd(1)), None);
        assert_eq!(Money::usd(i64::MAX).times(2), None);
        assert_eq!(Money::usd(5).checked_add(Money::usd(-7)), Some(Money::usd(-2)));
    }
}
