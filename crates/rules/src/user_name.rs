//! Names of accounts.

/// Most characters of a name (users-notes.md section 5).
const MOST: usize = 20;

/// Whether an account may be opened under this name: letters and digits of ASCII, with hyphen, underscore and full stop
/// inside. No page says more than the length; a name stands in answers and addresses, and must not look like another.
pub fn is_user_name(text: &str) -> bool {
    let ends = |end: Option<u8>| end.is_some_and(|octet| octet.is_ascii_alphanumeric());
    let inside = |octet: u8| octet.is_ascii_alphanumeric() || b"-_.".contains(&octet);
    text.len() <= MOST && ends(text.bytes().next()) && ends(text.bytes().last()) && text.bytes().all(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (text, fits) in [
            ("a", true),
            ("user12", true),
            ("first.last-of_all", true),
            ("12345678901234567890", true),
            ("123456789012345678901", false),
            ("", false),
            (".a", false),
            ("a-", false),
            ("a b", false),
            ("ä", false),
            ("a@b", false),
        ] {
            assert_eq!(is_user_name(text), fits, "{text:?}");
        }
    }
}
