//! Refusals: an error number with its words, as a command declares and sends them.

use crate::element::WriteBody;
use crate::scalar::Fault;

/// A refusal as declared. `{}` in the words is replaced by what the refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefusalSpec {
    pub number: u32,
    pub words: &'static str,
}

/// A refusal as sent.
pub struct Refusal {
    pub number: u32,
    pub words: String,
    /// A second error beside it, where the service was recorded to send two.
    pub also: Option<RefusalSpec>,
    /// What stands in CommandResponse; the command's own refused body where there is none.
    pub body: Option<Box<dyn WriteBody>>,
    /// The parameter that its declaration refused. For the request log; it is no part of an answer.
    pub parameter: Option<Box<FaultyParameter>>,
}

/// A parameter with a value that its declaration does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultyParameter {
    /// The name on the wire, with its number or prefix.
    pub name: String,
    pub fault: Fault,
}

impl RefusalSpec {
    pub const fn new(number: u32, words: &'static str) -> Self {
        RefusalSpec { number, words }
    }

    /// The refusal about `subject`.
    pub fn about(self, subject: &str) -> Refusal {
        Refusal { words: self.words.replacen("{}", subject, 1), ..self.into() }
    }
}

impl Refusal {
    pub fn new(number: u32, words: String) -> Self {
        Refusal { number, words, also: None, body: None, parameter: None }
    }

    /// The same refusal with a second error beside it.
    pub fn also(mut self, spec: RefusalSpec) -> Self {
        self.also = Some(spec);
        self
    }

    /// The same refusal with a body of its own.
    pub fn with_body(mut self, body: impl WriteBody + 'static) -> Self {
        self.body = Some(Box::new(body));
        self
    }
}

impl From<RefusalSpec> for Refusal {
    fn from(spec: RefusalSpec) -> Self {
        Refusal::new(spec.number, spec.words.to_owned())
    }
}

impl std::fmt::Debug for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.number, self.words)
    }
}

/// Declares the refusals of a command: a constant each, and `REFUSALS` with all of them. One that several commands share
/// is declared elsewhere, in scope here, and only named.
#[macro_export]
macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident $(= $number:literal $words:literal)?;)*) => {
        $($crate::refusals!(@one $(#[$doc])* $name $(= $number $words)?);)*
        /// Every refusal this command can send of its own.
        pub const REFUSALS: &[$crate::RefusalSpec] = &[$($name),*];
    };
    (@one $(#[$doc:meta])* $name:ident = $number:literal $words:literal) => {
        $(#[$doc])* pub const $name: $crate::RefusalSpec = $crate::RefusalSpec::new($number, $words);
    };
    (@one $name:ident) => {};
}
