//! Domain control validation: what proves control over a name, and what does not (ssl-notes.md section 3, CA/Browser
//! Forum Baseline Requirements section 3.2.2.4).

use crate::name::DomainName;
use crate::tld;

/// What stands behind the values in files and records. The service kept it when it changed its authority.
const SUFFIX: &str = "comodoca.com";
/// Mailboxes that only the holder of a domain has (Baseline Requirements section 3.2.2.4.4).
const APPROVERS: [&str; 5] = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"];
/// Longest value that makes a proof differ from others.
pub const MOST_UNIQUE_VALUE: usize = 20;

/// The values that prove control, made of a certificate request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// MD5 of the request's DER; 32 hexadecimal digits, in upper case.
    pub md5: String,
    /// SHA-256 of the request's DER; 64 hexadecimal digits, in upper case.
    pub sha256: String,
    /// Makes the proof of an order its own.
    pub unique_value: String,
}

impl Proof {
    /// The name of the file.
    pub fn file_name(&self) -> String {
        format!("{}.txt", self.md5)
    }

    /// Where the file lies on a host.
    pub fn path(&self) -> String {
        format!("/.well-known/pki-validation/{}", self.file_name())
    }

    /// What the file holds.
    pub fn file_content(&self) -> String {
        format!("{}\n{SUFFIX}\n{}", self.sha256, self.unique_value)
    }

    /// The owner of the CNAME record that proves control over a name.
    pub fn host(&self, name: &str) -> String {
        format!("_{}.{}", self.md5, base(name))
    }

    /// What that record points at.
    pub fn target(&self) -> String {
        // A label holds 63 octets (RFC 1035 section 2.3.4), and the hash is one longer.
        let (first, second) = self.sha256.split_at(self.sha256.len() / 2);
        format!("{first}.{second}.{}.{SUFFIX}", self.unique_value)
    }

    /// Whether a file that was found is the one. Editors and servers end lines as they like.
    pub fn is_file(&self, found: &[u8]) -> bool {
        let Ok(found) = std::str::from_utf8(found) else { return false };
        let mut words = found.split_ascii_whitespace();
        let (hash, suffix, unique_value) = (words.next(), words.next(), words.next());
        hash.is_some_and(|hash| hash.eq_ignore_ascii_case(&self.sha256))
            && suffix == Some(SUFFIX)
            && unique_value == Some(&self.unique_value)
            && words.next().is_none()
    }

    /// Whether a record that was found points where it should. DNS takes no heed of letter case (RFC 4343).
    pub fn is_target(&self, found: &str) -> bool {
        found.strip_suffix('.').unwrap_or(found).eq_ignore_ascii_case(&self.target())
    }
}

/// Whether a value can make a proof an order's own.
pub fn is_unique_value(text: &str) -> bool {
    (1..=MOST_UNIQUE_VALUE).contains(&text.len()) && text.bytes().all(|octet| octet.is_ascii_alphanumeric())
}

/// The names at which control over a name can be shown by a record or a mailbox: it and its parents, as far as somebody
/// can have registered them. A wildcard counts as the name it stands below.
pub fn authorizing(name: &str) -> Vec<&str> {
    let mut names = vec![base(name)];
    let registered = DomainName::parse(base(name)).and_then(|parsed| {
        let (sld, _) = tld::split(&parsed)?;
        Some(sld.matches('.').count())
    });
    for _ in 0..registered.unwrap_or_default() {
        let parent = names.last().and_then(|name| name.split_once('.')).map(|(_, parent)| parent);
        names.extend(parent);
    }
    names
}

/// The mailboxes whose readers can approve a certificate for a name.
pub fn approvers(name: &str) -> Vec<String> {
    let of = |name: &str| APPROVERS.map(|mailbox| format!("{mailbox}@{name}"));
    authorizing(name).into_iter().flat_map(of).collect()
}

