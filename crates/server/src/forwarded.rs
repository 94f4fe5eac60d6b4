//! Whom a request comes from that proxies in front of this server handed on: what they add to X-Forwarded-For is believed
//! of those that the operator names, and of nobody else.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// Proxies that are believed; none by default.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(pub Vec<IpNet>);

/// Each proxy adds at the end the address that it was called from.
const FIELD: &str = "x-forwarded-for";

impl TrustedProxies {
    /// The address that a request comes from: that of the connection, or the last of the field that is not a trusted
    /// proxy's, if the connection comes from one. What stands before it, anybody may have written.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer;
        // Several fields of one name are one list in their order (RFC 9110 section 5.3).
        let fields = headers.get_all(FIELD).iter().collect::<Vec<_>>();
        let hops = fields.into_iter().rev().flat_map(|field| field.as_bytes().rsplit(|octet| *octet == b','));
        for hop in hops {
            if !self.is_trusted(client) {
                break;
            }
            // What cannot be read was not written by a proxy that is to be believed.
            let Some(address) = address(hop) else { break };
            client = address;
        }
        client
    }

    fn is_trusted(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// An address, with a port or without.
fn address(hop: &[u8]) -> Option<IpAddr> {
    let hop = std::str::from_utf8(hop).ok()?.trim();
    let with_port = || hop.parse::<SocketAddr>().map(|at| at.ip());
    let in_brackets = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let address = hop.parse().or_else(|_| with_port()).ok().or_else(in_brackets)?;
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn client(peer: &str, fields: &[&str]) -> String {
        let trusted = ["10.0.0.0/8", "2001:db8::/32"].map(|network| network.parse().expect("a network"));
        let mut headers = HeaderMap::new();
        for field in fields {
            headers.append(FIELD, HeaderValue::from_str(field).expect("a value"));
        }
        let peer = peer.parse().expect("an address");
        TrustedProxies(trusted.to_vec()).client(peer, &headers).to_string()
    }

    #[test]
    fn the_last_that_is_no_proxy() {
        for (peer, fields, found) in [
            ("192.0.2.1", vec!["198.51.100.1"], "192.0.2.1"),
            ("10.0.0.1", vec![], "10.0.0.1"),
            ("10.0.0.1", vec!["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", vec!["203.0.113.1, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", vec!["203.0.113.1", "198.51.100.1,10.2.3.4"], "198.51.100.1"),
            ("10.0.0.1", vec!["203.0.113.1, 198.51.100.1", "10.2.3.4"], "198.51.100.1"),
            ("10.0.0.1", vec!["10.9.9.9,10.8.8.8"], "10.9.9.9"),
            ("10.0.0.1", vec!["198.51.100.1, nobody"], "10.0.0.1"),
            ("10.0.0.1", vec!["198.51.100.1,, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", vec!["198.51.100.1:4711"], "198.51.100.1"),
            ("2001:db8::1", vec!["[2001:db9::7]:443"], "2001:db9::7"),
            ("10.0.0.1", vec!["[2001:db9::7]"], "2001:db9::7"),
            ("10.0.0.1", vec!["::ffff:198.51.100.1"], "198.51.100.1"),
        ] {
            assert_eq!(client(peer, &fields), found, "{peer} {fields:?}");
        }
    }

    proptest! {
        /// Whatever a client writes in front of what the proxy adds changes nothing.
        #[test]
        fn what_stands_before_does_not_matter(written in "[ -~]{0,60}") {
            let field = format!("{written}, 198.51.100.1");
            prop_assert_eq!(client("10.0.0.1", &[&field]), "198.51.100.1");
            prop_assert_eq!(client("192.0.2.1", &[&field]), "192.0.2.1");
        }
    }
}
