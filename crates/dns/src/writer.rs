//! Writing an answer into a buffer of fixed size, names compressed (RFC 1035 section 4.1.4).

use crate::query::{Edns, HEADER, Head, Question, Rcode};
use crate::record;

/// The answer does not fit the buffer.
#[derive(Debug)]
pub(crate) struct Full;

type Written<T = ()> = Result<T, Full>;

/// A section of records; the number is the place of its counter in the header.
#[derive(Clone, Copy)]
pub(crate) enum Section {
    Answer = 6,
    Authority = 8,
    Additional = 10,
}

/// Where a name stands in the message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct At(u16);

/// The owner of a record to be written.
#[derive(Clone, Copy)]
pub(crate) enum Owner<'n> {
    At(At),
    /// A name on the wire, uncompressed.
    Name(&'n [u8]),
}

/// The name of the question, which is the owner of most of what is answered.
pub(crate) const QNAME: At = At(HEADER as u16);

/// Offsets beyond this do not fit a pointer.
const FARTHEST: usize = 0x3fff;
/// Names remembered for compression; more are written in full.
const REMEMBERED: usize = 32;
const OPT_SIZE: usize = 11;

pub(crate) struct Writer<'b> {
    buffer: &'b mut [u8],
    len: usize,
    /// Where the records must end.
    limit: usize,
    /// Where labels start that a later name may point at.
    known: [u16; REMEMBERED],
    known_count: usize,
    /// Where the records start, and the names known there.
    records_at: usize,
    names_before_records: usize,
}

impl<'b> Writer<'b> {
    /// Begins an answer without a question in `buffer`, which holds 512 octets or more.
    pub(crate) fn new(buffer: &'b mut [u8], head: Head) -> Self {
        buffer[..HEADER].fill(0);
        buffer[..2].copy_from_slice(&head.id);
        buffer[2] = 0x80 | head.opcode << 3 | u8::from(head.recursion_desired);
        buffer[3] = u8::from(head.checking_disabled) << 4;
        let limit = buffer.len();
        Writer {
            buffer,
            len: HEADER,
            limit,
            known: [0; REMEMBERED],
            known_count: 0,
            records_at: HEADER,
            names_before_records: 0,
        }
    }

    /// Repeats the question with its name as it was sent (`name`: same length as the one read).
    pub(crate) fn question(&mut self, question: &Question, name: &[u8]) -> Written {
        self.put(name)?;
        self.put(&question.qtype.to_be_bytes())?;
        self.put(&question.qclass.to_be_bytes())?;
        self.count(4, 1);
        // The last labels first: they are shared most.
        for labels in (1..=question.name.labels()).take(REMEMBERED / 2) {
            self.remember(HEADER + question.name.suffix_start(labels));
        }
        self.records_at = self.len;
        self.names_before_records = self.known_count;
        Ok(())
    }

    pub(crate) fn set_authoritative(&mut self) {
        self.buffer[2] |= 0x04;
    }

    pub(crate) fn set_rcode(&mut self, rcode: Rcode) {
        self.buffer[3] = self.buffer[3] & 0xf0 | rcode as u8 & 0x0f;
    }

    /// Takes all records back.
    pub(crate) fn clear_records(&mut self) {
        self.len = self.records_at;
        self.known_count = self.names_before_records;
        self.buffer[6..HEADER].fill(0);
    }

    /// Takes all records back and says that they did not fit (RFC 2181 section 9).
    pub(crate) fn truncate(&mut self) {
        self.clear_records();
        self.buffer[2] |= 0x02;
    }

    /// A record whose data `data` writes; returns what that returns.
    pub(crate) fn record<T>(
        &mut self,
        section: Section,
        owner: Owner<'_>,
        rtype: u16,
        ttl: u32,
        data: impl FnOnce(&mut Self) -> Written<T>,
    ) -> Written<T> {
        match owner {
            Owner::At(At(at)) => self.put(&(0xc000 | at).to_be_bytes())?,
            Owner::Name(wire) => _ = self.name(wire)?,
        }
        self.put(&rtype.to_be_bytes())?;
        self.put(&record::CLASS_IN.to_be_bytes())?;
        self.put(&ttl.to_be_bytes())?;
        self.put(&[0, 0])?;
        let start = self.len;
        let value = data(self)?;
        let size = u16::try_from(self.len - start).map_err(|_| Full)?;
        self.buffer[start - 2..start].copy_from_slice(&size.to_be_bytes());
        let counter = section as usize;
        let count = u16::from_be_bytes([self.buffer[counter], self.buffer[counter + 1]]);
        self.count(counter, count + 1);
        Ok(value)
    }

