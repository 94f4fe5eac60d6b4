//! Reading a master file.

use super::{EMAIL, ROW, SERVED};
use crate::host_record::{EmailType, RecordType, TTL_RANGE};
use crate::other_type::OtherType;
use crate::presentation::{Broken, Entries, Entry, Token, quoted};
use crate::rdata;
use crate::record_kind::RecordKind;
use crate::zone_edit::{MOST_EDITS, Sent, relative};

/// What a text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Each with the line that it stands on, from 1.
    pub rows: Vec<(usize, Sent)>,
    pub email_type: Option<EmailType>,
    /// What was not taken as it stands, by line.
    pub notes: Vec<(usize, Note)>,
}

/// What was not taken as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Note {
    #[error("the SOA record is the name server's own and was left out")]
    Soa,
    #[error("the name servers of the domain itself are not kept in its zone and were left out")]
    NameServer,
    #[error("the TTL was brought into the range from 60 to 60000 seconds")]
    Ttl,
}

/// Why a text is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error("{0} is not taken")]
    Directive(String),
    #[error("a record has an owner, a type and data")]
    NoRecord,
    #[error("the name is none of the domain, or has characters that are not kept")]
    Name,
    #[error("records of type {0} are not kept")]
    Type(String),
    #[error("the class is not IN")]
    Class,
    #[error("a TTL is a number of seconds up to 2147483647")]
    Ttl,
    #[error("the data does not fit the type {0}")]
    Data(&'static str),
    #[error("the text of a TXT record is not UTF-8")]
    Text,
    #[error("a comment that begins with namegate: is not understood")]
    Comment,
    #[error("there are more records than a zone may have")]
    TooMany,
}

/// A fault and the line it is on, from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct Faulty {
    pub line: usize,
    pub fault: Fault,
}

/// Reads the master file of a domain. Nothing is looked up or included, and no record is checked beyond its form.
pub fn read(domain: &str, text: &str) -> Result<Text, Faulty> {
    let mut reader = Reader {
        domain,
        origin: format!("{domain}."),
        default_ttl: None,
        last_ttl: None,
        owner: None,
        text: Text::default(),
    };
    let mut entries = Entries::of(text);
    loop {
        let begins = entries.line();
        let Some(entry) = entries.next() else { return Ok(reader.text) };
        let taken = entry.map_err(Fault::from).and_then(|entry| reader.entry(&entry));
        taken.map_err(|fault| Faulty { line: begins, fault })?;
    }
}

struct Reader<'a> {
    domain: &'a str,
    /// Ends in a dot.
    origin: String,
    /// Of `$TTL` (RFC 2308 section 4).
    default_ttl: Option<u32>,
    /// The last that a record named.
    last_ttl: Option<u32>,
    /// Absolute, of the record before.
    owner: Option<String>,
    text: Text,
}

