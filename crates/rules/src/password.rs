//! Passwords of accounts (users-notes.md section 5).

use std::fmt;

/// Fewest characters of a password.
const LEAST: usize = 8;
/// Most characters of a password.
const MOST: usize = 20;

/// A password as somebody gave it. It is never shown: not by `Debug`, and there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// A password to be compared with one that is kept; any text may be tried.
    pub fn tried(text: &str) -> Self {
        Password(text.to_owned())
    }

    /// A password to be kept: 8 to 20 characters, no blank at either end, no control characters. `None` for another.
    pub fn chosen(text: &str) -> Option<Self> {
        let fits = (LEAST..=MOST).contains(&text.chars().count())
            && text.trim() == text
            && !text.chars().any(char::is_control);
        fits.then(|| Password::tried(text))
    }

    /// The text, for who hashes it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_chosen() {
        for (text, fits) in [
            ("Newuser~12", true),
            ("12345678", true),
            ("äöüäöüäö", true),
            ("in the middle", true),
            ("12345678901234567890", true),
            ("123456789012345678901", false),
            ("1234567", false),
            (" 12345678", false),
            ("12345678 ", false),
            ("1234\u{0}5678", false),
            ("", false),
        ] {
            assert_eq!(Password::chosen(text).is_some(), fits, "{text:?}");
        }
    }

    #[test]
    fn it_is_not_shown() {
        assert!(!format!("{:?}", Password::chosen("Newuser~12")).contains("Newuser"));
    }
}
