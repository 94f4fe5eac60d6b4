//! The port to a certificate authority: it signs what a certificate request asks for, once the names in it are
//! validated, and lists what was revoked.

use super::registry::Answer;

/// Where a server has the root, for clients to trust; PEM.
pub const ROOT_PATH: &str = "/ca/root.pem";
/// Where it has what leads to the root; PEM.
pub const CHAIN_PATH: &str = "/ca/intermediate.pem";
/// Where it has the issuer of what is sold in DER, as authority information access wants it (RFC 5280 section 4.2.2.1).
pub const INTERMEDIATE_PATH: &str = "/ca/intermediate.crt";
/// Where it has the list of what was revoked; DER.
pub const LIST_PATH: &str = "/ca/intermediate.crl";

/// What a certificate is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The certificate's own id here.
    pub certificate_id: i64,
    /// The SubjectPublicKeyInfo of the request, in DER (RFC 5280 section 4.1.2.7).
    pub public_key: Vec<u8>,
    /// DNS names in lower case, the common name first.
    pub names: Vec<String>,
    pub subject: Subject,
    /// Unix seconds of the world clock.
    pub not_before: i64,
    /// Unix seconds of the world clock.
    pub not_after: i64,
}

/// Who a certificate is for, beside its names (CA/Browser Forum Baseline Requirements section 7.1.2.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Nobody is vouched for.
    Domain,
    Organization(Organization),
    /// As [`Subject::Organization`], with where it is registered (EV Guidelines section 7.1.4.2).
    ExtendedValidation(Organization, Registration),
}

/// An organization; what is `None` is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organization {
    pub name: String,
    pub street: Option<String>,
    pub locality: Option<String>,
    pub state: Option<String>,
    pub postal_code: Option<String>,
    /// Two letters (ISO 3166-1).
    pub country: Option<String>,
}

/// Where an organization is registered, and as what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registration {
    pub number: Option<String>,
    /// Two letters (ISO 3166-1).
    pub country: String,
    pub state: Option<String>,
    pub locality: Option<String>,
}

/// A certificate that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// PEM.
    pub certificate: String,
    /// What leads from it to the root, the root apart; PEM, the issuer first.
    pub chain: Vec<String>,
    /// Hexadecimal digits.
    pub serial: String,
}

/// A certificate that must not be trusted any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// As in [`Issued::serial`].
    pub serial: String,
    /// Unix seconds of the world clock.
    pub at: i64,
}

/// Why a CA did not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the CA does not sign such a request")]
    Policy,
    #[error("the CA did not answer")]
    NoAnswer,
}

/// A certificate authority.
pub trait CertificateAuthority: Send + Sync {
    /// The root, for clients to trust; PEM.
    fn root(&self) -> &str;

    /// The certificates between what is signed and the root; PEM, the issuer first.
    fn intermediates(&self) -> &[String];

    /// Signs.
    fn issue<'a>(&'a self, order: &'a Order) -> Answer<'a, Result<Issued, Refused>>;

    /// The revocation list in DER (RFC 5280 section 5), true at `now`, unix seconds of the world clock.
    fn revocation_list(&self, revoked: &[Revoked], now: i64) -> Result<Vec<u8>, Refused>;
}