/// Whether the reader of a mailbox can approve a certificate for a name.
pub fn is_approver(address: &str, name: &str) -> bool {
    approvers(name).iter().any(|approver| approver.eq_ignore_ascii_case(address))
}

/// Whether a name is a wildcard. No file proves control over one: a host says nothing of its siblings (Baseline
/// Requirements section 3.2.2.4.19).
pub fn is_wildcard(name: &str) -> bool {
    name.starts_with("*.")
}

/// A name without the asterisk of a wildcard.
fn base(name: &str) -> &str {
    name.strip_prefix("*.").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn proof() -> Proof {
        Proof {
            md5: "6FCFE984AC87413B45A0D531D2172600".into(),
            sha256: "46B9C075C165526983F73319A38C647BF35BF554D979C464B01D99F8839BA328".into(),
            unique_value: "5a955211b1f8c".into(),
        }
    }

    #[test]
    fn values_have_the_recorded_shapes() {
        let proof = proof();
        assert_eq!(proof.path(), "/.well-known/pki-validation/6FCFE984AC87413B45A0D531D2172600.txt");
        assert_eq!(proof.host("www.example.com"), "_6FCFE984AC87413B45A0D531D2172600.www.example.com");
        assert_eq!(proof.host("*.example.com"), "_6FCFE984AC87413B45A0D531D2172600.example.com");
        assert_eq!(
            proof.target(),
            "46B9C075C165526983F73319A38C647B.F35BF554D979C464B01D99F8839BA328.5a955211b1f8c.comodoca.com"
        );
        assert_eq!(proof.file_content().lines().count(), 3);
    }

    #[test]
    fn a_file_counts_however_its_lines_end_and_no_other_does() {
        let (proof, content) = (proof(), proof().file_content());
        for found in [
            content.clone(),
            format!("{content}\n"),
            content.replace('\n', "\r\n"),
            content.replace('\n', " "),
            content.replacen(&proof.sha256, &proof.sha256.to_lowercase(), 1),
        ] {
            assert!(proof.is_file(found.as_bytes()), "{found:?}");
        }
        for found in [
            String::new(),
            proof.sha256.clone(),
            content.replace("5a955211b1f8c", "5a955211b1f8d"),
            content.replace(SUFFIX, "example.com"),
            format!("{content} and more"),
            content.replacen('4', "5", 1),
        ] {
            assert!(!proof.is_file(found.as_bytes()), "{found:?}");
        }
        assert!(!proof.is_file(&[0xff, 0xfe]));
    }

    #[test]
    fn parents_as_far_as_somebody_registered_them() {
        assert_eq!(authorizing("example.com"), ["example.com"]);
        assert_eq!(authorizing("a.b.example.com"), ["a.b.example.com", "b.example.com", "example.com"]);
        assert_eq!(authorizing("*.www.example.co.uk"), ["www.example.co.uk", "example.co.uk"]);
        assert_eq!(authorizing("a.unknown-tld"), ["a.unknown-tld"]);
    }

    #[test]
    fn mailboxes_that_only_the_holder_has() {
        for (address, name, expected) in [
            ("admin@example.com", "example.com", true),
            ("Postmaster@Example.com", "*.www.example.com", true),
            ("webmaster@www.example.com", "www.example.com", true),
            ("john@example.com", "example.com", false),
            ("admin@other.com", "example.com", false),
            ("admin@com", "example.com", false),
            ("admin@www.example.com", "example.com", false),
            ("admin@example.com@example.com", "example.com", false),
        ] {
            assert_eq!(is_approver(address, name), expected, "{address} for {name}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(found: Vec<u8>, name in ".{0,80}", value in ".{0,30}") {
            prop_assert!(!proof().is_file(&found));
            prop_assert!(!authorizing(&name).is_empty());
            let _ = (is_approver(&value, &name), is_unique_value(&value), proof().is_target(&value));
        }
    }
}
