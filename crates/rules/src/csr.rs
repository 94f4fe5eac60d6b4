//! Certificate requests (PKCS #10, RFC 2986): what they ask for, and whether whoever made one holds its key.

mod pem;
mod subject;

use md5::{Digest, Md5};
use ring::digest::{SHA256, digest};
use x509_parser::certification_request::X509CertificationRequest;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::oid_registry::{OID_EC_P256, OID_KEY_TYPE_EC_PUBLIC_KEY, OID_NIST_EC_P384};
use x509_parser::prelude::FromDer;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

pub use subject::Subject;

/// The shortest and the longest key of RSA that are taken, bits (CA/Browser Forum Baseline Requirements, section 6.1.5;
/// the longest that `ring` checks signatures with).
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// A request that was read, its signature checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csr {
    /// As it was sent.
    der: Vec<u8>,
    /// The key with its algorithm (RFC 5280 section 4.1.2.7), DER.
    pub public_key: Vec<u8>,
    pub subject: Subject,
    /// The subject's common name in lower case or, where it has none, the first of the alternative names.
    pub common_name: String,
    /// The subject's alternative names (RFC 5280 section 4.2.1.6) that are names of hosts, in lower case.
    pub dns_names: Vec<String>,
}

/// Why a request is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("it is no PEM text of a certificate request")]
    NoPem,
    #[error("it is no PKCS #10 request")]
    Malformed,
    #[error("its key is of a kind that is not taken; RSA and the curves P-256 and P-384 are")]
    KeyKind,
    #[error("its RSA key is shorter than 2048 or longer than 8192 bits")]
    KeySize,
    #[error("its signature does not fit its key")]
    Signature,
    #[error("its subject has text that cannot be read")]
    Text,
    #[error("it names no host")]
    NoName,
}

impl Csr {
    /// Reads a request in PEM.
    pub fn parse(text: &str) -> Result<Csr, Problem> {
        Csr::from_der(pem::der(text).ok_or(Problem::NoPem)?)
    }

    fn from_der(der: Vec<u8>) -> Result<Csr, Problem> {
        let (rest, request) = X509CertificationRequest::from_der(&der).map_err(|_| Problem::Malformed)?;
        if !rest.is_empty() {
            return Err(Problem::Malformed);
        }
        let info = &request.certification_request_info;
        check_key(&info.subject_pki)?;
        request.verify_signature().map_err(|_| Problem::Signature)?;
        let subject = Subject::read(&info.subject)?;
        let dns_names = dns_names(&request)?;
        let common_name = subject.common_name.as_deref().map(str::to_ascii_lowercase);
        let common_name = common_name.or_else(|| dns_names.first().cloned()).ok_or(Problem::NoName)?;
        let public_key = info.subject_pki.raw.to_vec();
        Ok(Csr { public_key, subject, common_name, dns_names, der })
    }

    /// MD5 of the request; 32 hexadecimal digits in upper case.
    pub fn md5(&self) -> String {
        hex(&Md5::digest(&self.der))
    }

    /// SHA-256 of the request; 64 hexadecimal digits in upper case.
    pub fn sha256(&self) -> String {
        hex(digest(&SHA256, &self.der).as_ref())
    }
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02X}")).collect()
}

fn check_key(key: &SubjectPublicKeyInfo<'_>) -> Result<(), Problem> {
    match key.parsed() {
        Ok(PublicKey::RSA(rsa)) if RSA_BITS.contains(&bits(rsa.modulus)) => Ok(()),
        Ok(PublicKey::RSA(_)) => Err(Problem::KeySize),
        Ok(PublicKey::EC(_)) if is_curve_taken(key) => Ok(()),
        Ok(_) => Err(Problem::KeyKind),
        Err(_) => Err(Problem::Malformed),
    }
}

/// The length of a number without leading zeros; bits.
fn bits(number: &[u8]) -> usize {
    let first = number.iter().position(|octet| *octet != 0).unwrap_or(number.len());
    let leading = number.get(first).map_or(0, |octet| octet.leading_zeros() as usize);
    (number.len() - first) * 8 - leading
}

fn is_curve_taken(key: &SubjectPublicKeyInfo<'_>) -> bool {
    let curve = key.algorithm.parameters.as_ref().and_then(|parameters| parameters.as_oid().ok());
    key.algorithm.algorithm == OID_KEY_TYPE_EC_PUBLIC_KEY
        && curve.is_some_and(|curve| curve == OID_EC_P256 || curve == OID_NIST_EC_P384)
}

fn dns_names(request: &X509CertificationRequest<'_>) -> Result<Vec<String>, Problem> {
    let mut names = Vec::new();
    for extension in request.requested_extensions().into_iter().flatten() {
        let ParsedExtension::SubjectAlternativeName(alternative) = extension else { continue };
        for name in &alternative.general_names {
            let GeneralName::DNSName(name) = name else { continue };
            // Text of ASCII, which IA5String is, without what no name has.
            if !name.bytes().all(|octet| octet.is_ascii_graphic()) {
                return Err(Problem::Text);
            }
            names.push(name.to_ascii_lowercase());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests;
