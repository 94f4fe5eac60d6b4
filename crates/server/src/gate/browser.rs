//! Step 0 of the gate: no page in a browser may make the server do anything (design: gate step 0).
//!
//! The sandbox's key is public, so whoever can send it a request can use it. A page cannot set or hide the headers
//! looked at here (Fetch Standard, forbidden request-headers).

use std::net::{IpAddr, SocketAddr};

use axum::http::header::{HOST, ORIGIN, REFERER};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode, Uri};

use crate::edge_ca::real_host;

/// The names under which this server may be asked, besides its addresses, localhost and the real hosts.
#[derive(Clone, Debug, Default)]
pub struct Names(pub Vec<String>);

/// Pages that people come to from elsewhere, a shop or a mail. A link may lead there; what they do there is a POST, and
/// only the page itself may send one.
const ENTRANCES: [&str; 2] = ["/addfunds", "/approve"];

/// Judges a request by who it says it is for and who it says sent it. 421: not meant for this server, as after DNS
/// rebinding (RFC 9110 section 15.5.20). 403: sent by a page of another origin.
pub fn judge(
    names: &Names,
    local: SocketAddr,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<(), StatusCode> {
    let host = match asked_host(uri, headers) {
        Ok(Some(host)) => host,
        // HTTP/1.0 clients may leave Host out; browsers never do.
        Ok(None) => return if is_from_page(headers) { Err(StatusCode::FORBIDDEN) } else { Ok(()) },
        Err(()) => return Err(StatusCode::MISDIRECTED_REQUEST),
    };
    if !names.is_ours(host.host(), local) {
        return Err(StatusCode::MISDIRECTED_REQUEST);
    }
    if method == Method::GET && ENTRANCES.contains(&uri.path()) && is_navigation(headers) {
        return Ok(());
    }
    if let Some(site) = headers.get("sec-fetch-site")
        && site != "same-origin"
        && site != "none"
    {
        return Err(StatusCode::FORBIDDEN);
    }
    let own = |value: &axum::http::HeaderValue| origin_authority(value.to_str().ok()) == Some(host.clone());
    let foreign = [ORIGIN, REFERER].iter().flat_map(|name| headers.get_all(name)).any(|value| !own(value));
    if foreign { Err(StatusCode::FORBIDDEN) } else { Ok(()) }
}

/// Whether a person goes to a page, in a window of its own: not a frame, an image or a script (Fetch Metadata Request
/// Headers, sections 2.1 and 2.2). The page that led there cannot read the answer, and says so by its Referer at most.
fn is_navigation(headers: &HeaderMap) -> bool {
    let says = |name, what| headers.get(name).is_some_and(|value| value == what);
    says("sec-fetch-mode", "navigate") && says("sec-fetch-dest", "document") && !headers.contains_key(ORIGIN)
}

/// The host a request is for: its absolute target, else its one Host header.
fn asked_host(uri: &Uri, headers: &HeaderMap) -> Result<Option<Authority>, ()> {
    if let Some(authority) = uri.authority() {
        return Ok(Some(authority.clone()));
    }
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) => Ok(None),
        (Some(host), None) => host.to_str().ok().and_then(|host| host.parse().ok()).map(Some).ok_or(()),
        (Some(_), Some(_)) => Err(()),
    }
}

fn is_from_page(headers: &HeaderMap) -> bool {
    headers.contains_key("sec-fetch-site") || headers.contains_key(ORIGIN) || headers.contains_key(REFERER)
}

/// The host and port of an origin or a whole address; `None` for `null` and what is none.
fn origin_authority(value: Option<&str>) -> Option<Authority> {
    value?.parse::<Uri>().ok()?.into_parts().authority
}

