//! Elements of answers: each type writes itself and reads itself back.

use crate::node::Node;
use crate::spec::{ChildSpec, ElementSpec, ValueSpec};
use crate::text::Text;
use crate::writer::Writer;

/// An answer that does not have the declared form.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{place}: {problem}")]
pub struct Malformed {
    pub place: String,
    pub problem: &'static str,
}

/// An element; `derive(Element)` makes it.
pub trait Element: Sized {
    const SPEC: &'static ElementSpec;

    /// Writes the element under the name its parent gives it.
    fn write(&self, name: &'static str, out: &mut Writer);

    fn read(node: &Node) -> Result<Self, Malformed>;
}

/// Attributes that several elements have in a row; `derive(Attributes)` makes it.
pub trait Attributes: Sized {
    const SPECS: &'static [ValueSpec];

    fn write(&self, out: &mut Writer);

    fn read(node: &Node) -> Result<Self, Malformed>;
}

/// What stands in CommandResponse; `derive(Body)` makes it.
pub trait Body: Sized + WriteBody {
    const CHILDREN: &'static [ChildSpec];

    fn read_body(response: &Node) -> Result<Self, Malformed>;
}

/// The writing half of [`Body`], for answers of any command.
pub trait WriteBody: Send {
    fn write_body(&self, out: &mut Writer);
}

/// An empty CommandResponse.
pub struct Empty;

impl WriteBody for Empty {
    fn write_body(&self, _: &mut Writer) {}
}

/// What stood in a CommandResponse before, as [`kept`] wrote it.
#[derive(Debug)]
pub struct Kept(pub String);

impl WriteBody for Kept {
    fn write_body(&self, out: &mut Writer) {
        out.inside(&self.0);
    }
}

/// What stands in CommandResponse, as text of the same octets as in the envelope, but for secrets, which are left empty.
pub fn kept(body: &dyn WriteBody) -> Kept {
    let mut out = Writer::kept_inside_of(&["ApiResponse", "CommandResponse"]);
    body.write_body(&mut out);
    Kept(out.finish())
}

/// Reads an attribute that must be there.
pub fn attribute<T: Text>(node: &Node, name: &'static str) -> Result<T, Malformed> {
    optional_attribute(node, name)?.ok_or_else(|| malformed(node, name, "missing"))
}

/// Reads an attribute that may be left out.
pub fn optional_attribute<T: Text>(node: &Node, name: &'static str) -> Result<Option<T>, Malformed> {
    let Some(text) = node.attribute(name) else { return Ok(None) };
    T::read(text).map(Some).ok_or_else(|| malformed(node, name, "not of its format"))
}

/// Reads the text of a node.
pub fn text<T: Text>(node: &Node) -> Result<T, Malformed> {
    T::read(&node.text).ok_or_else(|| malformed(node, "text", "not of its format"))
}

/// Reads every child of a name.
pub fn children<T>(
    node: &Node,
    name: &'static str,
    read: impl Fn(&Node) -> Result<T, Malformed>,
) -> Result<Vec<T>, Malformed> {
    node.children_named(name).map(read).collect()
}

/// Reads a child that may be left out.
pub fn optional_child<T>(
    node: &Node,
    name: &'static str,
    read: impl Fn(&Node) -> Result<T, Malformed>,
) -> Result<Option<T>, Malformed> {
    node.child(name).map(read).transpose()
}

/// Reads a child that must be there.
pub fn child<T>(
    node: &Node,
    name: &'static str,
    read: impl Fn(&Node) -> Result<T, Malformed>,
) -> Result<T, Malformed> {
    optional_child(node, name, read)?.ok_or_else(|| malformed(node, name, "missing"))
}

fn malformed(node: &Node, name: &str, problem: &'static str) -> Malformed {
    Malformed { place: format!("{}/{name}", node.name), problem }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;
    use crate::text::OrEmpty;

    struct Shown;

    impl WriteBody for Shown {
        fn write_body(&self, out: &mut Writer) {
            let secret = Secret::new("hunter22");
            out.start("Made");
            out.attribute("KeyId", &7_i64);
            out.attribute("ApiKey", &secret);
            out.attribute("Other", &OrEmpty(Some(secret.clone())));
            out.leaf("Code", &secret);
            out.end();
        }
    }

    #[test]
    fn what_is_kept_holds_no_secret() {
        let mut out = Writer::with_capacity(100);
        Shown.write_body(&mut out);
        assert_eq!(out.finish().matches("hunter22").count(), 3);
        let Kept(text) = kept(&Shown);
        assert_eq!(text.trim(), "<Made KeyId=\"7\" ApiKey=\"\" Other=\"\">\r\n      <Code />\r\n    </Made>");
    }
}
