//! Lines of a master file and what stands in them (RFC 1035 section 5.1): fields, comments, parentheses, quotes and
//! escapes.

/// A field as it was written, and the octets it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// With its quotes and escapes.
    pub raw: &'t str,
    pub octets: Vec<u8>,
}

impl<'t> Token<'t> {
    /// The field where it was written plainly, without quotes or escapes.
    pub fn plain(&self) -> Option<&'t str> {
        (self.raw.as_bytes() == self.octets).then_some(self.raw)
    }

    /// The number that it is, in plain digits.
    pub fn number<N: std::str::FromStr>(&self) -> Option<N> {
        let digits = self.plain()?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
    }
}

/// One entry: a line, or several that parentheses hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The line it begins on, from 1.
    pub line: usize,
    /// It begins with a blank: the owner is that of the entry before.
    pub indented: bool,
    pub tokens: Vec<Token<'t>>,
    /// What follows the first semicolon.
    pub comment: Option<&'t str>,
    /// Parentheses stand in it.
    folded: bool,
}

/// Why a text is no master file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("a quote does not end on its line")]
    Quote,
    #[error("an escape is neither three digits up to 255 nor one character")]
    Escape,
    #[error("a parenthesis has no partner")]
    Parenthesis,
    #[error("a control character stands in it")]
    Control,
}

/// Reads a text entry by entry.
pub struct Entries<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

/// The fields of a record's data on one line, without comments or parentheses. `None` when it is no such line of
/// printable ASCII.
pub fn fields(text: &str) -> Option<Vec<Token<'_>>> {
    if !text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return None;
    }
    let entry = Entries::of(text).next()?.ok()?;
    (entry.comment.is_none() && !entry.folded).then_some(entry.tokens)
}

/// The octets as one quoted string: printable ASCII as it is, everything else as `\DDD`.
pub fn quoted(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len() + 2);
    text.push('"');
    for &octet in octets {
        match octet {
            b'"' | b'\\' => text.extend(['\\', char::from(octet)]),
            b' '..=b'~' => text.push(char::from(octet)),
            _ => text.push_str(&format!("\\{octet:03}")),
        }
    }
    text.push('"');
    text
}

impl<'t> Entries<'t> {
    pub fn of(text: &'t str) -> Self {
        Entries { text, at: 0, line: 1 }
    }

    /// The line that is read next, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn entry(&mut self) -> Result<Entry<'t>, Broken> {
        let indented = matches!(self.peek(), Some(b' ' | b'\t'));
        let (line, mut depth) = (self.line, 0_usize);
        let mut entry = Entry { line, indented, tokens: Vec::new(), comment: None, folded: false };
        while let Some(octet) = self.peek() {
            match octet {
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    if depth == 0 {
                        return Ok(entry);
                    }
                }
                b' ' | b'\t' | b'\r' => self.at += 1,
                b';' => entry.comment = entry.comment.or(Some(self.comment())),
                b'(' | b')' => {
                    self.at += 1;
                    entry.folded = true;
                    depth = if octet == b'(' {
                        depth + 1
                    } else {
                        depth.checked_sub(1).ok_or(Broken::Parenthesis)?
                    };
                }
                _ => entry.tokens.push(self.token()?),
            }
        }
        if depth > 0 { Err(Broken::Parenthesis) } else { Ok(entry) }
    }

    fn comment(&mut self) -> &'t str {
        let rest = &self.text[self.at + 1..];
        let comment = rest.split('\n').next().unwrap_or_default();
        self.at += 1 + comment.len();
        comment.trim_end_matches('\r')
    }

    /// A quote stands at the front of a field, or behind an equals sign (RFC 9460 section 2.1).
    fn token(&mut self) -> Result<Token<'t>, Broken> {
        let start = self.at;
        let (mut octets, mut quoted) = (Vec::new(), false);
        while let Some(octet) = self.peek() {
            match octet {
                b'"' if quoted => {
                    self.at += 1;
                    let ends =
                        matches!(self.peek(), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b';' | b'(' | b')'));
                    let token = Token { raw: &self.text[start..self.at], octets };
                    return if ends { Ok(token) } else { Err(Broken::Quote) };
                }
                b'"' if self.at == start || self.text.as_bytes()[self.at - 1] == b'=' => {
                    self.at += 1;
                    quoted = true;
                }
                b'"' => return Err(Broken::Quote),
                b'\n' if quoted => return Err(Broken::Quote),
                b' ' | b'\t' | b'\r' | b'\n' | b';' | b'(' | b')' if !quoted => break,
                b'\\' => octets.push(self.escape()?),
                0..b' ' | 0x7f if octet != b'\t' => return Err(Broken::Control),
                _ => {
                    octets.push(octet);
                    self.at += 1;
                }
            }
        }
        if quoted {
            return Err(Broken::Quote);
        }
        Ok(Token { raw: &self.text[start..self.at], octets })
    }

    fn escape(&mut self) -> Result<u8, Broken> {
        let after = &self.text.as_bytes()[self.at + 1..];
        match after {
            [a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', ..] => {
                self.at += 4;
                let value = [a, b, c].iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(**digit - b'0'));
                u8::try_from(value).map_err(|_| Broken::Escape)
            }
            [octet @ b'!'..=b'~', ..] if !octet.is_ascii_digit() => {
                self.at += 2;
                Ok(*octet)
            }
            _ => Err(Broken::Escape),
        }
    }
}

