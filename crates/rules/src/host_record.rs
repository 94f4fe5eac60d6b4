//! Host records: the rows of `domains.dns.getHosts` and what may stand in each (domains.dns.setHosts.toml).

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::name;

/// The kinds of row, in the order of their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordType {
    A,
    Aaaa,
    Alias,
    Caa,
    Cname,
    Frame,
    Mx,
    Mxe,
    Ns,
    Txt,
    Url,
    Url301,
}

impl RecordType {
    pub const ALL: [RecordType; 12] = [
        RecordType::A,
        RecordType::Aaaa,
        RecordType::Alias,
        RecordType::Caa,
        RecordType::Cname,
        RecordType::Frame,
        RecordType::Mx,
        RecordType::Mxe,
        RecordType::Ns,
        RecordType::Txt,
        RecordType::Url,
        RecordType::Url301,
    ];

    /// The word of the wire.
    pub const fn word(self) -> &'static str {
        match self {
            RecordType::A => "A",
            RecordType::Aaaa => "AAAA",
            RecordType::Alias => "ALIAS",
            RecordType::Caa => "CAA",
            RecordType::Cname => "CNAME",
            RecordType::Frame => "FRAME",
            RecordType::Mx => "MX",
            RecordType::Mxe => "MXE",
            RecordType::Ns => "NS",
            RecordType::Txt => "TXT",
            RecordType::Url => "URL",
            RecordType::Url301 => "URL301",
        }
    }

    /// The kind of a word in any letter case.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word))
    }

    /// Whether the address is the name of a host, which reads back with a closing dot (recorded for CNAME; ALIAS, NS
    /// and MX by the official Terraform provider, live).
    pub fn has_target(self) -> bool {
        matches!(self, RecordType::Alias | RecordType::Cname | RecordType::Mx | RecordType::Ns)
    }
}

/// Who handles the mail of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EmailType {
    None,
    Forwarding,
    Mx,
    Mxe,
    PrivateEmail,
    Gmail,
}

impl EmailType {
    pub const ALL: [EmailType; 6] = [
        EmailType::None,
        EmailType::Forwarding,
        EmailType::Mx,
        EmailType::Mxe,
        EmailType::PrivateEmail,
        EmailType::Gmail,
    ];

    /// The word of getHosts and setHosts.
    pub const fn word(self) -> &'static str {
        match self {
            EmailType::None => "NONE",
            EmailType::Forwarding => "FWD",
            EmailType::Mx => "MX",
            EmailType::Mxe => "MXE",
            EmailType::PrivateEmail => "OX",
            EmailType::Gmail => "GMAIL",
        }
    }

    /// The type of a word in any letter case.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word))
    }
}

/// Seconds a record may be cached that named none (recorded).
pub const DEFAULT_TTL: u32 = 1_800;
/// Least and most seconds (domains.dns.setHosts.toml).
pub const TTL_RANGE: (i64, i64) = (60, 60_000);
/// The preference that rows show which have none (recorded).
pub const DEFAULT_PREFERENCE: u16 = 10;
/// Longest text of a TXT row; the answer must still fit a message with room for others.
pub const LONGEST_TEXT: usize = 4_000;

/// A row as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// As sent: `@`, a name relative to the domain, `*` in front for a wildcard; a closing dot is kept.
    pub name: String,
    pub kind: RecordType,
    /// As sent; targets end in a dot.
    pub address: String,
    pub preference: Option<u16>,
    /// Seconds.
    pub ttl: Option<u32>,
    pub associated_app_title: String,
    pub friendly_name: String,
}

impl Draft {
    /// A row of which nothing else is asked.
    pub fn new(name: impl Into<String>, kind: RecordType, address: impl Into<String>) -> Self {
        Draft {
            name: name.into(),
            kind,
            address: address.into(),
            preference: None,
            ttl: None,
            associated_app_title: String::new(),
            friendly_name: String::new(),
        }
    }
}

/// A row as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRecord {
    pub host_id: i64,
    pub name: String,
    pub kind: RecordType,
    pub address: String,
    pub preference: u16,
    /// Seconds.
    pub ttl: u32,
    pub associated_app_title: String,
    pub friendly_name: String,
    /// Dynamic DNS may change its address. No call of the API switches it on.
    pub is_ddns_enabled: bool,
}

/// A row as one would ask for it again.
impl From<&HostRecord> for Draft {
    fn from(row: &HostRecord) -> Self {
        Draft {
            name: row.name.clone(),
            kind: row.kind,
            address: row.address.clone(),
            preference: Some(row.preference),
            ttl: Some(row.ttl),
            associated_app_title: row.associated_app_title.clone(),
            friendly_name: row.friendly_name.clone(),
        }
    }
}

/// Why a row cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("the name may not own a record")]
    Name,
    #[error("the address does not fit the record type")]
    Address,
}

impl Draft {
    /// Checks a row and gives it the form in which it is kept.
    pub fn checked(mut self) -> Result<Draft, Unfit> {
        if !is_owner(&self.name) {
            return Err(Unfit::Name);
        }
        self.address = kept_address(self.kind, &self.address).ok_or(Unfit::Address)?;
        if self.kind == RecordType::Mxe {
            // Recorded 2016: an MXE row reads back as one of the domain itself, with these two titles.
            self.name = "@".into();
            self.associated_app_title = "MXE".into();
            self.friendly_name = "MXE1".into();
        }
        Ok(self)
    }
}

/// Whether a name may own a record: `@`, or labels with an optional wildcard in front and closing dot behind.
pub fn is_owner(name: &str) -> bool {
    if name == "@" || name == "*" {
        return true;
    }
    let name = name.strip_suffix('.').unwrap_or(name);
    let name = name.strip_prefix("*.").unwrap_or(name);
    name.len() <= name::LONGEST_NAME && (name == "*" || name.split('.').all(name::is_owner_label))
}

