//! Values of parameters: how each type is read from a request and written into one.

use std::net::Ipv4Addr;

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Missing,
    Invalid,
    TooLong,
    OutOfRange,
}

impl Fault {
    /// The word for it in refusals.
    pub const fn word(self) -> &'static str {
        match self {
            Fault::Missing => "Missing",
            Fault::Invalid => "Invalid",
            Fault::TooLong => "TooLong",
            Fault::OutOfRange => "OutOfRange",
        }
    }
}

/// A value of a parameter.
pub trait Scalar: Sized {
    /// The closed list of words; empty where any text goes.
    const WORDS: &'static [&'static str] = &[];
    /// Whether nobody but the command may see the value.
    const IS_SECRET: bool = false;

    fn parse(raw: &str) -> Result<Self, Fault>;

    fn write(&self) -> String;

    /// The value as a number, for the declared range.
    fn number(&self) -> Option<i64> {
        None
    }
}

impl Scalar for String {
    fn parse(raw: &str) -> Result<Self, Fault> {
        Ok(raw.to_owned())
    }

    fn write(&self) -> String {
        self.clone()
    }
}

/// Whole numbers. More digits than fit are out of range, anything but digits behind one sign is no number.
impl Scalar for i64 {
    fn parse(raw: &str) -> Result<Self, Fault> {
        let raw = raw.trim();
        let digits = raw.strip_prefix(['-', '+']).unwrap_or(raw);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Fault::Invalid);
        }
        raw.parse().map_err(|_| Fault::OutOfRange)
    }

    fn write(&self) -> String {
        self.to_string()
    }

    fn number(&self) -> Option<i64> {
        Some(*self)
    }
}

/// `true`, `false`, `yes`, `no`, in any letter case: clients send all of them (clients.md section 2).
impl Scalar for bool {
    const WORDS: &'static [&'static str] = &["true", "false", "yes", "no"];

    fn parse(raw: &str) -> Result<Self, Fault> {
        match raw.to_ascii_lowercase().as_str() {
            "true" | "yes" => Ok(true),
            "false" | "no" => Ok(false),
            _ => Err(Fault::Invalid),
        }
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Scalar for Ipv4Addr {
    fn parse(raw: &str) -> Result<Self, Fault> {
        raw.parse().map_err(|_| Fault::Invalid)
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

/// Declares a closed list of words as an enum; reading ignores letter case.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// The word on the wire.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
        }

        impl $crate::scalar::Scalar for $name {
            const WORDS: &'static [&'static str] = &[$($word),*];

            fn parse(raw: &str) -> Result<Self, $crate::scalar::Fault> {
                $(if raw.eq_ignore_ascii_case($word) { return Ok($name::$variant); })*
                Err($crate::scalar::Fault::Invalid)
            }

            fn write(&self) -> String {
                self.word().to_owned()
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    words! { enum Order { Name = "NAME", NameDesc = "NAME_DESC" } }

    #[test]
    fn words_ignore_case() {
        assert_eq!(Order::parse("name_desc"), Ok(Order::NameDesc));
        assert_eq!(Order::parse("other"), Err(Fault::Invalid));
        assert_eq!(Order::Name.write(), "NAME");
    }

    #[test]
    fn numbers() {
        for (raw, read) in [
            ("12", Ok(12)),
            (" 7 ", Ok(7)),
            ("-1", Ok(-1)),
            ("1.5", Err(Fault::Invalid)),
            ("", Err(Fault::Invalid)),
            ("-", Err(Fault::Invalid)),
            ("99999999999999999999", Err(Fault::OutOfRange)),
        ] {
            assert_eq!(i64::parse(raw), read, "{raw:?}");
        }
    }

    #[test]
    fn loose_booleans() {
        for (raw, read) in
            [("True", Ok(true)), ("yes", Ok(true)), ("NO", Ok(false)), ("1", Err(Fault::Invalid))]
        {
            assert_eq!(bool::parse(raw), read, "{raw:?}");
        }
    }
}
