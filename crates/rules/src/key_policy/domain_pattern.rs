//! Patterns of domains: all, one, the beginning of names, or an ending.

use std::fmt;

use super::scope::Pattern;
use crate::name::DomainName;
use crate::name_pattern::NamePattern;

/// `*`, or a pattern of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainPattern(Option<NamePattern>);

impl Pattern for DomainPattern {
    type Subject<'a> = DomainName;

    fn parse(text: &str) -> Option<Self> {
        if text == Self::ALL {
            Some(DomainPattern(None))
        } else {
            NamePattern::parse(text).map(|p| DomainPattern(Some(p)))
        }
    }

    fn matches(&self, name: &DomainName) -> bool {
        self.0.as_ref().is_none_or(|pattern| pattern.matches(name))
    }

    fn length(&self) -> usize {
        // A name is nearer than every pattern: none is longer than it and one.
        self.0.as_ref().map_or(0, |pattern| 2 * pattern.as_str().len() + usize::from(pattern.is_name()))
    }
}

impl fmt::Display for DomainPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_ref().map_or(Self::ALL, NamePattern::as_str))
    }
}