fn kept_address(kind: RecordType, address: &str) -> Option<String> {
    let fits = match kind {
        RecordType::A | RecordType::Mxe => address.parse::<Ipv4Addr>().is_ok(),
        RecordType::Aaaa => address.parse::<Ipv6Addr>().is_ok(),
        RecordType::Alias | RecordType::Cname | RecordType::Mx | RecordType::Ns => name::is_target(address),
        RecordType::Caa => Caa::parse(address).is_some(),
        RecordType::Txt => {
            !address.is_empty()
                && address.len() <= LONGEST_TEXT
                && !address.chars().any(|c| c.is_control() && c != '\t')
        }
        RecordType::Frame | RecordType::Url | RecordType::Url301 => is_redirect_target(address),
    };
    let dot = if kind.has_target() && !address.ends_with('.') { "." } else { "" };
    fits.then(|| format!("{address}{dot}"))
}

/// An absolute http or https address with a host, free of blanks and control characters.
fn is_redirect_target(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        && !host.is_empty()
        && address.len() <= 2_048
        && !address.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// The data of a CAA row (RFC 8659 section 4), which stands in the address as `0 issue "ca.example"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caa {
    pub flags: u8,
    pub tag: String,
    pub value: String,
}

impl Caa {
    /// Reads flag, tag and value; the value with or without its quotes.
    pub fn parse(address: &str) -> Option<Self> {
        let mut parts = address.splitn(3, ' ');
        let flags = parts.next()?.parse().ok()?;
        let tag = parts.next()?.to_ascii_lowercase();
        let value = parts.next()?.trim();
        let value = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value);
        let sound = value.len() <= 255 && value.bytes().all(|b| (b' '..=b'~').contains(&b) && b != b'"');
        let fits = match tag.as_str() {
            "issue" | "issuewild" => true,
            "iodef" => ["mailto:", "http://", "https://"].iter().any(|scheme| value.starts_with(scheme)),
            _ => false,
        };
        (sound && fits).then(|| Caa { flags, tag, value: value.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draft(name: &str, kind: RecordType, address: &str) -> Result<String, Unfit> {
        let draft = Draft::new(name, kind, address);
        draft.checked().map(|draft| draft.address)
    }

    #[test]
    fn addresses_by_type() {
        use RecordType::*;
        let cases = [
            (A, "192.0.2.1", Some("192.0.2.1")),
            (A, "192.0.2.256", None),
            (A, "2001:db8::1", None),
            (Aaaa, "::0", Some("::0")),
            (Aaaa, "192.0.2.1", None),
            (Cname, "docs.example.com", Some("docs.example.com.")),
            (Cname, "docs.example.com.", Some("docs.example.com.")),
            (Cname, "a..b", None),
            (Mx, "mail.example.com", Some("mail.example.com.")),
            (Mx, "10 mail.example.com", None),
            (Mxe, "192.0.2.1", Some("192.0.2.1")),
            (Mxe, "mail.example.com", None),
            (Ns, "ns1.example.net", Some("ns1.example.net.")),
            (Alias, "lb.example.net", Some("lb.example.net.")),
            (Txt, "v=spf1 \"q\" & + ~all", Some("v=spf1 \"q\" & + ~all")),
            (Txt, "", None),
            (Txt, "a\u{0}b", None),
            (Url, "http://www.example.com/?from=@", Some("http://www.example.com/?from=@")),
            (Url, "www.example.com", None),
            (Url301, "https://example.com", Some("https://example.com")),
            (Frame, "ftp://example.com", None),
            (Frame, "http:///x", None),
            (Caa, "0 issue \"letsencrypt.org\"", Some("0 issue \"letsencrypt.org\"")),
            (Caa, "0 issue letsencrypt.org", Some("0 issue letsencrypt.org")),
            (Caa, "256 issue \"x\"", None),
            (Caa, "0 iodef \"nobody\"", None),
            (Caa, "0 iodef \"mailto:a@example.com\"", Some("0 iodef \"mailto:a@example.com\"")),
            (Caa, "0 other \"x\"", None),
        ];
        for (kind, address, kept) in cases {
            assert_eq!(draft("www", kind, address).ok().as_deref(), kept, "{kind:?} {address:?}");
        }
    }

    #[test]
    fn types_are_in_the_order_of_their_words() {
        assert!(RecordType::ALL.is_sorted() && RecordType::ALL.is_sorted_by_key(|kind| kind.word()));
    }

    #[test]
    fn mxe_is_a_row_of_the_domain_itself() {
        let draft = Draft::new("example.com", RecordType::Mxe, "192.0.2.1");
        let kept = draft.checked().expect("fits");
        assert_eq!(
            (kept.name.as_str(), kept.associated_app_title.as_str(), kept.friendly_name.as_str()),
            ("@", "MXE", "MXE1")
        );
    }

    #[test]
    fn owners() {
        let long = ["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(63)].join(".");
        for (name, fits) in [
            ("@", true),
            ("*", true),
            ("*.sub", true),
            ("_acme-challenge", true),
            ("_acme-challenge.", true),
            ("a.b.c", true),
            ("", false),
            (".", false),
            ("a..b", false),
            ("a b", false),
            ("sub.*", false),
            ("-a", false),
            ("a@b", false),
            (long.as_str(), false),
        ] {
            assert_eq!(draft(name, RecordType::A, "192.0.2.1").is_ok(), fits, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn any_row_is_kept_or_refused(name in ".{0,20}", address in ".{0,40}", at in 0_usize..12) {
            let _ = draft(&name, RecordType::ALL[at], &address);
        }
    }
}
