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
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let escaped = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' if position == Position::Attribute => "&quot;",
            '\r' => "&#xD;",
            '\n' if position == Position::Attribute => "&#xA;",
            '\t' if position == Position::Attribute => "&#x9;",
            '\n' | '\t' => continue,
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        out.push_str(escaped);
        plain = at + c.len_utf8();
    }
    out.push_str(&text[plain..]);
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
