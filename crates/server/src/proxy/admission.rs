//! What a request must be before the application sees it: one that is meant for the host its client asked the proxy
//! for, in the form an origin server gets (RFC 9112 section 3.2.1).

use hyper::header::{HOST, HeaderMap, HeaderName, HeaderValue};
use hyper::http::uri::{PathAndQuery, Uri};
use hyper::{Method, Request, Version};

use super::refusal::Refusal;
use super::target::Target;

/// The host and port that a client asked the proxy for, one of ours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Admission {
    pub host: &'static str,
    pub port: u16,
}

impl Admission {
    /// Turns `request` into what the application may see, or refuses it.
    pub fn admit<B>(self, request: &mut Request<B>) -> Result<(), Refusal> {
        if request.method() == Method::CONNECT {
            return Err(Refusal::NotForAProxy);
        }
        if request.uri().authority().is_some() {
            let target = Target::of_absolute(request.uri()).ok_or(Refusal::NotForAProxy)?;
            self.agrees_with(&target)?;
        }
        // HTTP/1.0 knows no Host field.
        if request.version() > Version::HTTP_10 || request.headers().contains_key(HOST) {
            self.agrees_with(&host_field(request.headers(), self.port)?)?;
        }
        *request.uri_mut() = origin_form(request.uri());
        drop_proxy_fields(request.headers_mut());
        request.headers_mut().insert(HOST, HeaderValue::from_static(self.host));
        Ok(())
    }

    fn agrees_with(self, target: &Target) -> Result<(), Refusal> {
        let same = target.host == self.host && target.port == self.port;
        same.then_some(()).ok_or(Refusal::Misdirected)
    }
}

/// The one Host field of a request over a connection with this default port.
fn host_field(headers: &HeaderMap, default_port: u16) -> Result<Target, Refusal> {
    let mut values = headers.get_all(HOST).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(Refusal::Host) };
    let text = value.to_str().map_err(|_| Refusal::Host)?;
    Target::of_host_field(text, default_port).ok_or(Refusal::Host)
}

fn origin_form(uri: &Uri) -> Uri {
    let path = uri.path_and_query().cloned().unwrap_or(PathAndQuery::from_static("/"));
    Uri::from(path)
}

/// Fields between a client and its proxy (Proxy-Authorization, Proxy-Connection and whatever else begins so) are not
/// for the origin server (RFC 9110 sections 7.6.1 and 11.7.2).
fn drop_proxy_fields(headers: &mut HeaderMap) {
    let names: Vec<HeaderName> =
        headers.keys().filter(|name| name.as_str().starts_with("proxy-")).cloned().collect();
    for name in names {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::StatusCode;

    const ADMISSION: Admission = Admission { host: "api.namecheap.com", port: 443 };

    fn request(uri: &str, hosts: &[&str]) -> Request<()> {
        let mut request = Request::get(uri).body(()).expect("request");
        for host in hosts {
            request.headers_mut().append(HOST, host.parse().expect("value"));
        }
        request
    }

    fn status(uri: &str, hosts: &[&str]) -> StatusCode {
        match ADMISSION.admit(&mut request(uri, hosts)) {
            Ok(()) => StatusCode::OK,
            Err(refusal) => refusal.response().status(),
        }
    }

    #[test]
    fn host_must_agree_once() {
        for good in ["api.namecheap.com", "API.NAMECHEAP.COM:443", "api.namecheap.com."] {
            assert_eq!(status("/", &[good]), 200, "{good}");
        }
        for other in
            ["api.namecheap.com:80", "api.sandbox.namecheap.com", "example.com", "api.namecheap.com.evil"]
        {
            assert_eq!(status("/", &[other]), 421, "{other}");
        }
        for broken in ["", "api.namecheap.com, example.com", "x@api.namecheap.com"] {
            assert_eq!(status("/", &[broken]), 400, "{broken:?}");
        }
        assert_eq!(status("/", &[]), 400);
        assert_eq!(status("/", &["api.namecheap.com", "api.namecheap.com"]), 400);
    }

    #[test]
    fn an_absolute_address_must_agree_too() {
        assert_eq!(status("https://api.namecheap.com/x", &["api.namecheap.com"]), 200);
        assert_eq!(status("https://api.sandbox.namecheap.com/x", &["api.namecheap.com"]), 421);
        assert_eq!(status("http://api.namecheap.com/x", &["api.namecheap.com"]), 421);
        assert_eq!(status("ftp://api.namecheap.com/x", &["api.namecheap.com"]), 400);
    }

    #[test]
    fn connect_does_not_nest() {
        let mut nested = request("api.namecheap.com:443", &["api.namecheap.com"]);
        *nested.method_mut() = Method::CONNECT;
        assert!(ADMISSION.admit(&mut nested).is_err());
    }

    #[test]
    fn the_application_sees_an_origin_request() {
        let mut seen = request("https://api.namecheap.com/xml.response?a=b", &["API.namecheap.com:443"]);
        for field in ["Proxy-Authorization", "Proxy-Connection", "Proxy-Anything", "X-Proxy"] {
            seen.headers_mut().insert(HeaderName::from_bytes(field.as_bytes()).expect("name"), HOST_VALUE);
        }
        ADMISSION.admit(&mut seen).expect("admitted");
        assert_eq!(seen.uri().to_string(), "/xml.response?a=b");
        assert_eq!(seen.headers()[HOST], "api.namecheap.com");
        let mut names: Vec<&str> = seen.headers().keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["host", "x-proxy"]);
    }

    const HOST_VALUE: HeaderValue = HeaderValue::from_static("x");
}
