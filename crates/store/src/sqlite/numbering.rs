//! `$n` to `?n`. SQLite takes `$1` for a name and numbers names by first appearance; `?1` it takes for a number.

/// `sql` with every `$n` outside of quotes and comments written `?n`.
pub(super) fn numbered(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find(['$', '\'', '"', '-', '/']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let skip = literal(rest);
        if skip > 0 {
            out.push_str(&rest[..skip]);
            rest = &rest[skip..];
            continue;
        }
        let value = rest.starts_with('$') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
        out.push_str(if value { "?" } else { &rest[..1] });
        rest = &rest[1..];
    }
    out.push_str(rest);
    out
}

/// The length of the quoted text or comment that `sql` starts with; a doubled quote makes two that touch.
fn literal(sql: &str) -> usize {
    let end =
        |from: usize, close: &str| sql[from..].find(close).map_or(sql.len(), |at| from + at + close.len());
    match sql.as_bytes() {
        [b'\'', ..] => end(1, "'"),
        [b'"', ..] => end(1, "\""),
        [b'-', b'-', ..] => end(2, "\n"),
        [b'/', b'*', ..] => end(2, "*/"),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn only_values_are_rewritten() {
        for (sql, read) in [
            ("SELECT $2, $1, $1", "SELECT ?2, ?1, ?1"),
            ("SELECT '$1', $1", "SELECT '$1', ?1"),
            ("SELECT 'it''s $1' || $10", "SELECT 'it''s $1' || ?10"),
            ("SELECT \"a$1\" FROM t -- $1\nWHERE b = $1", "SELECT \"a$1\" FROM t -- $1\nWHERE b = ?1"),
            ("SELECT /* $1 */ 4 / $1 - $2", "SELECT /* $1 */ 4 / ?1 - ?2"),
            ("SELECT $a, '$", "SELECT $a, '$"),
            ("SELECT 'ü$1ü', $1 || 'ü", "SELECT 'ü$1ü', ?1 || 'ü"),
            ("", ""),
        ] {
            assert_eq!(numbered(sql), read, "{sql}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_keeps_all_but_the_sign(sql in "[$?'\"/*a1ü \n-]{0,40}") {
            proptest::prop_assert_eq!(numbered(&sql).replace('?', "$"), sql.replace('?', "$"));
        }
    }
}
