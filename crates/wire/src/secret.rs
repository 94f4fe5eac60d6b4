//! Parameters that nobody may see but the command: passwords and codes. And what an answer shows once.

use std::fmt;

use crate::escape::Position;
use crate::scalar::{Fault, Scalar};
use crate::text::{Append, Text};

/// A text that is never shown: not by `Debug`, and there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Secret(text.into())
    }

    /// The text, for who has to work with it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Append for Secret {
    fn append(&self, out: &mut String, position: Position) {
        self.0.append(out, position);
    }

    fn is_secret(&self) -> bool {
        true
    }
}

/// In an answer: [`crate::element::kept`] leaves it empty.
impl Text for Secret {
    const FORMAT: &'static str = "text, secret";

    fn read(text: &str) -> Option<Self> {
        Some(Secret::new(text))
    }
}

impl Scalar for Secret {
    const IS_SECRET: bool = true;

    fn parse(raw: &str) -> Result<Self, Fault> {
        Ok(Secret::new(raw))
    }

    fn write(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_not_shown() {
        let secret = Secret::parse("hunter22").expect("any text");
        assert!(!format!("{secret:?} {:?}", Some(&secret)).contains("hunter22"));
        assert_eq!((secret.expose(), secret.write().as_str()), ("hunter22", "hunter22"));
    }
}
