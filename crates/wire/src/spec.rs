//! What a declaration says of a command, for documents, tests, the command line and the client.

use crate::secret::Secret;
use crate::text::Text;
use crate::{Params, Refusal, RefusalSpec};

/// What a command does to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Reads a few rows.
    Read,
    /// Reads many rows; runs beside the quick reads and has a deadline.
    Scan,
    /// One writing transaction.
    Write,
    /// Reserve, call out, settle: three steps with the order row as the record between them.
    Order,
    /// Changes how the world goes, its clock or its oddities; it answers once what is due by then has happened.
    Advance,
    /// Many writing transactions, one after another; those that were stay when a later one fails.
    Slices,
    /// Puts another world in the place of the present one, while no other call that writes is under way.
    Replace,
    /// Looks at what the process holds in memory.
    Inspect,
    /// Changes what the process holds in memory.
    Control,
}

impl Effect {
    /// Whether nothing is changed.
    pub const fn reads(self) -> bool {
        matches!(self, Effect::Read | Effect::Scan | Effect::Inspect)
    }
}

/// One parameter.
#[derive(Clone, Copy, Debug)]
pub struct ParamSpec {
    /// The name as the documentation spells it; without the number or prefix that rows and blocks add.
    pub name: &'static str,
    /// Most characters.
    pub max: Option<usize>,
    pub required: bool,
    pub default: Option<&'static str>,
    /// The closed list of words, matched without regard to case; empty where any text goes.
    pub words: &'static [&'static str],
    /// Smallest and greatest number.
    pub range: Option<(i64, i64)>,
    /// Nobody but the command may see the value.
    pub secret: bool,
    /// Last three digits of the error numbers about it (users-notes.md section 8).
    pub subject: u32,
    /// The error number for more than the most characters; `2011…` with the subject unless the pages say otherwise.
    pub too_long: u32,
    /// What it means.
    pub doc: &'static str,
}

/// The four kinds of parameter.
#[derive(Clone, Copy, Debug)]
pub enum Field {
    Scalar(ParamSpec),
    /// Rows whose parameters share a number: `HostName1`, `Address1`.
    Numbered(&'static [ParamSpec]),
    /// Parameters that are declared once for several commands, or share a prefix: `RegistrantFirstName`. An optional block
    /// may be left out whole.
    Block {
        prefix: &'static str,
        required: bool,
        /// In the place of each one's own, for those that are missing.
        subject: Option<u32>,
        params: &'static [ParamSpec],
    },
    /// Parameters whose names come from the table of the TLD.
    Extended,
}

impl Field {
    /// Whether a parameter of this name, in any letter case, is one that this field declares.
    pub fn declares(&self, name: &str) -> bool {
        self.declaration(name).is_some()
    }

    /// Whether the value of any of its parameters is for the command alone.
    pub fn has_secret(&self) -> bool {
        match self {
            Field::Scalar(param) => param.secret,
            Field::Numbered(params) | Field::Block { params, .. } => params.iter().any(|param| param.secret),
            Field::Extended => false,
        }
    }

    /// What this field declares of a parameter of this name, in any letter case.
    pub fn declaration(&self, name: &str) -> Option<&ParamSpec> {
        match self {
            Field::Scalar(param) => Some(param).filter(|param| param.name.eq_ignore_ascii_case(name)),
            Field::Numbered(params) => params.iter().find(|param| {
                without_prefix(name, param.name).is_some_and(|number| number.parse::<u32>().is_ok())
            }),
            Field::Block { prefix, params, .. } => {
                let rest = without_prefix(name, prefix)?;
                params.iter().find(|param| param.name.eq_ignore_ascii_case(rest))
            }
            Field::Extended => None,
        }
    }
}

fn without_prefix<'a>(name: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = name.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// An attribute, or the text of an element.
#[derive(Clone, Copy, Debug)]
pub struct ValueSpec {
    pub name: &'static str,
    /// The format's name, as in `text::Text::FORMAT`.
    pub format: &'static str,
    /// May be left out.
    pub optional: bool,
}

/// A child of an element.
#[derive(Clone, Copy, Debug)]
pub struct ChildSpec {
    pub name: &'static str,
    pub content: Content,
    pub optional: bool,
    pub repeated: bool,
}

#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// An element that holds only text of this format.
    Text(&'static str),
    Element(&'static ElementSpec),
}

/// An element of an answer.
#[derive(Clone, Copy, Debug)]
pub struct ElementSpec {
    /// In runs, each as it is declared once.
    pub attributes: &'static [&'static [ValueSpec]],
    /// The format of its own text, where it has one.
    pub text: Option<&'static str>,
    pub children: &'static [ChildSpec],
}

impl ElementSpec {
    /// Its attributes in the order of the wire.
    pub fn attributes(&self) -> impl Iterator<Item = &'static ValueSpec> {
        self.attributes.iter().copied().flatten()
    }
}

/// A command as declared.
#[derive(Clone, Copy, Debug)]
pub struct CommandSpec {
    /// As the documentation spells it; also `CommandResponse/@Type`.
    pub name: &'static str,
    pub summary: &'static str,
    pub effect: Effect,
    pub fields: &'static [Field],
    /// What stands in CommandResponse.
    pub response: &'static [ChildSpec],
    pub refusals: &'static [RefusalSpec],
}

impl CommandSpec {
    /// Whether an answer holds a secret, which is shown this once.
    pub fn answers_secret(&self) -> bool {
        has_secret(self.response)
    }
}

fn has_secret(children: &[ChildSpec]) -> bool {
    let is_secret = |format: &str| format == Secret::FORMAT;
    children.iter().any(|child| match child.content {
        Content::Text(format) => is_secret(format),
        Content::Element(element) => {
            element.attributes().any(|value| is_secret(value.format))
                || element.text.is_some_and(is_secret)
                || has_secret(element.children)
        }
    })
}

/// A request that can be read from parameters and written as such; `derive(Command)` makes it.
pub trait Command: Sized {
    type Response: crate::Body;
    const SPEC: &'static CommandSpec;

    /// Reads the parameters; the refusal names the first that is wrong, in the order of the declaration.
    fn parse(params: &Params) -> Result<Self, Refusal>;

    /// Writes the parameters a client sends, without the global ones.
    fn to_params(&self) -> Vec<(String, String)>;
}
