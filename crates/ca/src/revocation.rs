//! The list of what was revoked (RFC 5280 section 5).

use rcgen::{
    CertificateRevocationListParams, Issuer, KeyIdMethod, KeyPair, RevocationReason, RevokedCertParams,
    SerialNumber,
};
use registrar::ports::ca::Revoked;

use crate::authority::moment;

/// When the next list is due: it is made whenever it is asked for, and whoever keeps one asks again within a day.
const NEXT: i64 = 86_400;

pub(crate) fn list(
    issuer: &Issuer<'static, KeyPair>,
    revoked: &[Revoked],
    now: i64,
) -> Result<Vec<u8>, rcgen::Error> {
    let params = CertificateRevocationListParams {
        this_update: moment(now),
        next_update: moment(now.saturating_add(NEXT)),
        crl_number: number(revoked, now),
        issuing_distribution_point: None,
        revoked_certs: revoked.iter().filter_map(entry).collect(),
        key_identifier_method: KeyIdMethod::Sha256,
    };
    Ok(params.signed_by(issuer)?.der().to_vec())
}

/// A later list has the higher number (RFC 5280 section 5.2.3): within a second lists only grow.
fn number(revoked: &[Revoked], now: i64) -> SerialNumber {
    let seconds = u128::try_from(now).unwrap_or_default();
    let number = (seconds << 32) + revoked.len() as u128;
    SerialNumber::from_slice(&number.to_be_bytes())
}

/// Serial numbers are ours, so that all of them can be read.
fn entry(revoked: &Revoked) -> Option<RevokedCertParams> {
    let octet = |at: usize| u8::from_str_radix(revoked.serial.get(at..at + 2)?, 16).ok();
    let serial: Option<Vec<u8>> = (0..revoked.serial.len()).step_by(2).map(octet).collect();
    Some(RevokedCertParams {
        serial_number: SerialNumber::from_slice(&serial?),
        revocation_time: moment(revoked.at),
        // Only what a reissue replaced can be revoked.
        reason_code: Some(RevocationReason::Superseded),
        invalidity_date: None,
    })
}
