//! SVCB and HTTPS (RFC 9460 section 2): a priority, a target and parameters.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Unfit, short, target};
use crate::presentation::Token;

const MANDATORY: u16 = 0;
const ALPN: u16 = 1;
const NO_DEFAULT_ALPN: u16 = 2;
const PORT: u16 = 3;
const IPV4HINT: u16 = 4;
const ECH: u16 = 5;
const IPV6HINT: u16 = 6;
/// Keys that have names (RFC 9460 section 14.3.2); the place of each is its number. Later ones are written `key7` and so on,
/// which every reader of zone files understands.
const NAMES: [&str; 7] = ["mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint"];
/// Never a key (RFC 9460 section 14.3.2).
const INVALID_KEY: u16 = 65_535;

const BAD_VALUE: Unfit = Unfit("the value of a parameter does not fit its key");

pub(super) fn svcb(fields: &[Token<'_>]) -> Result<Vec<u8>, Unfit> {
    let [priority, host, sent @ ..] = fields else {
        return Err(Unfit("SVCB and HTTPS are priority, target and parameters"));
    };
    let mut data = short(priority)?.to_vec();
    data.extend(target(host)?);
    let mut params = BTreeMap::new();
    for token in sent {
        let (key, value) = param(token)?;
        if params.insert(key, value).is_some() {
            return Err(Unfit("a parameter stands twice"));
        }
    }
    consistent(&params)?;
    // In the order of their numbers (RFC 9460 section 2.2).
    for (key, value) in params {
        let size = u16::try_from(value.len()).map_err(|_| BAD_VALUE)?;
        data.extend(key.to_be_bytes());
        data.extend(size.to_be_bytes());
        data.extend(value);
    }
    Ok(data)
}

/// RFC 9460 section 8: what is mandatory is there, and not the list itself; section 7.1.1: `no-default-alpn` goes with
/// `alpn`.
fn consistent(params: &BTreeMap<u16, Vec<u8>>) -> Result<(), Unfit> {
    if let Some(list) = params.get(&MANDATORY) {
        let keys = list.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        if keys.into_iter().any(|key| key == MANDATORY || !params.contains_key(&key)) {
            return Err(Unfit("a mandatory parameter is not there"));
        }
    }
    if params.contains_key(&NO_DEFAULT_ALPN) && !params.contains_key(&ALPN) {
        return Err(Unfit("no-default-alpn stands without alpn"));
    }
    Ok(())
}

fn param(token: &Token<'_>) -> Result<(u16, Vec<u8>), Unfit> {
    let (name, sent) = match token.raw.split_once('=') {
        Some((name, _)) => (name, token.octets.get(name.len() + 1..)),
        None => (token.raw, None),
    };
    // A name has no escapes, so that it is as long in octets as it is written.
    let key = key(name)?;
    let value = sent.filter(|value| !value.is_empty());
    let value = match (key, value) {
        (NO_DEFAULT_ALPN, None) if sent.is_none() => Vec::new(),
        (NO_DEFAULT_ALPN, _) => return Err(BAD_VALUE),
        (MANDATORY | ALPN | PORT | IPV4HINT | ECH | IPV6HINT, None) => return Err(BAD_VALUE),
        (MANDATORY, Some(value)) => mandatory(value)?,
        (ALPN, Some(value)) => alpn(value)?,
        (PORT, Some(value)) => port(value)?,
        (IPV4HINT, Some(value)) => hints::<Ipv4Addr, 4>(value, |address| address.octets())?,
        (IPV6HINT, Some(value)) => hints::<Ipv6Addr, 16>(value, |address| address.octets())?,
        (ECH, Some(value)) => STANDARD.decode(value).map_err(|_| BAD_VALUE)?,
        (_, value) => value.unwrap_or_default().to_vec(),
    };
    Ok((key, value))
}

/// The number of a key: its name, or `key` and a number that has no name (RFC 9460 section 2.1).
fn key(name: &str) -> Result<u16, Unfit> {
    const NO_KEY: Unfit = Unfit("a parameter has no key that is known");
    if let Some(at) = NAMES.iter().position(|known| *known == name) {
        return u16::try_from(at).map_err(|_| NO_KEY);
    }
    let digits = name.strip_prefix("key").filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    let digits = digits.filter(|digits| !digits.starts_with('0')).ok_or(NO_KEY)?;
    let key: u16 = digits.parse().map_err(|_| NO_KEY)?;
    if usize::from(key) < NAMES.len() || key == INVALID_KEY { Err(NO_KEY) } else { Ok(key) }
}

fn mandatory(value: &[u8]) -> Result<Vec<u8>, Unfit> {
    let mut keys = text(value)?.split(',').map(key).collect::<Result<Vec<u16>, _>>()?;
    keys.sort_unstable();
    if keys.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(BAD_VALUE);
    }
    Ok(keys.into_iter().flat_map(u16::to_be_bytes).collect())
}

/// Protocols parted by commas; a backslash keeps a comma or a backslash in a name (RFC 9460 appendix A.1).
fn alpn(value: &[u8]) -> Result<Vec<u8>, Unfit> {
    let mut protocols = vec![Vec::new()];
    let mut octets = value.iter();
    while let Some(octet) = octets.next() {
        let kept = match octet {
            b',' => {
                protocols.push(Vec::new());
                continue;
            }
            b'\\' => octets.next().filter(|octet| matches!(octet, b',' | b'\\')).ok_or(BAD_VALUE)?,
            octet => octet,
        };
        protocols.last_mut().ok_or(BAD_VALUE)?.push(*kept);
    }
    let mut data = Vec::new();
    for protocol in protocols {
        data.push(u8::try_from(protocol.len()).ok().filter(|size| *size > 0).ok_or(BAD_VALUE)?);
        data.extend(protocol);
    }
    Ok(data)
}

fn port(value: &[u8]) -> Result<Vec<u8>, Unfit> {
    let digits = text(value)?;
    let port: u16 = digits.parse().map_err(|_| BAD_VALUE)?;
    // A sign is read as part of a number, and is none here.
    if digits.starts_with('+') { Err(BAD_VALUE) } else { Ok(port.to_be_bytes().to_vec()) }
}

fn hints<A: std::str::FromStr, const N: usize>(
    value: &[u8],
    octets: fn(&A) -> [u8; N],
) -> Result<Vec<u8>, Unfit> {
    let read = |part: &str| part.parse::<A>().map(|address| octets(&address)).map_err(|_| BAD_VALUE);
    Ok(text(value)?.split(',').map(read).collect::<Result<Vec<[u8; N]>, _>>()?.concat())
}

fn text(value: &[u8]) -> Result<&str, Unfit> {
    std::str::from_utf8(value).map_err(|_| BAD_VALUE)
}