    /// A record as a zone keeps it; returns where the name in its data stands, if there is one.
    pub(crate) fn stored(
        &mut self,
        section: Section,
        owner: Owner<'_>,
        rtype: u16,
        ttl: u32,
        data: &[u8],
    ) -> Written<Option<At>> {
        self.record(section, owner, rtype, ttl, |writer| match record::name_within(rtype) {
            Some(start) => {
                writer.put(&data[..start])?;
                writer.name(&data[start..]).map(Some)
            }
            None => writer.put(data).map(|()| None),
        })
    }

    /// The OPT record (RFC 6891 section 6.1.2), in the room reserved for it.
    pub(crate) fn opt(&mut self, size: u16, rcode: Rcode, asked: Edns) -> Written {
        self.limit += OPT_SIZE;
        self.put(&[0])?;
        self.put(&record::OPT.to_be_bytes())?;
        self.put(&size.to_be_bytes())?;
        self.put(&[rcode as u8 >> 4, 0, u8::from(asked.dnssec_ok) << 7, 0, 0, 0])?;
        let count = u16::from_be_bytes([self.buffer[10], self.buffer[11]]);
        self.count(10, count + 1);
        Ok(())
    }

    /// Keeps the room of an OPT record free of other records.
    pub(crate) fn reserve_opt(&mut self) {
        self.limit -= OPT_SIZE;
    }

    /// An uncompressed name on the wire, written compressed; returns where it can be pointed at.
    pub(crate) fn name(&mut self, wire: &[u8]) -> Written<At> {
        let start = self.len;
        let mut at = 0;
        let mut known = None;
        while wire[at] != 0 {
            known = self.find(&wire[at..]);
            if known.is_some() {
                break;
            }
            at += 1 + usize::from(wire[at]);
        }
        self.put(&wire[..at])?;
        match known {
            Some(known) => self.put(&(0xc000 | known).to_be_bytes())?,
            None => self.put(&[0])?,
        }
        // Only now is the name whole enough to be compared with.
        let mut label = 0;
        while label < at {
            self.remember(start + label);
            label += 1 + usize::from(wire[label]);
        }
        Ok(At(known.filter(|_| at == 0).unwrap_or(start as u16)))
    }

    /// Whether the name at `at` is `wire`.
    pub(crate) fn is_name(&self, at: At, wire: &[u8]) -> bool {
        self.matches(usize::from(at.0), wire)
    }

    pub(crate) fn put(&mut self, bytes: &[u8]) -> Written {
        let end = self.len + bytes.len();
        if end > self.limit {
            return Err(Full);
        }
        self.buffer[self.len..end].copy_from_slice(bytes);
        self.len = end;
        Ok(())
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    fn count(&mut self, at: usize, value: u16) {
        self.buffer[at..at + 2].copy_from_slice(&value.to_be_bytes());
    }

    fn remember(&mut self, at: usize) {
        if at <= FARTHEST && self.known_count < REMEMBERED {
            self.known[self.known_count] = at as u16;
            self.known_count += 1;
        }
    }

    fn find(&self, wire: &[u8]) -> Option<u16> {
        self.known[..self.known_count].iter().copied().find(|at| self.matches(usize::from(*at), wire))
    }

    /// Compares letters without regard to case (RFC 4343). Pointers here were written here and lead backwards.
    fn matches(&self, mut at: usize, wire: &[u8]) -> bool {
        let mut of = 0;
        loop {
            let size = self.buffer[at];
            if size >= 0xc0 {
                at = usize::from(size & 0x3f) << 8 | usize::from(self.buffer[at + 1]);
                continue;
            }
            let end = 1 + usize::from(size);
            if size != wire[of]
                || !self.buffer[at + 1..at + end].eq_ignore_ascii_case(&wire[of + 1..of + end])
            {
                return false;
            }
            if size == 0 {
                return true;
            }
            at += end;
            of += end;
        }
    }
}