impl Reader<'_> {
    fn entry(&mut self, entry: &Entry<'_>) -> Result<(), Fault> {
        let comment = entry.comment.unwrap_or_default().trim();
        match &entry.tokens[..] {
            [] => self.comment(entry.line, comment),
            _ if comment == SERVED => Ok(()),
            [first, rest @ ..] if !entry.indented && first.raw.starts_with('$') => {
                self.directive(first.raw, rest)
            }
            tokens => self.record(entry, tokens),
        }
    }

    fn comment(&mut self, line: usize, comment: &str) -> Result<(), Fault> {
        if let Some(word) = comment.strip_prefix(EMAIL) {
            self.text.email_type = Some(EmailType::from_word(word.trim()).ok_or(Fault::Comment)?);
        } else if let Some(row) = comment.strip_prefix(ROW) {
            let entry = Entries::of(row).next().ok_or(Fault::Comment)??;
            let [name, ttl, kind, value] = &entry.tokens[..] else { return Err(Fault::Comment) };
            let kind = RecordKind::from_word(kind.raw).ok_or_else(|| Fault::Type(kind.raw.to_owned()))?;
            let value = String::from_utf8(value.octets.clone()).map_err(|_| Fault::Text)?;
            let ttl = ttl.number().ok_or(Fault::Ttl)?;
            let name = name.plain().ok_or(Fault::Name)?.to_owned();
            return self.push(line, Sent { name, kind, value, preference: None, ttl: Some(ttl) });
        } else if comment.starts_with("namegate:") {
            return Err(Fault::Comment);
        }
        Ok(())
    }

    /// `$ORIGIN` and `$TTL`. `$INCLUDE` would read files of this machine.
    fn directive(&mut self, name: &str, operands: &[Token<'_>]) -> Result<(), Fault> {
        match (name.to_ascii_uppercase().as_str(), operands) {
            ("$ORIGIN", [origin]) => self.origin = self.absolute(origin)?,
            ("$TTL", [ttl]) => self.default_ttl = Some(seconds(ttl.raw).ok_or(Fault::Ttl)?),
            _ => return Err(Fault::Directive(name.to_owned())),
        }
        Ok(())
    }

    fn record(&mut self, entry: &Entry<'_>, tokens: &[Token<'_>]) -> Result<(), Fault> {
        let (owner, rest) = match (entry.indented, tokens) {
            (true, tokens) => (self.owner.clone().ok_or(Fault::NoRecord)?, tokens),
            (false, [owner, rest @ ..]) => (self.absolute(owner)?, rest),
            (false, []) => return Err(Fault::NoRecord),
        };
        self.owner = Some(owner.clone());
        let (ttl, rest) = self.ttl_and_class(rest)?;
        let [kind, data @ ..] = rest else { return Err(Fault::NoRecord) };
        self.last_ttl = ttl.or(self.last_ttl);
        let name = relative(self.domain, &owner).ok_or(Fault::Name)?;
        let is_ours = |note: Note, text: &mut Text| text.notes.push((entry.line, note));
        if kind.raw.eq_ignore_ascii_case("SOA") {
            is_ours(Note::Soa, &mut self.text);
            return Ok(());
        }
        let kind = RecordKind::from_word(kind.raw).ok_or_else(|| Fault::Type(kind.raw.to_owned()))?;
        if kind == RecordKind::Host(RecordType::Ns) && name == "@" {
            is_ours(Note::NameServer, &mut self.text);
            return Ok(());
        }
        let value = self.value(kind, data)?;
        let ttl = ttl.or(self.default_ttl).or(self.last_ttl).map(|ttl| self.kept_ttl(entry.line, ttl));
        self.push(entry.line, Sent { name, kind, value, preference: None, ttl })
    }

    fn push(&mut self, line: usize, sent: Sent) -> Result<(), Fault> {
        if self.text.rows.len() == MOST_EDITS {
            return Err(Fault::TooMany);
        }
        self.text.rows.push((line, sent));
        Ok(())
    }

    /// TTL and class stand in any order, and may be left out.
    fn ttl_and_class<'t, 'u>(
        &self,
        tokens: &'u [Token<'t>],
    ) -> Result<(Option<u32>, &'u [Token<'t>]), Fault> {
        let (mut ttl, mut class, mut rest) = (None, false, tokens);
        while let [token, more @ ..] = rest {
            if token.raw.starts_with(|c: char| c.is_ascii_digit()) && ttl.is_none() {
                ttl = Some(seconds(token.raw).ok_or(Fault::Ttl)?);
            } else if token.raw.eq_ignore_ascii_case("IN") && !class {
                class = true;
            } else if ["CH", "CS", "HS"].iter().any(|other| token.raw.eq_ignore_ascii_case(other)) {
                return Err(Fault::Class);
            } else {
                break;
            }
            rest = more;
        }
        Ok((ttl, rest))
    }

    fn kept_ttl(&mut self, line: usize, ttl: u32) -> u32 {
        let range = |end: i64| u32::try_from(end).unwrap_or(u32::MAX);
        let kept = ttl.clamp(range(TTL_RANGE.0), range(TTL_RANGE.1));
        if kept != ttl {
            self.text.notes.push((line, Note::Ttl));
        }
        kept
    }

    /// A name with its closing dot.
    fn absolute(&self, token: &Token<'_>) -> Result<String, Fault> {
        let name = token.plain().filter(|name| !name.is_empty()).ok_or(Fault::Name)?;
        Ok(match name {
            "@" => self.origin.clone(),
            name if name.ends_with('.') => name.to_owned(),
            name if self.origin == "." => format!("{name}."),
            name => format!("{name}.{}", self.origin),
        })
    }

    /// The data in the form of [`Sent::value`].
    fn value(&self, kind: RecordKind, data: &[Token<'_>]) -> Result<String, Fault> {
        let unfit = Fault::Data(kind.word());
        match (kind, data) {
            (RecordKind::Host(RecordType::A | RecordType::Aaaa), [address]) => Ok(address.raw.to_owned()),
            (RecordKind::Host(RecordType::Cname | RecordType::Ns), [name]) => self.absolute(name),
            (RecordKind::Host(RecordType::Mx), [preference, name]) => {
                Ok(format!("{} {}", preference.raw, self.absolute(name)?))
            }
            (RecordKind::Host(RecordType::Txt), [_, ..]) => {
                let octets = data.iter().flat_map(|token| token.octets.iter().copied()).collect();
                String::from_utf8(octets).map_err(|_| Fault::Text)
            }
            (RecordKind::Host(RecordType::Caa), [flags, tag, value]) => {
                let value = String::from_utf8(value.octets.clone()).map_err(|_| unfit)?;
                Ok(format!("{} {} \"{value}\"", flags.raw, tag.raw))
            }
            (RecordKind::Service, [priority, weight, port, name]) => {
                Ok(format!("{} {} {} {}", priority.raw, weight.raw, port.raw, self.absolute(name)?))
            }
            (RecordKind::Other(kind), data) => self.other(kind, data),
            // Rows that DNS has no type for stand in comments.
            _ => Err(unfit),
        }
    }

    /// As written, the name in it made whole.
    fn other(&self, kind: OtherType, data: &[Token<'_>]) -> Result<String, Fault> {
        let target = rdata::target_field(kind);
        let field = |(at, token): (usize, &Token<'_>)| {
            if target == Some(at) { self.absolute(token) } else { Ok(token.raw.to_owned()) }
        };
        let fields: Vec<String> = data.iter().enumerate().map(field).collect::<Result<_, _>>()?;
        Ok(fields.join(" "))
    }
}

/// Seconds, in plain digits or with the units that many servers write: `1h30m`.
fn seconds(text: &str) -> Option<u32> {
    let (mut sum, mut number) = (0_u32, None::<u32>);
    for c in text.chars() {
        if let Some(digit) = c.to_digit(10) {
            number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
            continue;
        }
        let unit = match c.to_ascii_lowercase() {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            'w' => 604_800,
            _ => return None,
        };
        sum = sum.checked_add(number.take()?.checked_mul(unit)?)?;
    }
    let plain = text.bytes().all(|b| b.is_ascii_digit());
    let sum = match number {
        Some(rest) if plain => rest,
        Some(_) => return None,
        None => sum,
    };
    // RFC 2181 section 8.
    (!text.is_empty() && sum <= i32::MAX as u32).then_some(sum)
}

/// A row in the form of a comment.
pub(super) fn comment(name: &str, ttl: u32, kind: RecordKind, value: &str) -> String {
    format!(";{ROW}{name} {ttl} {} {}", kind.word(), quoted(value.as_bytes()))
}
