//! The certificates of the CA itself.

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use time::OffsetDateTime;
use x509_parser::prelude::{FromDer, X509Certificate};

/// When the CA's own certificates begin: 2020-01-01T00:00:00Z, before any world time.
const BEGINS: i64 = 1_577_836_800;
/// 9999-12-31T23:59:59Z, which says that there is no end (RFC 5280 section 4.1.2.5).
const ENDS: i64 = 253_402_300_799;

/// The CA as it is kept: nobody needs the root's key once it has signed the intermediate, so it is not kept.
pub(crate) struct Authority {
    /// PEM.
    pub(crate) root: String,
    /// PEM.
    pub(crate) intermediate: String,
    /// Of the intermediate.
    pub(crate) key: KeyPair,
}

impl Authority {
    /// A new CA with new keys.
    pub(crate) fn make() -> Result<Authority, rcgen::Error> {
        let root_key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
        let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
        let mut params = ca_params("Namegate sandbox root", &root_key);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root = params.self_signed(&root_key)?.pem();
        let issuer = Issuer::new(params, root_key);
        let intermediate = intermediate_params(&key).signed_by(&key, &issuer)?.pem();
        Ok(Authority { root, intermediate, key })
    }

    /// The CA of these three texts, if they belong together.
    pub(crate) fn read(root: String, intermediate: String, key_pem: &str) -> Option<Authority> {
        let key = KeyPair::from_pem(key_pem).ok()?;
        let root_der = CertificateDer::from_pem_slice(root.as_bytes()).ok()?;
        let intermediate_der = CertificateDer::from_pem_slice(intermediate.as_bytes()).ok()?;
        let (_, signer) = X509Certificate::from_der(&root_der).ok()?;
        let (_, kept) = X509Certificate::from_der(&intermediate_der).ok()?;
        kept.verify_signature(Some(signer.public_key())).ok()?;
        let is_of_key = kept.public_key().subject_public_key.as_ref() == key.public_key_raw();
        // The issuer that signs is made anew from the key: it must come out under the same name.
        let subject = subject_of(&key)?;
        (is_of_key && kept.subject().as_raw() == subject).then_some(Authority { root, intermediate, key })
    }
}

/// What the intermediate of this key says; the same whenever it is asked.
pub(crate) fn intermediate_params(key: &KeyPair) -> CertificateParams {
    let mut params = ca_params("Namegate sandbox CA", key);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.use_authority_key_identifier_extension = true;
    params
}

fn ca_params(name: &str, key: &KeyPair) -> CertificateParams {
    let mut params = CertificateParams::default();
    set_validity(&mut params, BEGINS, ENDS);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    // A name of its own for each CA: clients that trust several find the issuer by its name.
    let id: String = params.key_identifier(key).iter().take(8).map(|octet| format!("{octet:02x}")).collect();
    let mut subject = DistinguishedName::new();
    subject.push(DnType::OrganizationName, "Namegate");
    subject.push(DnType::CommonName, format!("{name} {id}"));
    params.distinguished_name = subject;
    params
}

/// The name of the intermediate of this key, in DER.
fn subject_of(key: &KeyPair) -> Option<Vec<u8>> {
    let certificate = intermediate_params(key).self_signed(key).ok()?;
    let (_, parsed) = X509Certificate::from_der(certificate.der()).ok()?;
    Some(parsed.subject().as_raw().to_vec())
}

/// Unix seconds; certificates hold nothing before 1970 and nothing after 9999.
pub(crate) fn set_validity(params: &mut CertificateParams, begins: i64, ends: i64) {
    params.not_before = moment(begins);
    params.not_after = moment(ends);
}

/// A time as certificates hold it.
pub(crate) fn moment(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds.clamp(0, ENDS)).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
