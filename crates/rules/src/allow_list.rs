//! Lists of from where an account may be called (wishes.md W1, W3).

use std::fmt;
use std::net::IpAddr;

use ipnet::IpNet;

use crate::calendar::DAY;
use crate::name::DomainName;

/// How long the last good answer for the name of a host counts while no other comes; seconds.
pub const ANSWER_COUNTS_FOR: i64 = DAY;

/// From where calls may come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// From anywhere: only where it is said in so many words.
    Any,
    /// From one address, or from any of a network.
    Network(IpNet),
    /// From the addresses that a host has at the time.
    Host(DomainName),
}

impl Source {
    /// Reads `any`, an address, a network as in `192.0.2.0/24`, or the name of a host. `None` for anything else, and for
    /// the networks that hold every address.
    pub fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case(ANY) {
            return Some(Source::Any);
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return Some(Source::Network(address.to_canonical().into()));
        }
        if text.contains('/') {
            let network: IpNet = text.parse().ok()?;
            return (network.prefix_len() > 0).then(|| Source::Network(network.trunc()));
        }
        // A top-level domain is alphabetic (RFC 1123 section 2.1): what ends in digits is an address gone wrong.
        let name = DomainName::parse(text)?;
        let top = name.as_str().rsplit('.').next().unwrap_or_default();
        top.bytes().any(|octet| octet.is_ascii_alphabetic()).then_some(Source::Host(name))
    }
}

const ANY: &str = "any";

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Any => f.write_str(ANY),
            Source::Network(network) if network.prefix_len() == network.max_prefix_len() => {
                network.addr().fmt(f)
            }
            Source::Network(network) => network.fmt(f),
            Source::Host(name) => name.fmt(f),
        }
    }
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub source: Source,
    /// Unix seconds of the world's clock.
    pub expires: Option<i64>,
    /// Those that the host had when it was last looked up with success.
    pub addresses: Vec<IpAddr>,
    /// When that was, unix seconds of the machine's clock; 0 for never.
    pub answered: i64,
}

impl Entry {
    /// Whether it lets an address in. `now` is world time, `real_now` that of the machine, by which names are looked up.
    pub fn admits(&self, address: IpAddr, now: i64, real_now: i64) -> bool {
        if self.is_over(now) {
            return false;
        }
        match &self.source {
            Source::Any => true,
            Source::Network(network) => network.contains(&address),
            Source::Host(_) => self.is_known(real_now) && self.addresses.contains(&address),
        }
    }

    pub fn is_over(&self, now: i64) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    /// Whether the addresses of its host still count.
    pub fn is_known(&self, real_now: i64) -> bool {
        !self.addresses.is_empty() && real_now < self.answered.saturating_add(ANSWER_COUNTS_FOR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sources() {
        for (text, kept) in [
            ("any", Some("any")),
            ("ANY", Some("any")),
            ("192.0.2.1", Some("192.0.2.1")),
            ("192.0.2.1/32", Some("192.0.2.1")),
            ("192.0.2.77/24", Some("192.0.2.0/24")),
            ("2001:DB8::1", Some("2001:db8::1")),
            ("2001:db8::1/64", Some("2001:db8::/64")),
            ("::ffff:192.0.2.1", Some("192.0.2.1")),
            ("Home.Example.net.", Some("home.example.net")),
            ("0.0.0.0/0", None),
            ("::/0", None),
            ("192.0.2.1/33", None),
            ("192.0.2.256", None),
            ("192.0.2", None),
            ("localhost", None),
            ("*.example.net", None),
            ("a b.example", None),
            ("", None),
        ] {
            assert_eq!(Source::parse(text).map(|source| source.to_string()).as_deref(), kept, "{text:?}");
        }
    }

    #[test]
    fn entries_admit_until_they_are_over_and_hosts_while_they_are_known() {
        let entry = |text: &str| Entry {
            source: Source::parse(text).expect("a source"),
            expires: Some(100),
            addresses: vec!["192.0.2.1".parse().expect("an address")],
            answered: 1_000,
        };
        let admits = |text: &str, address: &str, now, real_now| {
            entry(text).admits(address.parse().expect("an address"), now, real_now)
        };
        assert!(admits("192.0.2.0/24", "192.0.2.9", 99, 0) && !admits("192.0.2.0/24", "192.0.3.9", 99, 0));
        assert!(!admits("192.0.2.0/24", "192.0.2.9", 100, 0) && !admits("any", "192.0.2.9", 100, 0));
        assert!(admits("any", "2001:db8::1", 99, 0) && admits("2001:db8::/32", "2001:db8::1", 99, 0));
        let last = 1_000 + ANSWER_COUNTS_FOR;
        assert!(
            admits("a.example", "192.0.2.1", 99, last - 1) && !admits("a.example", "192.0.2.1", 99, last)
        );
        assert!(!admits("a.example", "192.0.2.2", 99, 1_000));
        assert!(!Entry { addresses: Vec::new(), ..entry("a.example") }.is_known(1_000));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(text in "([0-9a-fA-F:.]{1,20}(/[0-9]{1,3})?|[a-zA-Z0-9.-]{1,20})") {
            if let Some(source) = Source::parse(&text) {
                prop_assert_eq!(Source::parse(&source.to_string()), Some(source));
            }
        }
    }
}
