//! Escaping of text in XML.

/// Where a value stands; attributes escape the quote too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    Attribute,
    Content,
}

/// Appends text with the characters escaped that would not come back as they are. What XML 1.0 cannot hold at all
/// (section 2.2 of the recommendation) becomes U+FFFD. A raw `>` in attributes would cut rows of clients that match
/// patterns (gate.md section 6).
pub fn escape(text: &str, out: &mut String, position: Position) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_suspect) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = from.chars();
        // There is one: the octet that was found begins a character.
        let c = chars.next().unwrap_or_default();
        match escaped(c, position) {
            Some(escaped) => out.push_str(escaped),
            None => out.push(c),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Whether an octet begins a character that may need escaping. Most text has none, and is copied as it stands.
fn is_suspect(octet: u8) -> bool {
    // U+FFFE and U+FFFF begin with EF.
    octet < 0x20 || matches!(octet, b'&' | b'<' | b'>' | b'"' | 0xef)
}

fn escaped(c: char, position: Position) -> Option<&'static str> {
    Some(match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' if position == Position::Attribute => "&quot;",
        '\r' => "&#xD;",
        '\n' if position == Position::Attribute => "&#xA;",
        '\t' if position == Position::Attribute => "&#x9;",
        '\n' | '\t' => return None,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => "\u{fffd}",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaping() {
        let mut out = String::new();
        escape("a>b\"c'<&\u{1}\u{ffff}\n", &mut out, Position::Attribute);
        assert_eq!(out, "a&gt;b&quot;c'&lt;&amp;\u{fffd}\u{fffd}&#xA;");
    }
}
