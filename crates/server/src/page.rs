//! Pages for people: plain HTML of a few paragraphs and one form, without scripts or styles. Whatever stands in one is
//! text; only this file writes markup.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use wire::escape::{Position, escape};

/// Nothing is loaded, nothing frames the page, and its form goes to this server alone. The address of a page holds its
/// token, so no other site is told it; the own form still says where it comes from, as `no-referrer` would make its
/// Origin `null` (Fetch Standard, append a request Origin header).
const HEADERS: [(HeaderName, &str); 6] = [
    (CONTENT_TYPE, "text/html; charset=utf-8"),
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (CACHE_CONTROL, "no-store"),
];

/// A page that is being written.
pub struct Page {
    status: StatusCode,
    document: String,
}

impl Page {
    /// A page of this title, which is its heading too.
    pub fn new(status: StatusCode, title: &str) -> Page {
        let mut page = Page {
            status,
            document: "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
                       <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                .to_owned(),
        };
        page.text(title);
        page.document.push_str("</title>\n</head>\n<body>\n<h1>");
        page.text(title);
        page.document.push_str("</h1>\n");
        page
    }

    pub fn paragraph(mut self, text: &str) -> Page {
        self.document.push_str("<p>");
        self.text(text);
        self.document.push_str("</p>\n");
        self
    }

    /// A form that is sent back to the address of the page, with a button for each (value, label); the value that was
    /// chosen is the parameter `name`.
    pub fn buttons(mut self, name: &str, buttons: &[(&str, &str)]) -> Page {
        self.document.push_str("<form method=\"post\">\n");
        for (value, label) in buttons {
            self.document.push_str("<button type=\"submit\" name=\"");
            self.attribute(name);
            self.document.push_str("\" value=\"");
            self.attribute(value);
            self.document.push_str("\">");
            self.text(label);
            self.document.push_str("</button>\n");
        }
        self.document.push_str("</form>\n");
        self
    }

    /// A link to a page of another site; left out if it is no http or https address.
    pub fn link(mut self, address: &str, label: &str) -> Page {
        if is_web_address(address) {
            self.document.push_str("<p><a rel=\"noreferrer\" href=\"");
            self.attribute(address);
            self.document.push_str("\">");
            self.text(label);
            self.document.push_str("</a></p>\n");
        }
        self
    }

    fn text(&mut self, text: &str) {
        escape(text, &mut self.document, Position::Content);
    }

    fn attribute(&mut self, text: &str) {
        escape(text, &mut self.document, Position::Attribute);
    }
}

fn is_web_address(address: &str) -> bool {
    address.parse::<Uri>().is_ok_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")))
}

impl IntoResponse for Page {
    fn into_response(mut self) -> Response {
        self.document.push_str("</body>\n</html>\n");
        let mut response = Response::new(Body::from(self.document));
        *response.status_mut() = self.status;
        for (name, value) in HEADERS {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(page: Page) -> String {
        page.document
    }

    #[test]
    fn nothing_but_this_file_writes_markup() {
        let hostile = "<script>\"'&</script>";
        let page = Page::new(StatusCode::OK, hostile)
            .paragraph(hostile)
            .buttons(hostile, &[(hostile, hostile)])
            .link("http://a.example/?x=\"'<b>", hostile);
        let document = written(page);
        assert!(!document.contains("<script") && !document.contains("<b>"), "{document}");
        assert_eq!(document.matches("&lt;script&gt;").count(), 6, "{document}");
    }

    #[test]
    fn a_link_leads_to_a_web_page_or_is_none() {
        let with = |address| written(Page::new(StatusCode::OK, "t").link(address, "l")).contains("href");
        assert!(with("https://shop.example/paid?order=1"));
        assert!(with("http://127.0.0.1:3000"));
        for address in
            ["javascript:alert(1)", "data:text/html,x", "/paid", "shop.example", "", "http:", "file:///x"]
        {
            assert!(!with(address), "{address}");
        }
    }
}
