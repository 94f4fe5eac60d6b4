//! Patterns of records: a type, a name and a value.

use std::fmt;

use super::scope::{Pattern, is_like};

/// A record that is added, changed or deleted.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The word of its type.
    pub kind: &'a str,
    /// Relative to the domain, in lower case without a closing dot; `@` for the domain itself.
    pub name: &'a str,
    pub value: &'a str,
}

/// `TXT _acme-challenge.* *`: a type or a star, a name and a value, in which a star is any number of characters. What is
/// left out at the end is a star.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPattern {
    /// In upper case.
    kind: String,
    /// In lower case.
    name: String,
    value: String,
}

/// Most characters of a pattern.
const LONGEST: usize = 1_000;

impl Pattern for RecordPattern {
    type Subject<'a> = Subject<'a>;

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ' ').map(str::trim);
        let kind = parts.next().filter(|kind| !kind.is_empty() && kind.bytes().all(is_of_kind))?;
        let name = parts.next().unwrap_or(Self::ALL);
        let value = parts.next().unwrap_or(Self::ALL);
        let fits = text.len() <= LONGEST && !text.chars().any(char::is_control);
        (fits && !name.is_empty() && !value.is_empty()).then(|| RecordPattern {
            kind: kind.to_ascii_uppercase(),
            name: name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase(),
            value: value.to_owned(),
        })
    }

    fn matches(&self, record: &Subject<'_>) -> bool {
        (self.kind == Self::ALL || self.kind.eq_ignore_ascii_case(record.kind))
            && is_like(&self.name, record.name)
            && is_like(&self.value, record.value)
    }

    fn length(&self) -> usize {
        let literal = |text: &str| text.bytes().filter(|octet| *octet != b'*').count();
        literal(&self.name) + literal(&self.value) + usize::from(self.kind != Self::ALL)
    }
}

fn is_of_kind(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || octet == b'*'
}

impl fmt::Display for RecordPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.kind, self.name, self.value)
    }
}
