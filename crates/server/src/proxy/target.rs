//! Whom a request to the proxy is meant for (RFC 9112 section 3.2).

use std::fmt;

use hyper::http::uri::{Authority, Scheme, Uri};

use crate::edge_ca::real_host;

pub(super) const HTTP_PORT: u16 = 80;
pub(super) const HTTPS_PORT: u16 = 443;

/// A host and a port. The host is in lower case, without a closing dot; an IPv6 address keeps its brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub host: String,
    pub port: u16,
}

impl Target {
    /// The target of CONNECT: a host with a port, and nothing else.
    pub fn of_connect(uri: &Uri) -> Option<Target> {
        if uri.scheme().is_some() || uri.path_and_query().is_some() {
            return None;
        }
        let authority = uri.authority()?;
        Target::of_authority(authority, authority.port_u16()?)
    }

    /// The target of an absolute URI of HTTP or HTTPS.
    pub fn of_absolute(uri: &Uri) -> Option<Target> {
        let default = match uri.scheme()? {
            scheme if *scheme == Scheme::HTTP => HTTP_PORT,
            scheme if *scheme == Scheme::HTTPS => HTTPS_PORT,
            _ => return None,
        };
        Target::with_default(uri.authority()?, default)
    }

    /// The host of a Host field in a request that came over a connection with this default port.
    pub fn of_host_field(value: &str, default: u16) -> Option<Target> {
        Target::with_default(&value.parse().ok()?, default)
    }

    fn with_default(authority: &Authority, default: u16) -> Option<Target> {
        // A port that is there but is no port is not the default one.
        let port = match authority.port() {
            Some(port) => port.as_u16(),
            None if authority.as_str().ends_with(':') => return None,
            None => default,
        };
        Target::of_authority(authority, port)
    }

    fn of_authority(authority: &Authority, port: u16) -> Option<Target> {
        // User information has no business in HTTP (RFC 9110 section 4.2.4) and disguises the host.
        if authority.as_str().contains('@') {
            return None;
        }
        let host = authority.host();
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        (!host.is_empty()).then_some(Target { host, port })
    }

    /// The real host this is, on whatever port.
    pub fn real_host(&self) -> Option<&'static str> {
        real_host(&self.host)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn target(host: &str, port: u16) -> Option<Target> {
        Some(Target { host: host.to_owned(), port })
    }

    #[test]
    fn connect_names_a_host_and_a_port() {
        let read = |text: &str| Target::of_connect(&text.parse().expect("URI"));
        assert_eq!(read("API.Namecheap.com:443"), target("api.namecheap.com", 443));
        assert_eq!(read("api.namecheap.com.:80"), target("api.namecheap.com", 80));
        assert_eq!(read("[::1]:443"), target("[::1]", 443));
        assert_eq!(read("api.namecheap.com"), None);
        assert_eq!(read("user@api.namecheap.com:443"), None);
        assert_eq!(read("http://api.namecheap.com:443/"), None);
        assert_eq!(read("/"), None);
    }

    #[test]
    fn an_absolute_uri_has_the_port_of_its_scheme_unless_it_names_one() {
        let read = |text: &str| Target::of_absolute(&text.parse().expect("URI"));
        assert_eq!(read("http://api.namecheap.com/x"), target("api.namecheap.com", 80));
        assert_eq!(read("HTTPS://api.namecheap.com/x"), target("api.namecheap.com", 443));
        assert_eq!(read("http://example.com:8080/"), target("example.com", 8080));
        assert_eq!(read("ftp://example.com/"), None);
        assert_eq!(read("http://api.namecheap.com@example.com/"), None);
        assert_eq!(read("/x"), None);
    }

    #[test]
    fn a_host_field_takes_the_port_of_the_connection() {
        let read = |text: &str| Target::of_host_field(text, 443);
        assert_eq!(read("api.namecheap.com"), target("api.namecheap.com", 443));
        assert_eq!(read("API.namecheap.com:443"), target("api.namecheap.com", 443));
        assert_eq!(read("api.namecheap.com:80"), target("api.namecheap.com", 80));
        for wrong in
            ["", "a b", "api.namecheap.com/x", "x@api.namecheap.com", "api.namecheap.com:", ":443", "."]
        {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn any_host_field_is_read_or_refused(text in ".{0,80}") {
            if let Some(target) = Target::of_host_field(&text, 443) {
                prop_assert_eq!(target.host.to_ascii_lowercase(), target.host.clone());
                prop_assert!(!target.host.contains(['@', '/', ' ']));
            }
        }
    }
}
