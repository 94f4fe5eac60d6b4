//! Lists of patterns: the longest that fits decides.

use std::fmt::Display;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A pattern of a scope.
pub trait Pattern: Sized + Display {
    /// What it may fit.
    type Subject<'a>;

    /// Fits everything.
    const ALL: &'static str = "*";

    fn parse(text: &str) -> Option<Self>;

    fn matches(&self, subject: &Self::Subject<'_>) -> bool;

    /// How long it is: what stands in it beside stars.
    fn length(&self) -> usize;
}

/// A list of patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope<P>(Vec<Rule<P>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule<P> {
    allows: bool,
    pattern: P,
}

/// Nothing.
impl<P> Default for Scope<P> {
    fn default() -> Self {
        Scope(Vec::new())
    }
}

/// Patterns of one scope at most.
pub const MOST_PATTERNS: usize = 100;

impl<P: Pattern> Scope<P> {
    /// Everything.
    pub fn all() -> Self {
        Scope(P::parse(P::ALL).map(|pattern| Rule { allows: true, pattern }).into_iter().collect())
    }

    /// Whether it is [`Scope::all`].
    pub fn is_all(&self) -> bool
    where
        P: PartialEq,
    {
        *self == Scope::all()
    }

    /// Reads patterns; one with a minus sign in front refuses. The error is the text that is no pattern, or the one
    /// that is too many.
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, &'a str> {
        let mut rules = Vec::new();
        for text in texts {
            let (allows, pattern) = match text.strip_prefix('-') {
                Some(pattern) => (false, pattern),
                None => (true, text),
            };
            let pattern = P::parse(pattern.trim()).filter(|_| rules.len() < MOST_PATTERNS).ok_or(text)?;
            rules.push(Rule { allows, pattern });
        }
        Ok(Scope(rules))
    }

    pub fn allows(&self, subject: &P::Subject<'_>) -> bool {
        let fitting = self.0.iter().filter(|rule| rule.pattern.matches(subject));
        fitting.max_by_key(|rule| (rule.pattern.length(), !rule.allows)).is_some_and(|rule| rule.allows)
    }

    /// Each pattern as it is read.
    pub fn texts(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().map(|rule| format!("{}{}", if rule.allows { "" } else { "-" }, rule.pattern))
    }
}

impl<P: Pattern> Serialize for Scope<P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.texts())
    }
}

impl<'de, P: Pattern> Deserialize<'de> for Scope<P> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        Scope::parse(texts.iter().map(String::as_str))
            .map_err(|text| D::Error::custom(format!("no pattern: {text}")))
    }
}

/// Whether a text is what a pattern stands for, in which each star is any number of characters.
pub(super) fn is_like(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}
