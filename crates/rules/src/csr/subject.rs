//! The subject of a certificate request (RFC 5280 section 4.1.2.6).

use x509_parser::asn1_rs::Tag;
use x509_parser::x509::{AttributeTypeAndValue, X509Name};

use super::Problem;

/// The attributes that certificates take over or that people look at; of several alike the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    pub common_name: Option<String>,
    pub country: Option<String>,
    pub state: Option<String>,
    pub locality: Option<String>,
    pub organization: Option<String>,
    pub organizational_unit: Option<String>,
    pub email: Option<String>,
}

impl Subject {
    pub(super) fn read(name: &X509Name<'_>) -> Result<Subject, Problem> {
        Ok(Subject {
            common_name: first(name.iter_common_name())?,
            country: first(name.iter_country())?,
            state: first(name.iter_state_or_province())?,
            locality: first(name.iter_locality())?,
            organization: first(name.iter_organization())?,
            organizational_unit: first(name.iter_organizational_unit())?,
            email: first(name.iter_email())?,
        })
    }
}

/// The text of the first; `None` where it is empty.
fn first<'n>(
    mut attributes: impl Iterator<Item = &'n AttributeTypeAndValue<'n>>,
) -> Result<Option<String>, Problem> {
    let text = attributes.next().map(|attribute| text(attribute).ok_or(Problem::Text)).transpose()?;
    Ok(text.filter(|text| !text.is_empty()))
}

/// Text in any of the kinds of string that names are made of (RFC 5280, DirectoryString).
fn text(attribute: &AttributeTypeAndValue<'_>) -> Option<String> {
    let octets = attribute.as_slice();
    let text = match attribute.attr_value().tag() {
        Tag::BmpString => utf16(octets)?,
        // In fact Latin 1, whatever T.61 says.
        Tag::T61String => octets.iter().map(|octet| char::from(*octet)).collect(),
        _ => attribute.as_str().ok()?.to_owned(),
    };
    // A control character would make one text look like another, or two of one.
    (!text.chars().any(char::is_control)).then(|| text.trim().to_owned())
}

fn utf16(octets: &[u8]) -> Option<String> {
    let (units, []) = octets.as_chunks::<2>() else { return None };
    char::decode_utf16(units.iter().map(|unit| u16::from_be_bytes(*unit))).collect::<Result<_, _>>().ok()
}
