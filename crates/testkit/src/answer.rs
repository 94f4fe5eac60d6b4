//! An answer, taken apart.

use wire::envelope;
use wire::node::Node;

/// An HTTP answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("an answer in UTF-8")
    }

    /// The document in the body.
    pub fn node(&self) -> Node {
        Node::parse(self.text()).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// Number and words of every error.
    pub fn errors(&self) -> Vec<(u32, String)> {
        let document = self.node();
        let errors = envelope::errors(&document);
        let status = document.attribute("Status");
        assert_eq!(status, Some(if errors.is_empty() { "OK" } else { "ERROR" }), "{}", self.text());
        errors.into_iter().map(|error| (error.number.parse().expect("a number"), error.words)).collect()
    }

    /// Number and words of the first error; `None` for an answer without.
    pub fn error(&self) -> Option<(u32, String)> {
        self.errors().into_iter().next()
    }

    /// The number of the error of a call that must be refused.
    pub fn number(&self) -> u32 {
        self.error().unwrap_or_else(|| panic!("not refused: {}", self.text())).0
    }

    /// What CommandResponse holds, of a call that must succeed.
    pub fn result(&self) -> Node {
        assert_eq!(self.error(), None, "{}", self.text());
        let response = self.node().child("CommandResponse").cloned().expect("CommandResponse");
        response.children.into_iter().next().expect("a result")
    }

    /// An attribute of the result of a call that must succeed.
    pub fn attribute(&self, name: &str) -> String {
        self.result().attribute(name).unwrap_or_else(|| panic!("no {name}: {}", self.text())).to_owned()
    }
}
