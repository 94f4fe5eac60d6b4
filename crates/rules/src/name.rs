//! Domain names (RFC 1035 section 2.3.1, RFC 5890 for the A-labels): what may be registered and what may own a
//! record.

use std::fmt;

/// Longest name in its text form without the closing dot (RFC 1035 section 2.3.4: 255 octets on the wire).
pub const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// A host name of letters, digits and hyphens in lower case, without a closing dot, two labels or more.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DomainName(String);

impl DomainName {
    /// Reads a name; letter case and one closing dot are no matter. `None` when it is no host name.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_suffix('.').unwrap_or(text);
        if text.len() > LONGEST_NAME || !text.contains('.') || !text.split('.').all(is_host_label) {
            return None;
        }
        Some(DomainName(text.to_ascii_lowercase()))
    }

    /// The name of `sld` under `tld`.
    pub fn of(sld: &str, tld: &str) -> Option<Self> {
        DomainName::parse(&format!("{sld}.{tld}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this name lies strictly below `parent`.
    pub fn is_below(&self, parent: &DomainName) -> bool {
        self.0.strip_suffix(parent.as_str()).is_some_and(|rest| rest.ends_with('.'))
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A label of a host name: letters, digits, inner hyphens, 1 to 63 octets (RFC 1123 section 2.1).
pub fn is_host_label(label: &str) -> bool {
    is_owner_label(label) && !label.contains('_')
}

/// A label that may own a record: as a host label, and with underscores anywhere (RFC 8552).
pub fn is_owner_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= LONGEST_LABEL
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// A name that a record may point at: labels of letters, digits, hyphens and underscores, closing dot or not.
pub fn is_target(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    !text.is_empty() && text.len() <= LONGEST_NAME && text.split('.').all(is_owner_label)
}

/// A name uncompressed on the wire (RFC 1035 section 3.1), letter case kept. `None` when it is too long or has an empty
/// label.
pub fn to_wire(text: &str) -> Option<Vec<u8>> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let mut wire = Vec::with_capacity(text.len() + 2);
    for label in text.split('.') {
        if label.is_empty() || label.len() > LONGEST_LABEL {
            return None;
        }
        wire.push(label.len() as u8);
        wire.extend_from_slice(label.as_bytes());
    }
    wire.push(0);
    (text.len() <= LONGEST_NAME).then_some(wire)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_names() {
        for (text, read) in [
            ("Example.COM", Some("example.com")),
            ("example.com.", Some("example.com")),
            ("xn--bcher-kva.example", Some("xn--bcher-kva.example")),
            ("1.2", Some("1.2")),
            ("com", None),
            ("", None),
            (".", None),
            ("a..com", None),
            ("-a.com", None),
            ("a-.com", None),
            ("a_b.com", None),
            ("bücher.com", None),
            ("a b.com", None),
            ("a.com..", None),
        ] {
            assert_eq!(DomainName::parse(text).as_ref().map(DomainName::as_str), read, "{text:?}");
        }
    }

    #[test]
    fn limits_of_length() {
        let label = "a".repeat(63);
        assert!(DomainName::parse(&format!("{label}.com")).is_some());
        assert!(DomainName::parse(&format!("a{label}.com")).is_none());
        let long = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        assert_eq!(long.len(), LONGEST_NAME);
        assert!(DomainName::parse(&long).is_some());
        assert!(DomainName::parse(&format!("{long}a")).is_none());
    }

    #[test]
    fn below() {
        let parent = DomainName::of("example", "com").expect("a name");
        for (text, below) in [("ns1.example.com", true), ("example.com", false), ("badexample.com", false)] {
            assert_eq!(DomainName::parse(text).expect(text).is_below(&parent), below, "{text}");
        }
    }
}
