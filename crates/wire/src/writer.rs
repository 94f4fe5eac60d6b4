//! Writes XML in the byte form of the main service: CR LF, two blanks a level, `<Empty />`, no line end at the end, or in
//! another one (gate.md section 6). Inside mixed content nothing is indented, as in the recorded `Tld` elements.

use crate::escape::Position;
use crate::text::Append;

/// How a document is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    pub line_end: &'static str,
    /// Blanks a level.
    pub indent: usize,
    /// What ends an empty element.
    pub empty: &'static str,
}

impl Layout {
    /// That of the main service.
    pub const MAIN: Layout = Layout { line_end: "\r\n", indent: 2, empty: " />" };
}

/// An XML document that grows.
pub struct Writer {
    out: String,
    open: Vec<Open>,
    layout: Layout,
    /// What is written is kept, and leaves secrets empty.
    is_kept: bool,
}

struct Open {
    name: &'static str,
    /// The start tag has been closed with `>`.
    closed: bool,
    /// It holds text: what follows inside is not indented.
    mixed: bool,
}

impl Writer {
    pub fn with_capacity(capacity: usize) -> Self {
        Writer::laid_out(Layout::MAIN, capacity)
    }

    pub fn laid_out(layout: Layout, capacity: usize) -> Self {
        Writer { out: String::with_capacity(capacity), open: Vec::with_capacity(8), layout, is_kept: false }
    }

    /// A writer of what is kept, inside elements that it does not write. It leaves every [`crate::secret::Secret`] empty.
    pub(crate) fn kept_inside_of(names: &[&'static str]) -> Self {
        let open = names.iter().map(|name| Open { name, closed: true, mixed: false }).collect();
        Writer { out: String::new(), open, layout: Layout::MAIN, is_kept: true }
    }

    /// Elements inside the present one, as a writer wrote them that was as deep.
    pub(crate) fn inside(&mut self, elements: &str) {
        if let Some(parent) = self.open.last_mut().filter(|parent| !parent.closed && !elements.is_empty()) {
            parent.closed = true;
            self.out.push('>');
        }
        self.out.push_str(elements);
    }

    /// Text as it stands, for the declaration.
    pub fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    pub fn start(&mut self, name: &'static str) {
        let mixed = match self.open.last_mut() {
            Some(parent) => {
                if !parent.closed {
                    parent.closed = true;
                    self.out.push('>');
                }
                parent.mixed
            }
            None => false,
        };
        if !mixed {
            self.line();
        }
        self.out.push('<');
        self.out.push_str(name);
        self.open.push(Open { name, closed: false, mixed });
    }

    pub fn attribute(&mut self, name: &str, value: &(impl Append + ?Sized)) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.value(value, Position::Attribute);
        self.out.push('"');
    }

    pub fn text(&mut self, value: &(impl Append + ?Sized)) {
        let before = self.out.len();
        self.out.push('>');
        self.value(value, Position::Content);
        if self.out.len() == before + 1 {
            self.out.truncate(before);
        } else if let Some(element) = self.open.last_mut() {
            element.closed = true;
            element.mixed = true;
        }
    }

    fn value(&mut self, value: &(impl Append + ?Sized), position: Position) {
        if !(self.is_kept && value.is_secret()) {
            value.append(&mut self.out, position);
        }
    }

    pub fn end(&mut self) {
        let Some(element) = self.open.pop() else { return };
        if !element.closed {
            self.out.push_str(self.layout.empty);
            return;
        }
        if !element.mixed {
            self.line();
        }
        self.out.push_str("</");
        self.out.push_str(element.name);
        self.out.push('>');
    }

    /// An element that holds only text.
    pub fn leaf(&mut self, name: &'static str, value: &(impl Append + ?Sized)) {
        self.start(name);
        self.text(value);
        self.end();
    }

    pub fn finish(self) -> String {
        self.out
    }

    fn line(&mut self) {
        const BLANKS: &str = "                                ";
        self.out.push_str(self.layout.line_end);
        self.out.push_str(&BLANKS[..(self.layout.indent * self.open.len()).min(BLANKS.len())]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::Node;
    use proptest::prelude::*;

    #[test]
    fn byte_form() {
        let mut w = Writer::with_capacity(100);
        w.start("A");
        w.attribute("x", "1");
        w.start("B");
        w.end();
        w.leaf("C", "t");
        w.leaf("D", "");
        w.start("E");
        w.text("mixed");
        w.start("F");
        w.start("G");
        w.end();
        w.end();
        w.end();
        w.end();
        let expected =
            "\r\n<A x=\"1\">\r\n  <B />\r\n  <C>t</C>\r\n  <D />\r\n  <E>mixed<F><G /></F></E>\r\n</A>";
        assert_eq!(w.finish(), expected);
    }

    proptest! {
        #[test]
        fn any_value_comes_back(value in any::<String>()) {
            let mut w = Writer::with_capacity(100);
            w.start("A");
            w.attribute("x", &value);
            w.leaf("B", &value);
            w.end();
            let kept: String = value
                .chars()
                .map(|c| if matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { c })
                .collect();
            let document = w.finish();
            let node = Node::parse(document.trim_start()).expect("well-formed");
            prop_assert_eq!(node.attribute("x"), Some(kept.as_str()));
            if !kept.is_empty() {
                prop_assert_eq!(&node.children[0].text, &kept);
            }
        }
    }
}
