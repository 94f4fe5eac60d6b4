//! PEM text (RFC 7468) of certificate requests.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The label of RFC 7468 section 7, and the older one of the tools that ship with IIS.
const LABELS: [&str; 2] = ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"];
/// Of a whole text. A request with a key of 8192 bits and a hundred names is a quarter of it.
const MOST_OCTETS: usize = 32_767;

/// What stands between the lines of the one request in a text.
pub(super) fn der(text: &str) -> Option<Vec<u8>> {
    if text.len() > MOST_OCTETS {
        return None;
    }
    let body = LABELS.iter().find_map(|label| body(text, label))?;
    let plain: String = body.split_ascii_whitespace().collect();
    STANDARD.decode(plain).ok()
}

fn body<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("-----BEGIN {label}-----"))?;
    let (body, rest) = rest.split_once(&format!("-----END {label}-----"))?;
    (!rest.contains("-----BEGIN")).then_some(body)
}
