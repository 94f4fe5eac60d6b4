//! The certificates themselves: what stands in the CA's own and in a leaf.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::{Identity, REAL_HOSTS};

const DAY: u64 = 86_400;
/// Certificates begin a day in the past, for clients whose clock is behind.
const BACKDATED: u64 = DAY;
const CA_LIFETIME: u64 = 3650 * DAY;
/// The CA is replaced when this little of its time is left.
const CA_REMAINDER: u64 = 180 * DAY;
const LEAF_LIFETIME: u64 = 90 * DAY;
const LEAF_REMAINDER: u64 = 30 * DAY;

/// The CA's own certificate and its key.
pub(super) struct OwnCertificate {
    pub key: KeyPair,
    pub pem: String,
    /// Unix seconds.
    pub expires: u64,
    pub params: Params,
}

/// What the CA's certificate says.
pub(super) struct Params(CertificateParams);

impl Params {
    /// What a CA with this key and time says; the same for the same, whenever it is asked.
    fn new(key: &KeyPair, begins: u64, expires: u64) -> Params {
        let mut params = CertificateParams::default();
        set_validity(&mut params, begins, expires);
        params.distinguished_name = own_name(&params, key);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.name_constraints =
            Some(NameConstraints { permitted_subtrees: permitted(), excluded_subtrees: Vec::new() });
        Params(params)
    }

    pub(super) fn issuer(self, key: KeyPair) -> Issuer<'static, KeyPair> {
        Issuer::new(self.0, key)
    }
}

impl OwnCertificate {
    /// A new CA with a new key.
    pub(super) fn make(now: u64) -> Result<OwnCertificate, rcgen::Error> {
        let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
        let (begins, expires) = (now.saturating_sub(BACKDATED), now + CA_LIFETIME);
        let params = Params::new(&key, begins, expires);
        let pem = params.0.self_signed(&key)?.pem();
        Ok(OwnCertificate { key, pem, expires, params })
    }

    /// The CA of these two texts, or why it will not do.
    pub(super) fn read(pem: String, key_pem: &str, now: u64) -> Result<OwnCertificate, Unfit> {
        let key = KeyPair::from_pem(key_pem).map_err(|_| Unfit::Key)?;
        let der = certificate_in(&pem)?;
        let kept = parse(&der)?;
        let (begins, expires) = (kept.validity.not_before.timestamp(), kept.validity.not_after.timestamp());
        let begins = u64::try_from(begins).map_err(|_| Unfit::Certificate)?;
        let expires = u64::try_from(expires).map_err(|_| Unfit::Certificate)?;
        if now < begins || expires.saturating_sub(now) < CA_REMAINDER {
            return Err(Unfit::Time);
        }
        let params = Params::new(&key, begins, expires);
        let ours = params.0.self_signed(&key).map_err(|_| Unfit::Key)?;
        let same = parse(ours.der())?.tbs_certificate.as_ref() == kept.tbs_certificate.as_ref();
        if !same || kept.verify_signature(None).is_err() {
            return Err(Unfit::Other);
        }
        Ok(OwnCertificate { key, pem, expires, params })
    }
}

/// Why a kept CA is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unfit {
    #[error("its key cannot be read")]
    Key,
    #[error("its certificate cannot be read")]
    Certificate,
    #[error("its time is nearly over")]
    Time,
    #[error("its certificate is not of its key, or not what this version makes")]
    Other,
    #[error("others can read its key")]
    Exposed,
}

fn certificate_in(pem: &str) -> Result<CertificateDer<'static>, Unfit> {
    use rustls::pki_types::pem::PemObject;
    CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|_| Unfit::Certificate)
}

fn parse<'a>(der: &'a CertificateDer<'_>) -> Result<X509Certificate<'a>, Unfit> {
    X509Certificate::from_der(der).map(|(_, certificate)| certificate).map_err(|_| Unfit::Certificate)
}

/// A name of its own for each CA: clients that trust several find the issuer by its name.
fn own_name(params: &CertificateParams, key: &KeyPair) -> DistinguishedName {
    let id: String = params.key_identifier(key).iter().take(8).map(|octet| format!("{octet:02x}")).collect();
    common_name(format!("Namegate edge CA {id}"))
}

fn common_name(name: String) -> DistinguishedName {
    let mut subject = DistinguishedName::new();
    subject.push(DnType::CommonName, name);
    subject
}

fn permitted() -> Vec<GeneralSubtree> {
    let names = REAL_HOSTS.into_iter().chain(["localhost"]);
    let networks = [
        CidrSubnet::V4([127, 0, 0, 0], [255, 0, 0, 0]),
        CidrSubnet::V6(Ipv6Addr::LOCALHOST.octets(), [255; 16]),
    ];
    names
        .map(|name| GeneralSubtree::DnsName(name.to_owned()))
        .chain(networks.map(GeneralSubtree::IpAddress))
        .collect()
}

/// A leaf certificate with its key.
pub(super) struct Made {
    pub certificate: CertificateDer<'static>,
    pub key: PrivateKeyDer<'static>,
    /// When to make the next one, in unix seconds.
    pub renew: u64,
}

/// A server certificate for `identity` that ends no later than its CA.
pub(super) fn leaf(
    issuer: &Issuer<'static, KeyPair>,
    identity: Identity,
    now: u64,
    ca_expires: u64,
) -> Result<Made, rcgen::Error> {
    let mut params = CertificateParams::default();
    params.subject_alt_names = alternative_names(identity)?;
    // No host name in the subject: clients that still look there would hold an address against the constraints
    // on names.
    params.distinguished_name = common_name("Namegate edge".to_owned());
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    // Python 3.13 checks strictly (X509_V_FLAG_X509_STRICT): it wants the key identifiers of both.
    params.is_ca = IsCa::ExplicitNoCa;
    params.use_authority_key_identifier_extension = true;
    let expires = (now + LEAF_LIFETIME).min(ca_expires);
    set_validity(&mut params, now.saturating_sub(BACKDATED), expires);
    let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
    let certificate = params.signed_by(&key, issuer)?.der().clone();
    Ok(Made { certificate, key: key.into(), renew: expires.saturating_sub(LEAF_REMAINDER) })
}

fn alternative_names(identity: Identity) -> Result<Vec<SanType>, rcgen::Error> {
    match identity {
        Identity::Host(host) => Ok(vec![SanType::DnsName(host.try_into()?)]),
        Identity::Loopback(address) => {
            let mut addresses = vec![IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
            if address.is_loopback() && !addresses.contains(&address) {
                addresses.push(address);
            }
            let mut names = vec![SanType::DnsName("localhost".try_into()?)];
            names.extend(addresses.into_iter().map(SanType::IpAddress));
            Ok(names)
        }
    }
}

fn set_validity(params: &mut CertificateParams, begins: u64, expires: u64) {
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    params.not_before = epoch + Duration::from_secs(begins);
    params.not_after = epoch + Duration::from_secs(expires);
}
