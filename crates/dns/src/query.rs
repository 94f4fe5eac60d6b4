//! Reading a request (RFC 1035 section 4, RFC 6891, RFC 9619).

use crate::name::Name;
use crate::record;

pub(crate) const HEADER: usize = 12;

/// Response codes (RFC 1035 section 4.1.1, RFC 6891 section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rcode {
    NoError = 0,
    FormErr = 1,
    ServFail = 2,
    NxDomain = 3,
    NotImp = 4,
    Refused = 5,
    BadVers = 16,
}

/// The header fields that an answer repeats.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(crate) id: [u8; 2],
    pub(crate) opcode: u8,
    pub(crate) recursion_desired: bool,
    pub(crate) checking_disabled: bool,
}

pub(crate) struct Question {
    /// In lower case.
    pub(crate) name: Name,
    pub(crate) qtype: u16,
    pub(crate) qclass: u16,
}

/// The OPT record of a request.
#[derive(Clone, Copy)]
pub(crate) struct Edns {
    /// Octets that the asker takes by UDP.
    pub(crate) size: u16,
    pub(crate) version: u8,
    /// DNSSEC OK, which the answer repeats (RFC 3225 section 3).
    pub(crate) dnssec_ok: bool,
}

/// A query that can be looked up.
pub(crate) struct Query {
    pub(crate) head: Head,
    pub(crate) question: Question,
    pub(crate) edns: Option<Edns>,
}

/// What is not looked up.
pub(crate) enum Unfit {
    /// Too short to answer to, or an answer itself.
    Silent,
    /// An answer of nothing but a header is due.
    Broken(Head, Rcode),
}

impl Query {
    pub(crate) fn read(message: &[u8]) -> Result<Query, Unfit> {
        let header = message.first_chunk::<HEADER>().ok_or(Unfit::Silent)?;
        if header[2] & 0x80 != 0 {
            return Err(Unfit::Silent);
        }
        let head = Head {
            id: [header[0], header[1]],
            opcode: header[2] >> 3 & 0x0f,
            recursion_desired: header[2] & 0x01 != 0,
            checking_disabled: header[3] & 0x10 != 0,
        };
        if head.opcode != 0 {
            return Err(Unfit::Broken(head, Rcode::NotImp));
        }
        let (question, edns) = body(message, header).ok_or(Unfit::Broken(head, Rcode::FormErr))?;
        Ok(Query { head, question, edns })
    }
}

/// The one question and the OPT record, if there is one; `None` when the message is broken.
fn body(message: &[u8], header: &[u8; HEADER]) -> Option<(Question, Option<Edns>)> {
    let count = |at: usize| u16::from_be_bytes([header[at], header[at + 1]]);
    // A query asks one question (RFC 9619 section 4).
    if count(4) != 1 {
        return None;
    }
    let name = Name::read(&message[HEADER..])?;
    let mut at = HEADER + name.wire().len();
    let question = message.get(at..at + 4)?;
    let qtype = u16::from_be_bytes([question[0], question[1]]);
    let qclass = u16::from_be_bytes([question[2], question[3]]);
    at += 4;
    for _ in 0..u32::from(count(6)) + u32::from(count(8)) {
        // OPT stands in the additional section only.
        at = skip_record(message, at)?.filter_no_opt()?;
    }
    let mut edns = None;
    for _ in 0..count(10) {
        let record = skip_record(message, at)?;
        at = record.end;
        if record.rtype != record::OPT {
            continue;
        }
        // One OPT at most, owned by the root (RFC 6891 section 6.1.1), its options whole.
        if edns.is_some() || !record.root_owner || !options_are_whole(record.data) {
            return None;
        }
        let [_, version, flags, _] = record.ttl;
        edns = Some(Edns { size: record.class, version, dnssec_ok: flags & 0x80 != 0 });
    }
    (at == message.len()).then_some((Question { name, qtype, qclass }, edns))
}

struct Skipped<'m> {
    rtype: u16,
    class: u16,
    ttl: [u8; 4],
    root_owner: bool,
    data: &'m [u8],
    end: usize,
}

impl Skipped<'_> {
    fn filter_no_opt(self) -> Option<usize> {
        (self.rtype != record::OPT).then_some(self.end)
    }
}

fn skip_record(message: &[u8], start: usize) -> Option<Skipped<'_>> {
    let at = skip_name(message, start)?;
    let (fixed, rest) = message.get(at..)?.split_first_chunk::<10>()?;
    let size = usize::from(u16::from_be_bytes([fixed[8], fixed[9]]));
    Some(Skipped {
        rtype: u16::from_be_bytes([fixed[0], fixed[1]]),
        class: u16::from_be_bytes([fixed[2], fixed[3]]),
        ttl: [fixed[4], fixed[5], fixed[6], fixed[7]],
        root_owner: message[start] == 0,
        data: rest.get(..size)?,
        end: at + 10 + size,
    })
}

/// The place after a name, which may end in a pointer; the pointer is not followed.
fn skip_name(message: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let size = *message.get(at)?;
        match size {
            0 => return Some(at + 1),
            1..=63 => at += 1 + usize::from(size),
            192..=255 => return message.get(at + 1).map(|_| at + 2),
            _ => return None,
        }
    }
}

fn options_are_whole(mut data: &[u8]) -> bool {
    while let Some((head, rest)) = data.split_first_chunk::<4>() {
        let size = usize::from(u16::from_be_bytes([head[2], head[3]]));
        let Some(rest) = rest.get(size..) else { return false };
        data = rest;
    }
    data.is_empty()
}
