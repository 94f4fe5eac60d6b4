//! Text in a CDATA section (XML 1.0 section 2.7), as the answers about certificates carry theirs (recorded).

use crate::escape::Position;
use crate::text::{Append, Text};

/// Text that is written in a CDATA section where it stands in an element. Empty text needs none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cdata(pub String);

impl Append for Cdata {
    fn append(&self, out: &mut String, position: Position) {
        if position == Position::Attribute {
            return self.0.append(out, position);
        }
        if self.0.is_empty() {
            return;
        }
        out.push_str("<![CDATA[");
        // What ends a section is parted between two.
        for (i, piece) in self.0.split("]]>").enumerate() {
            if i > 0 {
                out.push_str("]]]]><![CDATA[>");
            }
            out.extend(piece.chars().map(|c| if is_character(c) { c } else { '\u{fffd}' }));
        }
        out.push_str("]]>");
    }
}

/// Whether XML 1.0 can hold a character (section 2.2). A carriage return, which it can, is read as a line feed.
fn is_character(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

impl Text for Cdata {
    const FORMAT: &'static str = "text";

    fn read(text: &str) -> Option<Self> {
        Some(Cdata(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::node::Node;
    use crate::writer::Writer;

    fn written(text: &str) -> String {
        let mut out = Writer::with_capacity(100);
        out.start("A");
        out.leaf("B", &Cdata(text.to_owned()));
        out.end();
        out.finish()
    }

    #[test]
    fn byte_form() {
        assert_eq!(written("a<b&c\n"), "\r\n<A>\r\n  <B><![CDATA[a<b&c\n]]></B>\r\n</A>");
        assert_eq!(written(""), "\r\n<A>\r\n  <B />\r\n</A>");
    }

    proptest! {
        #[test]
        fn any_value_comes_back(value in "(\\PC|\\]\\]>|\\]|>|\u{1}|\u{ffff}|\n){0,40}") {
            let kept: String = value.chars().map(|c| if is_character(c) { c } else { '\u{fffd}' }).collect();
            let node = Node::parse(written(&value).trim_start()).expect("well-formed");
            if !kept.is_empty() {
                prop_assert_eq!(&node.children[0].text, &kept);
            }
        }
    }
}
