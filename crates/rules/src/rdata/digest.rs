//! TLSA (RFC 6698 section 2), SSHFP (RFC 4255 section 3, RFC 6594) and DS (RFC 4034 section 5): numbers and a digest in
//! hexadecimal, which blanks may part.

use super::{Unfit, octet, short};
use crate::presentation::Token;

pub(super) fn tlsa(fields: &[Token<'_>]) -> Result<Vec<u8>, Unfit> {
    let [usage, selector, matching, digest @ ..] = fields else {
        return Err(Unfit("TLSA is usage, selector, matching type and data"));
    };
    let (usage, selector, matching) = (octet(usage)?, octet(selector)?, octet(matching)?);
    // Matching types 1 and 2 are SHA-256 and SHA-512 (RFC 6698 section 7.4).
    let digest = hexadecimal(digest, [(1, 32), (2, 64)], matching)?;
    Ok([&[usage, selector, matching][..], &digest].concat())
}

pub(super) fn sshfp(fields: &[Token<'_>]) -> Result<Vec<u8>, Unfit> {
    let [algorithm, kind, digest @ ..] = fields else {
        return Err(Unfit("SSHFP is algorithm, fingerprint type and fingerprint"));
    };
    let (algorithm, kind) = (octet(algorithm)?, octet(kind)?);
    // Types 1 and 2 are SHA-1 and SHA-256 (RFC 6594 section 3).
    let digest = hexadecimal(digest, [(1, 20), (2, 32)], kind)?;
    Ok([&[algorithm, kind][..], &digest].concat())
}

pub(super) fn ds(fields: &[Token<'_>]) -> Result<Vec<u8>, Unfit> {
    let [tag, algorithm, kind, digest @ ..] = fields else {
        return Err(Unfit("DS is key tag, algorithm, digest type and digest"));
    };
    let (tag, algorithm, kind) = (short(tag)?, octet(algorithm)?, octet(kind)?);
    // Types 1, 2 and 4 are SHA-1, SHA-256 and SHA-384 (RFC 4509, RFC 6605).
    let digest = hexadecimal(digest, [(1, 20), (2, 32), (4, 48)], kind)?;
    Ok([&tag[..], &[algorithm, kind], &digest].concat())
}

/// `lengths`: how many octets a digest of a known type has.
fn hexadecimal<const N: usize>(
    fields: &[Token<'_>],
    lengths: [(u8, usize); N],
    kind: u8,
) -> Result<Vec<u8>, Unfit> {
    const NO_DIGITS: Unfit = Unfit("its digest is not in pairs of hexadecimal digits");
    let mut digits = Vec::new();
    for field in fields {
        let plain = field.plain().ok_or(NO_DIGITS)?;
        for digit in plain.chars() {
            digits.push(digit.to_digit(16).ok_or(NO_DIGITS)? as u8);
        }
    }
    if digits.is_empty() || digits.len() % 2 == 1 {
        return Err(NO_DIGITS);
    }
    let octets: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    match lengths.iter().find(|(known, _)| *known == kind) {
        Some((_, length)) if octets.len() != *length => {
            Err(Unfit("its digest is not as long as its type says"))
        }
        _ => Ok(octets),
    }
}