impl Names {
    fn is_ours(&self, host: &str, local: SocketAddr) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host);
        let literal = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
        if let Ok(address) = literal.parse::<IpAddr>() {
            return address.to_canonical() == local.ip().to_canonical();
        }
        host.eq_ignore_ascii_case("localhost")
            || real_host(host).is_some()
            || self.0.iter().any(|name| name.eq_ignore_ascii_case(host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(host: Option<&str>, more: &[(&'static str, &str)]) -> Option<u16> {
        judged_at(&Method::GET, "/xml.response", host, more)
    }

    fn judged_at(
        method: &Method,
        path: &'static str,
        host: Option<&str>,
        more: &[(&'static str, &str)],
    ) -> Option<u16> {
        let mut headers = HeaderMap::new();
        for (name, value) in host.map(|host| ("host", host)).iter().chain(more) {
            headers.append(*name, value.parse().expect("a header value"));
        }
        let names = Names(vec!["registrar.example".into()]);
        let local = "127.0.0.1:8470".parse().expect("an address");
        judge(&names, local, method, &Uri::from_static(path), &headers).err().map(|status| status.as_u16())
    }

    #[test]
    fn hosts() {
        for (host, refused) in [
            (Some("127.0.0.1:8470"), None),
            (Some("127.0.0.1"), None),
            (Some("localhost:8470"), None),
            (Some("LOCALHOST"), None),
            (Some("registrar.example"), None),
            (Some("api.namecheap.com"), None),
            (Some("api.sandbox.namecheap.com"), None),
            (Some("dynamicdns.park-your-domain.com"), None),
            (None, None),
            (Some("127.0.0.2"), Some(421)),
            (Some("rebound.attacker.example"), Some(421)),
            (Some("127.0.0.1.attacker.example"), Some(421)),
            (Some("localhost.attacker.example"), Some(421)),
            (Some("[::1]:8470"), Some(421)),
            (Some("a b"), Some(421)),
            (Some("0x7f000001"), Some(421)),
        ] {
            assert_eq!(judged(host, &[]), refused, "{host:?}");
        }
        assert_eq!(judged(Some("localhost"), &[("host", "attacker.example")]), Some(421), "two hosts");
    }

    #[test]
    fn pages() {
        for (headers, refused) in [
            (vec![("sec-fetch-site", "none")], None),
            (vec![("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:8470")], None),
            (vec![("sec-fetch-site", "same-origin"), ("referer", "http://127.0.0.1:8470/console?x=1")], None),
            (vec![("sec-fetch-site", "cross-site")], Some(403)),
            (vec![("sec-fetch-site", "same-site")], Some(403)),
            (vec![("sec-fetch-site", "nonsense")], Some(403)),
            (vec![("origin", "https://attacker.example")], Some(403)),
            (vec![("origin", "http://127.0.0.1:3000")], Some(403)),
            (vec![("origin", "null")], Some(403)),
            (vec![("referer", "https://attacker.example/page")], Some(403)),
        ] {
            assert_eq!(judged(Some("127.0.0.1:8470"), &headers), refused, "{headers:?}");
        }
        assert_eq!(judged(None, &[("origin", "https://attacker.example")]), Some(403), "no Host");
    }
    #[test]
    fn people_come_from_elsewhere_to_some_pages() {
        let host = Some("127.0.0.1:8470");
        let link = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
            ("referer", "https://shop.example/"),
        ];
        assert_eq!(judged_at(&Method::GET, "/addfunds?tokenid=1", host, &link), None);
        assert_eq!(judged_at(&Method::GET, "/approve?token=1", host, &link), None);
        assert_eq!(judged_at(&Method::GET, "/xml.response?Command=x", host, &link), Some(403));
        assert_eq!(judged_at(&Method::GET, "/addfunds/", host, &link), Some(403));
        assert_eq!(judged_at(&Method::POST, "/addfunds", host, &link), Some(403));
        assert_eq!(judged_at(&Method::GET, "/addfunds", Some("rebound.example"), &link), Some(421));
        for (at, value) in [(1, "no-cors"), (2, "iframe"), (2, "image")] {
            let mut other = link;
            other[at].1 = value;
            assert_eq!(judged_at(&Method::GET, "/addfunds", host, &other), Some(403), "{other:?}");
        }
        let of_form = [link.as_slice(), &[("origin", "null")]].concat();
        assert_eq!(judged_at(&Method::GET, "/addfunds", host, &of_form), Some(403));
        let own = [("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:8470")];
        assert_eq!(judged_at(&Method::POST, "/addfunds", host, &own), None);
    }
}
