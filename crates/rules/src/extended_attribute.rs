//! Extended attributes: what the registry of a top level domain asks beyond contacts (data/extended-attributes.toml).

mod table;

use jiff::civil::Date;
use serde::Deserialize;
use thiserror::Error;

use crate::country;
use table::TABLES;

/// Longest value in bytes. No page gives one; this is the length of the longest fields of a contact.
const LONGEST_VALUE: usize = 255;

/// One parameter that a registry asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// As the pages write it. Requests may use any letter case, which covers the few spellings that clients differ
    /// in (`EsAdminID` and `ESAdminId`).
    pub name: String,
    #[serde(default)]
    pub required: bool,
    /// Required as well when an earlier attribute says so.
    pub required_when: Option<Condition>,
    /// The closed list of words; empty when `format` says what the value is.
    #[serde(default)]
    pub values: Vec<String>,
    #[serde(default)]
    pub format: Format,
    /// The value when none is sent.
    pub default: Option<String>,
    /// The value that only goes with some values of an earlier attribute.
    pub limited: Option<Limited>,
    /// The word of the list that is refused all the same.
    pub refused: Option<String>,
}

/// An earlier attribute has one of these values.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub attribute: String,
    pub is: Vec<String>,
}

/// A value that goes with a condition only.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limited {
    pub value: String,
    pub when: Condition,
}

/// What a value outside a closed list looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Anything but control characters.
    #[default]
    Text,
    /// `YYYY-MM-DD`.
    Date,
    /// An ISO 3166-1 alpha-2 code.
    Country,
}

/// Why a set of attributes is not accepted; each names the attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("{0} is missing")]
    Missing(&'static str),
    #[error("{0} is none of the words of its list")]
    NotInList(&'static str),
    /// The registry registers nothing unless its rules for deletion are agreed to.
    #[error("{0} must not be NO")]
    DeletePolicyRefused(&'static str),
    #[error("{0} has the wrong form")]
    BadFormat(&'static str),
    #[error("{0} does not go with this legal type")]
    NotForLegalType(&'static str),
}

/// The attributes of this top level domain (any letter case), in the order of the pages; none for most.
pub fn names(tld: &str) -> &'static [Attribute] {
    TABLES.get(&tld.to_ascii_lowercase()).map_or(&[], |table| &table.attributes)
}

/// Checks what was sent for this top level domain and gives name and value of each attribute that is to be kept, with
/// listed words and country codes in the list's own letter case. `sent` finds a parameter by its name in any letter
/// case; a blank value counts as not sent.
pub fn check<'a>(
    tld: &str,
    sent: &dyn Fn(&str) -> Option<&'a str>,
) -> Result<Vec<(String, String)>, Refusal> {
    let Some(table) = TABLES.get(&tld.to_ascii_lowercase()) else { return Ok(Vec::new()) };
    let mut accepted = Vec::new();
    for attribute in &table.attributes {
        let value = sent(&attribute.name).map(str::trim).filter(|value| !value.is_empty());
        match value.or(attribute.default.as_deref()) {
            Some(value) => accepted.push((attribute.name.clone(), attribute.accept(value, &accepted)?)),
            None if attribute.is_required(&accepted) => return Err(Refusal::Missing(&attribute.name)),
            None => {}
        }
    }
    match table.one_of.as_ref().and_then(|group| group.lacking(&accepted)) {
        Some(name) => Err(Refusal::Missing(name)),
        None => Ok(accepted),
    }
}

/// The value of an attribute that was accepted.
fn value_of<'a>(accepted: &'a [(String, String)], name: &str) -> Option<&'a str> {
    accepted.iter().find(|(accepted, _)| accepted == name).map(|(_, value)| value.as_str())
}

impl Condition {
    fn holds(&self, accepted: &[(String, String)]) -> bool {
        value_of(accepted, &self.attribute).is_some_and(|value| self.is.iter().any(|word| word == value))
    }
}

impl Attribute {
    fn is_required(&self, accepted: &[(String, String)]) -> bool {
        self.required || self.required_when.as_ref().is_some_and(|condition| condition.holds(accepted))
    }

    /// The value as it is kept.
    fn accept(&'static self, value: &str, accepted: &[(String, String)]) -> Result<String, Refusal> {
        if self.values.is_empty() {
            return self.format.read(value).ok_or(Refusal::BadFormat(&self.name));
        }
        let word = self.values.iter().find(|word| word.eq_ignore_ascii_case(value));
        let word = word.ok_or(Refusal::NotInList(&self.name))?;
        if self.refused.as_ref() == Some(word) {
            return Err(Refusal::DeletePolicyRefused(&self.name));
        }
        match &self.limited {
            Some(limited) if limited.value == *word && !limited.when.holds(accepted) => {
                Err(Refusal::NotForLegalType(&self.name))
            }
            _ => Ok(word.clone()),
        }
    }
}

impl Format {
    fn read(self, value: &str) -> Option<String> {
        match self {
            Format::Text => {
                let fits = value.len() <= LONGEST_VALUE && !value.contains(char::is_control);
                fits.then(|| value.to_owned())
            }
            Format::Date => {
                // The parser also takes times, years before Christ and other forms of ISO 8601.
                let date: Date = value.parse().ok()?;
                (date.year() >= 0 && date.to_string() == value).then(|| value.to_owned())
            }
            Format::Country => country::is_code(value).then(|| value.to_ascii_uppercase()),
        }
    }
}

#[cfg(test)]
mod tests;
