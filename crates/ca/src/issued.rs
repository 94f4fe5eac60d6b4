//! What customers buy: a server certificate.

use rcgen::string::PrintableString;
use rcgen::{
    CertificateParams, CrlDistributionPoint, DistinguishedName, DnType, DnValue, ExtendedKeyUsagePurpose,
    IsCa, Issuer, KeyPair, KeyUsagePurpose, PublicKeyData, SanType, SerialNumber, SubjectPublicKeyInfo,
};
use registrar::ports::ca::{INTERMEDIATE_PATH, LIST_PATH, Order, Organization, Registration, Subject};
use ring::rand::{SecureRandom, SystemRandom};

use crate::authority::set_validity;
use crate::der;

/// X.520 and the EV Guidelines section 7.1.4.2 have names for these, `rcgen` has none.
const SERIAL_NUMBER: &[u64] = &[2, 5, 4, 5];
const STREET: &[u64] = &[2, 5, 4, 9];
const BUSINESS_CATEGORY: &[u64] = &[2, 5, 4, 15];
const POSTAL_CODE: &[u64] = &[2, 5, 4, 17];
const JURISDICTION_LOCALITY: &[u64] = &[1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 1];
const JURISDICTION_STATE: &[u64] = &[1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 2];
const JURISDICTION_COUNTRY: &[u64] = &[1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 3];

/// Longest common name (RFC 5280 appendix A.1, ub-common-name). A longer name stands among the alternative ones alone.
const MOST_COMMON_NAME: usize = 64;

/// The certificate in PEM, and its serial number in hexadecimal digits.
pub(crate) fn sign(
    issuer: &Issuer<'static, KeyPair>,
    order: &Order,
    base: Option<&str>,
) -> Result<(String, String), rcgen::Error> {
    let key = SubjectPublicKeyInfo::from_der(&order.public_key)?;
    let serial = serial()?;
    let mut params = CertificateParams::default();
    set_validity(&mut params, order.not_before, order.not_after);
    params.serial_number = Some(SerialNumber::from_slice(&serial));
    params.distinguished_name = subject(order)?;
    let name = |name: &String| Ok(SanType::DnsName(name.as_str().try_into()?));
    params.subject_alt_names = order.names.iter().map(name).collect::<Result<_, rcgen::Error>>()?;
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = key_usages(&key);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    params.custom_extensions = vec![der::policy(&order.subject)];
    if let Some(base) = base {
        params.custom_extensions.push(der::issuer_at(&format!("{base}{INTERMEDIATE_PATH}")));
        params.crl_distribution_points =
            vec![CrlDistributionPoint { uris: vec![format!("{base}{LIST_PATH}")] }];
    }
    let certificate = params.signed_by(&key, issuer)?.pem();
    Ok((certificate, serial.iter().map(|octet| format!("{octet:02x}")).collect()))
}

/// 126 bits nobody can foretell (Baseline Requirements section 7.1 wants 64), positive and always 16 octets long.
fn serial() -> Result<[u8; 16], rcgen::Error> {
    let mut serial = [0; 16];
    SystemRandom::new().fill(&mut serial).map_err(|_| rcgen::Error::RingUnspecified)?;
    serial[0] = serial[0] & 0x3f | 0x40;
    Ok(serial)
}

/// RSA keys may also wrap the secrets of old key exchanges (RFC 5280 section 4.2.1.3).
fn key_usages(key: &SubjectPublicKeyInfo) -> Vec<KeyUsagePurpose> {
    let is_rsa = *key.algorithm() == rcgen::PKCS_RSA_SHA256;
    let wraps = is_rsa.then_some(KeyUsagePurpose::KeyEncipherment);
    std::iter::once(KeyUsagePurpose::DigitalSignature).chain(wraps).collect()
}

fn subject(order: &Order) -> Result<DistinguishedName, rcgen::Error> {
    let mut subject = DistinguishedName::new();
    match &order.subject {
        Subject::Domain => {}
        Subject::Organization(organization) => push_organization(&mut subject, organization)?,
        Subject::ExtendedValidation(organization, registration) => {
            push_registration(&mut subject, registration)?;
            push_organization(&mut subject, organization)?;
        }
    }
    if let Some(name) = order.names.first().filter(|name| name.len() <= MOST_COMMON_NAME) {
        subject.push(DnType::CommonName, name.as_str());
    }
    Ok(subject)
}

fn push_organization(subject: &mut DistinguishedName, of: &Organization) -> Result<(), rcgen::Error> {
    if let Some(country) = &of.country {
        subject.push(DnType::CountryName, printable(country)?);
    }
    let rest = [
        (DnType::StateOrProvinceName, of.state.as_ref()),
        (DnType::LocalityName, of.locality.as_ref()),
        (DnType::from_oid(STREET), of.street.as_ref()),
        (DnType::from_oid(POSTAL_CODE), of.postal_code.as_ref()),
        (DnType::OrganizationName, Some(&of.name)),
    ];
    push(subject, rest);
    Ok(())
}

fn push_registration(subject: &mut DistinguishedName, of: &Registration) -> Result<(), rcgen::Error> {
    subject.push(DnType::from_oid(BUSINESS_CATEGORY), "Private Organization");
    subject.push(DnType::from_oid(JURISDICTION_COUNTRY), printable(&of.country)?);
    push(
        subject,
        [
            (DnType::from_oid(JURISDICTION_STATE), of.state.as_ref()),
            (DnType::from_oid(JURISDICTION_LOCALITY), of.locality.as_ref()),
        ],
    );
    if let Some(number) = &of.number {
        subject.push(DnType::from_oid(SERIAL_NUMBER), printable(number)?);
    }
    Ok(())
}

fn push<const N: usize>(subject: &mut DistinguishedName, pairs: [(DnType, Option<&String>); N]) {
    for (kind, value) in pairs {
        if let Some(value) = value {
            subject.push(kind, value.as_str());
        }
    }
}

/// Codes and numbers have no other form (RFC 5280 appendix A.1).
fn printable(value: &str) -> Result<DnValue, rcgen::Error> {
    PrintableString::try_from(value).map(DnValue::PrintableString)
}
