//! A parsed XML document, for clients and tests.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element with what it holds. Namespaces are left out: the API has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<Node>,
}

/// Why a text is no document that we read.
#[derive(Debug, thiserror::Error)]
#[error("not a well-formed answer: {0}")]
pub struct NotXml(String);

const DEEPEST: usize = 64;

impl Node {
    /// Reads a whole document.
    pub fn parse(document: &str) -> Result<Node, NotXml> {
        let mut reader = Reader::from_str(document.trim_start_matches('\u{feff}'));
        let mut open: Vec<Node> = Vec::new();
        loop {
            match reader.read_event().map_err(|e| NotXml(e.to_string()))? {
                Event::Start(tag) => {
                    open.push(node(&tag)?);
                    if open.len() > DEEPEST {
                        return Err(NotXml("nested too deeply".into()));
                    }
                }
                Event::Empty(tag) => {
                    let child = node(&tag)?;
                    if let Some(root) = close(&mut open, child) {
                        return Ok(root);
                    }
                }
                Event::End(_) => {
                    let Some(mut child) = open.pop() else {
                        return Err(NotXml("closing tag without a start".into()));
                    };
                    if !child.children.is_empty() && child.text.trim().is_empty() {
                        child.text.clear();
                    }
                    if let Some(root) = close(&mut open, child) {
                        return Ok(root);
                    }
                }
                Event::Text(text) => add(&mut open, &text.xml10_content()),
                Event::CData(text) => add(&mut open, &text),
                Event::GeneralRef(reference) => {
                    let text = resolved(&reference)?;
                    add(&mut open, &text);
                }
                Event::DocType(_) => return Err(NotXml("a document type is not expected".into())),
                Event::Eof => return Err(NotXml("it ends too early".into())),
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            }
        }
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element of that name at any depth below this one.
    pub fn find(&self, name: &str) -> Option<&Node> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }
}

fn node(tag: &BytesStart<'_>) -> Result<Node, NotXml> {
    let name = tag.local_name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|e| NotXml(e.to_string()))?;
        let key = attribute.key.as_ref().to_owned();
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|e| NotXml(e.to_string()))?;
        attributes.push((key, value.into_owned()));
    }
    Ok(Node { name, attributes, ..Node::default() })
}

fn close(open: &mut [Node], child: Node) -> Option<Node> {
    match open.last_mut() {
        Some(parent) => {
            parent.children.push(child);
            None
        }
        None => Some(child),
    }
}

fn add(open: &mut [Node], text: &str) {
    if let Some(parent) = open.last_mut() {
        parent.text.push_str(text);
    }
}

fn resolved(name: &str) -> Result<String, NotXml> {
    quick_xml::escape::unescape(&format!("&{name};"))
        .map(|text| text.into_owned())
        .map_err(|e| NotXml(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_service_sends() {
        let node = Node::parse(
            "\u{feff}<?xml version=\"1.0\"?>\r\n<A xmlns=\"u\" k=\"1&amp;2\">\r\n <B>x &lt; y</B><C/></A>",
        );
        let node = node.expect("well-formed");
        assert_eq!(node.attribute("k"), Some("1&2"));
        assert_eq!(node.child("B").map(|b| b.text.as_str()), Some("x < y"));
        assert_eq!((node.children.len(), node.text.as_str()), (2, ""));
    }

    #[test]
    fn refuses_what_is_no_answer() {
        for text in ["", "x", "<A>", "<A></B>", "<!DOCTYPE A [<!ENTITY e 'x'>]><A>&e;</A>", "<A>&nope;</A>"] {
            assert!(Node::parse(text).is_err(), "{text:?}");
        }
        assert!(Node::parse(&"<a>".repeat(100_000)).is_err());
    }
}
