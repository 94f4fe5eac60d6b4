//! Names on the wire (RFC 1035 section 3.1): length octets and labels, without compression, letters in lower case.

use rules::name::to_wire;

/// Longest name on the wire with the closing root label (RFC 1035 section 2.3.4).
pub(crate) const LONGEST: usize = 255;
const LONGEST_LABEL: usize = 63;

/// A name in lower case with the place of each of its labels.
#[derive(Clone)]
pub(crate) struct Name {
    wire: [u8; LONGEST],
    len: u8,
    /// Where each label starts, without the root label: a name of 255 octets has 127 labels at most.
    starts: [u8; 127],
    labels: u8,
}

impl Name {
    pub(crate) const ROOT: Name = Name { wire: [0; LONGEST], len: 1, starts: [0; 127], labels: 0 };

    /// Reads an uncompressed name at the front of `bytes`; letters become lower case (RFC 4343). `None` when it is
    /// cut short, too long or compressed.
    pub(crate) fn read(bytes: &[u8]) -> Option<Name> {
        let mut name = Name::ROOT;
        let mut at = 0;
        loop {
            let size = usize::from(*bytes.get(at)?);
            let end = at + 1 + size;
            // Two high bits set: a pointer or a label type that nobody uses (RFC 6891 section 5).
            if size > LONGEST_LABEL || end > LONGEST {
                return None;
            }
            name.wire[at] = bytes[at];
            if size == 0 {
                name.len = end as u8;
                return Some(name);
            }
            let label = bytes.get(at + 1..end)?;
            for (to, from) in name.wire[at + 1..end].iter_mut().zip(label) {
                *to = from.to_ascii_lowercase();
            }
            // The root label needs an octet too, so that at most 127 labels come this far.
            *name.starts.get_mut(usize::from(name.labels))? = at as u8;
            name.labels += 1;
            at = end;
        }
    }

    /// Reads the text form, closing dot or not. `None` when it is too long or has an empty label.
    pub(crate) fn parse(text: &str) -> Option<Name> {
        Name::read(&to_wire(text)?)
    }

    /// With the root label.
    pub(crate) fn wire(&self) -> &[u8] {
        &self.wire[..usize::from(self.len)]
    }

    /// Number of labels without the root label.
    pub(crate) fn labels(&self) -> usize {
        usize::from(self.labels)
    }

    /// Where the suffix of the last `labels` labels starts.
    pub(crate) fn suffix_start(&self, labels: usize) -> usize {
        match self.labels().checked_sub(labels) {
            Some(skipped) if labels > 0 => usize::from(self.starts[skipped]),
            _ => usize::from(self.len) - 1,
        }
    }

    /// The name made of the last `labels` labels.
    pub(crate) fn suffix(&self, labels: usize) -> &[u8] {
        &self.wire()[self.suffix_start(labels)..]
    }

    /// The key of what stands before the last `apex_labels` labels.
    pub(crate) fn key_below(&self, apex_labels: usize) -> Key {
        let mut key = Key::APEX;
        for label in (0..self.labels().saturating_sub(apex_labels)).rev() {
            let start = usize::from(self.starts[label]);
            let size = usize::from(self.wire[start]);
            key.push(&self.wire[start..=start + size]);
        }
        key
    }
}

/// An owner relative to the apex with the label next to the apex first: owners of one subtree share their front, so
/// that sorted keys keep a subtree together.
#[derive(Clone)]
pub(crate) struct Key {
    bytes: [u8; LONGEST],
    len: u8,
}

impl Key {
    pub(crate) const APEX: Key = Key { bytes: [0; LONGEST], len: 0 };

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    /// `label` with its length octet. Room is given by the length of the name that the labels come from.
    fn push(&mut self, label: &[u8]) {
        let at = usize::from(self.len);
        self.bytes[at..at + label.len()].copy_from_slice(label);
        self.len += label.len() as u8;
    }

    /// The key of the wildcard under the first `encloser` octets of this key; `None` when that name would be too
    /// long to exist.
    pub(crate) fn wildcard_at(&self, encloser: usize) -> Option<Key> {
        if encloser + 2 > LONGEST {
            return None;
        }
        let mut key = Key::APEX;
        key.push(&self.as_bytes()[..encloser]);
        key.push(b"\x01*");
        Some(key)
    }
}

/// Octets of the whole labels that both keys have in common at their front.
pub(crate) fn common_front(one: &[u8], other: &[u8]) -> usize {
    let mut at = 0;
    while let (Some(&size), Some(&same)) = (one.get(at), other.get(at)) {
        let end = at + 1 + usize::from(size);
        if size != same || one.get(at..end) != other.get(at..end) {
            break;
        }
        at = end;
    }
    at
}

/// The text form of an uncompressed name without the closing dot. Octets that are no ASCII letter, digit, hyphen,
/// underscore or star are written as `\DDD` (RFC 1035 section 5.1).
pub(crate) fn to_text(wire: &[u8]) -> String {
    let mut text = String::with_capacity(wire.len());
    let mut rest = wire;
    while let Some((&size, tail)) = rest.split_first() {
        let Some((label, tail)) = tail.split_at_checked(usize::from(size)).filter(|_| size > 0) else {
            break;
        };
        if !text.is_empty() {
            text.push('.');
        }
        for &octet in label {
            if octet.is_ascii_alphanumeric() || b"-_*".contains(&octet) {
                text.push(char::from(octet));
            } else {
                text.push_str(&format!("\\{octet:03}"));
            }
        }
        rest = tail;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_in_lower_case() {
        let name = Name::parse("WwW.Example.com.").expect("a name");
        assert_eq!(name.wire(), b"\x03www\x07example\x03com\0");
        assert_eq!(name.labels(), 3);
        assert_eq!(name.suffix(2), b"\x07example\x03com\0");
        assert_eq!(name.suffix(0), b"\0");
        assert_eq!(to_text(name.wire()), "www.example.com");
    }

    #[test]
    fn refuses_broken_names() {
        for broken in [&b""[..], b"\x03ww", b"\x03www", b"\xc0\x0c", b"\x40a\0"] {
            assert!(Name::read(broken).is_none(), "{broken:?}");
        }
        let longest: Vec<u8> = b"\x01a".repeat(127).into_iter().chain([0]).collect();
        assert_eq!(Name::read(&longest).expect("255 octets").labels(), 127);
        let longer: Vec<u8> = b"\x01a".repeat(128).into_iter().chain([0]).collect();
        assert!(Name::read(&longer).is_none());
        for text in ["", ".", "a..b", &"a".repeat(64)] {
            assert!(Name::parse(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn keys_run_from_the_apex() {
        let name = Name::parse("a.b.example.com").expect("a name");
        assert_eq!(name.key_below(2).as_bytes(), b"\x01b\x01a");
        assert_eq!(name.key_below(4).as_bytes(), b"");
        let wildcard = name.key_below(2).wildcard_at(2).expect("short");
        assert_eq!(wildcard.as_bytes(), b"\x01b\x01*");
    }

    #[test]
    fn common_fronts_are_whole_labels() {
        assert_eq!(common_front(b"\x01b\x01a", b"\x01b\x01c"), 2);
        assert_eq!(common_front(b"\x02ba", b"\x02bc"), 0);
        assert_eq!(common_front(b"\x01b", b"\x01b\x01c"), 2);
        assert_eq!(common_front(b"", b"\x01c"), 0);
    }
}