impl<'t> Iterator for Entries<'t> {
    type Item = Result<Entry<'t>, Broken>;

    /// The next entry; after a fault there is none.
    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.text.len() {
            return None;
        }
        let entry = self.entry();
        if entry.is_err() {
            self.at = self.text.len();
        }
        Some(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn raws(text: &str) -> Vec<Vec<&str>> {
        let raw = |entry: Result<Entry<'static>, Broken>| {
            entry.map(|entry| entry.tokens.iter().map(|token| token.raw).collect())
        };
        let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
        Entries::of(text).map(raw).collect::<Result<_, _>>().expect("entries")
    }

    #[test]
    fn lines_comments_and_parentheses() {
        let text = "a 1 ; x (\n\n  b (2 ; y\n 3\t) 4\r\n\"c;d\" e=\"f g\"";
        let entries = raws(text);
        let none: Vec<&str> = Vec::new();
        assert_eq!(entries, [vec!["a", "1"], none, vec!["b", "2", "3", "4"], vec!["\"c;d\"", "e=\"f g\""]]);
        let all: Vec<_> = Entries::of(text).map(|entry| entry.expect("an entry")).collect();
        let shown: Vec<_> = all.iter().map(|entry| (entry.line, entry.indented, entry.comment)).collect();
        assert_eq!(
            shown,
            [(1, false, Some(" x (")), (2, false, None), (3, true, Some(" y")), (5, false, None)]
        );
    }

    #[test]
    fn escapes() {
        let token = |text| fields(text).and_then(|fields| fields.first().map(|token| token.octets.clone()));
        assert_eq!(token(r#""a\"b\\\065 c""#), Some(b"a\"b\\A c".to_vec()));
        assert_eq!(token(r"\;x"), Some(b";x".to_vec()));
        for broken in [r"\256", r"\25", r"\", "\"a", "\"a\"b", "a\"b\"", "a;b", "(a)", "a\nb", "ä"] {
            assert_eq!(fields(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn what_is_no_master_file() {
        for (text, why) in [
            ("(a\n", Broken::Parenthesis),
            ("a)\n", Broken::Parenthesis),
            ("\"a\nb\"", Broken::Quote),
            ("a\u{1}b", Broken::Control),
            ("\\999", Broken::Escape),
        ] {
            let mut entries = Entries::of(text);
            assert_eq!(entries.next(), Some(Err(why)), "{text:?}");
            assert_eq!(entries.next(), None);
        }
    }

    proptest! {
        #[test]
        fn a_quoted_string_reads_back(octets in proptest::collection::vec(any::<u8>(), 0..300)) {
            let text = quoted(&octets);
            let fields = fields(&text).expect("one line");
            prop_assert_eq!(fields.len(), 1);
            prop_assert_eq!(&fields[0].octets, &octets);
        }

        #[test]
        fn any_text_ends(text in "[a(;)\"=\\\\ \n\t0-9é]{0,40}") {
            prop_assert!(Entries::of(&text).count() <= text.len());
        }
    }
}
