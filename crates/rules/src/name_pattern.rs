//! Patterns of domain names: a name, the beginning of one, or an ending.

use std::fmt;

use crate::name::{DomainName, LONGEST_NAME};

/// `example.com`, `shop-*` or `*.example`. In lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NamePattern(String);

impl NamePattern {
    /// Reads a pattern; letter case is no matter. A star stands first, before a dot, or last.
    pub fn parse(text: &str) -> Option<Self> {
        let is_part = |part: &str| {
            let fits = |octet: u8| octet.is_ascii_alphanumeric() || octet == b'-' || octet == b'.';
            !part.is_empty() && !part.starts_with('.') && part.bytes().all(fits)
        };
        let fits = match (text.strip_prefix("*."), text.strip_suffix('*')) {
            (Some(ending), None) => is_part(ending),
            (None, Some(beginning)) => is_part(beginning),
            (None, None) => DomainName::parse(text).is_some() && !text.ends_with('.'),
            (Some(_), Some(_)) => false,
        };
        (fits && text.len() <= LONGEST_NAME).then(|| NamePattern(text.to_ascii_lowercase()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it stands for one name only.
    pub fn is_name(&self) -> bool {
        !self.0.contains('*')
    }

    /// Whether a name is one of those it stands for.
    pub fn matches(&self, name: &DomainName) -> bool {
        match (self.0.strip_prefix('*'), self.0.strip_suffix('*')) {
            (Some(ending), _) => name.as_str().ends_with(ending),
            (_, Some(beginning)) => name.as_str().starts_with(beginning),
            (None, None) => name.as_str() == self.0,
        }
    }

    /// The nearer of two patterns has more weight: a name before all patterns, a longer one before a shorter, a
    /// beginning before an ending.
    pub fn weight(&self) -> (bool, usize, bool) {
        (self.is_name(), self.0.len(), self.0.ends_with('*'))
    }
}

impl fmt::Display for NamePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).expect("a name")
    }

    #[test]
    fn what_stands_for_what() {
        for (pattern, yes, no) in [
            ("Example.com", "example.com", "an-example.com"),
            ("shop-*", "shop-1.com", "my-shop-1.com"),
            ("*.shop", "a.shop", "a.workshop"),
            ("*.co.uk", "a.co.uk", "a.uk"),
            ("a.*", "a.com", "aa.com"),
        ] {
            let pattern = NamePattern::parse(pattern).expect("a pattern");
            assert!(pattern.matches(&name(yes)), "{pattern} {yes}");
            assert!(!pattern.matches(&name(no)), "{pattern} {no}");
        }
    }

    #[test]
    fn what_is_no_pattern() {
        for text in [
            "",
            "*",
            "**",
            "*.",
            "*.*",
            "*com",
            "a*b.com",
            "com",
            ".com",
            "*..com",
            "exämple.com",
            "a.com.",
            "a b*",
        ] {
            assert_eq!(NamePattern::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_nearer_wins() {
        let weight = |text: &str| NamePattern::parse(text).expect("a pattern").weight();
        let order = ["a.com", "aaaaaaaaaaaaaaaa*", "*.org", "*.de", "a*"];
        assert!(order.windows(2).all(|pair| weight(pair[0]) > weight(pair[1])));
        assert!(weight("abcd*") > weight("*.abc"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a-zA-Z.*-]{0,12}") {
            if let Some(pattern) = NamePattern::parse(&text) {
                prop_assert_eq!(NamePattern::parse(pattern.as_str()), Some(pattern));
            }
        }
    }
}
