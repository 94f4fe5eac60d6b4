//! Record types and how their data stands on the wire (RFC 1035 section 3.3, RFC 2782, RFC 3596, RFC 8659).

use rules::resource_record::RecordData;

use crate::name::Name;

pub(crate) const A: u16 = 1;
pub(crate) const NS: u16 = 2;
pub(crate) const CNAME: u16 = 5;
pub(crate) const SOA: u16 = 6;
pub(crate) const HINFO: u16 = 13;
pub(crate) const MX: u16 = 15;
pub(crate) const TXT: u16 = 16;
pub(crate) const AAAA: u16 = 28;
pub(crate) const SRV: u16 = 33;
pub(crate) const OPT: u16 = 41;
pub(crate) const DS: u16 = 43;
pub(crate) const IXFR: u16 = 251;
pub(crate) const AXFR: u16 = 252;
pub(crate) const ANY: u16 = 255;
pub(crate) const CAA: u16 = 257;
/// Never on the wire: the type under which a zone keeps an ALIAS (private use, RFC 6895 section 3.1).
pub(crate) const ALIAS: u16 = 65_401;

pub(crate) const CLASS_IN: u16 = 1;

/// The type of a record and its data, names uncompressed. `None` when the data cannot stand in a message.
pub(crate) fn encode(data: &RecordData) -> Option<(u16, Vec<u8>)> {
    let (rtype, bytes) = match data {
        RecordData::A(address) => (A, address.octets().to_vec()),
        RecordData::Aaaa(address) => (AAAA, address.octets().to_vec()),
        RecordData::Cname(target) => (CNAME, name(target)?),
        RecordData::Ns(target) => (NS, name(target)?),
        RecordData::Alias(target) => (ALIAS, name(target)?),
        RecordData::Mx { preference, exchange } => {
            (MX, [&preference.to_be_bytes()[..], &name(exchange)?].concat())
        }
        RecordData::Srv { priority, weight, port, target } => {
            let numbers = [priority, weight, port].map(|number| number.to_be_bytes()).concat();
            // Never compressed (RFC 2782); the root says that the service is not to be had.
            let target = if target.is_empty() { vec![0] } else { name(target)? };
            (SRV, [numbers, target].concat())
        }
        RecordData::Txt(text) => (TXT, character_strings(text)),
        RecordData::Caa { flags, tag, value } => {
            let size = u8::try_from(tag.len()).ok().filter(|size| *size > 0)?;
            (CAA, [&[*flags, size], tag.as_bytes(), value].concat())
        }
        RecordData::Other { rtype, data } => (*rtype, data.clone()),
    };
    (bytes.len() <= usize::from(u16::MAX)).then_some((rtype, bytes))
}

fn name(text: &str) -> Option<Vec<u8>> {
    Some(Name::parse(text)?.wire().to_vec())
}

/// Strings of 255 octets and a rest; an empty text is one empty string, since there must be one (RFC 1035 section
/// 3.3.14).
fn character_strings(text: &[u8]) -> Vec<u8> {
    if text.is_empty() {
        return vec![0];
    }
    let mut strings = Vec::with_capacity(text.len() + text.len() / 255 + 1);
    for piece in text.chunks(255) {
        strings.push(piece.len() as u8);
        strings.extend_from_slice(piece);
    }
    strings
}

/// Where in the data of a record of this type a name starts that may be compressed (RFC 3597 section 4).
pub(crate) fn name_within(rtype: u16) -> Option<usize> {
    match rtype {
        NS | CNAME => Some(0),
        MX => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_into_strings() {
        assert_eq!(character_strings(b""), [0]);
        assert_eq!(character_strings(b"ab"), b"\x02ab");
        let cut = character_strings(&[b'x'; 300]);
        assert_eq!((cut.len(), cut[0], cut[256]), (302, 255, 45));
        assert_eq!(character_strings(&[b'x'; 255]).len(), 256);
    }

    #[test]
    fn data_that_fits_no_message_is_refused() {
        assert!(encode(&RecordData::Txt(vec![b'x'; 65_279])).is_some());
        assert!(encode(&RecordData::Txt(vec![b'x'; 65_280])).is_none());
        assert!(encode(&RecordData::Cname("a..b".into())).is_none());
        let caa = |tag: String| RecordData::Caa { flags: 0, tag, value: b"ca.example".to_vec() };
        assert!(encode(&caa(String::new())).is_none());
        assert!(encode(&caa("i".repeat(256))).is_none());
        assert_eq!(encode(&caa("issue".into())), Some((CAA, b"\0\x05issueca.example".to_vec())));
    }
}
