//! The parameters of a request, whatever way they came (gate.md sections 1 and 6).

use std::borrow::Cow;

/// Name and value pairs, looked up without regard to the letter case of the name.
#[derive(Clone, Debug, Default)]
pub struct Params {
    /// Sorted by lower-case name; one entry a name.
    entries: Vec<(String, String)>,
}

impl Params {
    /// Parameters of a query and of a form body. A name sent twice in one of them has its values joined by a comma, as
    /// ASP.NET does; a name in both has the value of the query (gate.md sections 1 and 6).
    pub fn merge(query: Vec<(String, String)>, form: Vec<(String, String)>) -> Self {
        let mut entries = joined(query);
        if !form.is_empty() {
            let more = joined(form);
            let known = entries.len();
            for (name, value) in more {
                if entries[..known].binary_search_by(|(have, _)| have.as_str().cmp(&name)).is_err() {
                    entries.push((name, value));
                }
            }
            entries.sort_by(|a, b| a.0.cmp(&b.0));
        }
        Params { entries }
    }

    /// The pairs of `a=b&c=d`: `+` is a blank, `%xx` an octet, octets that are no UTF-8 read U+FFFD, and an escape that
    /// is none stays as it is.
    pub fn decode(encoded: &str) -> Vec<(String, String)> {
        encoded
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decoded(name).into_owned(), decoded(value).into_owned()))
            .collect()
    }

    /// The value of a parameter. An empty value counts as absent (gate.md section 1).
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.entries.binary_search_by(|(have, _)| compare_ignoring_case(have, name));
        found.ok().map(|at| self.entries[at].1.as_str()).filter(|value| !value.is_empty())
    }

    /// The numbered parameters `stem1`, `stem2`, … that have a value, in the order of their numbers.
    pub fn numbered(&self, stem: &str) -> Vec<(u32, &str)> {
        let stem = stem.to_ascii_lowercase();
        let start = self.entries.partition_point(|(name, _)| name.as_str() < stem.as_str());
        let mut rows: Vec<(u32, &str)> = self.entries[start..]
            .iter()
            .take_while(|(name, _)| name.starts_with(&stem))
            .filter(|(_, value)| !value.is_empty())
            .filter_map(|(name, value)| Some((row_number(&name[stem.len()..])?, value.as_str())))
            .collect();
        rows.sort_by_key(|(number, _)| *number);
        rows
    }

    /// Every pair, by name. For the request log and for signatures of requests.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn joined(mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    for (name, _) in &mut pairs {
        name.make_ascii_lowercase();
    }
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    let mut entries: Vec<(String, String)> = Vec::with_capacity(pairs.len());
    for (name, value) in pairs {
        match entries.last_mut() {
            Some((last, values)) if *last == name => {
                values.push(',');
                values.push_str(&value);
            }
            _ => entries.push((name, value)),
        }
    }
    entries
}

fn compare_ignoring_case(lower: &str, any: &str) -> std::cmp::Ordering {
    lower.bytes().cmp(any.bytes().map(|b| b.to_ascii_lowercase()))
}

/// The number of a row, from 1; without leading zeros, so that one row has one name.
fn row_number(text: &str) -> Option<u32> {
    let plain = !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn decoded(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|b| b == b'%' || b == b'+') {
        return Cow::Borrowed(text);
    }
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        octets.push(match (first, tail) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    high * 16 + low
                }
                _ => b'%',
            },
            (other, _) => *other,
        });
    }
    Cow::Owned(
        String::from_utf8(octets).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()),
    )
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn params(query: &str, form: &str) -> Params {
        Params::merge(Params::decode(query), Params::decode(form))
    }

    #[test]
    fn names_ignore_case_and_empty_is_absent() {
        let p = params("ClientIP=127.0.0.1&command=x&Empty=", "");
        assert_eq!(p.get("ClientIp"), Some("127.0.0.1"));
        assert_eq!(p.get("Command"), Some("x"));
        assert_eq!((p.get("Empty"), p.get("None")), (None, None));
    }

    #[test]
    fn sent_twice_is_joined_and_query_wins() {
        let p = params("DomainList=a.com&domainlist=b.com&A=1", "A=2&B=3");
        assert_eq!(p.get("DomainList"), Some("a.com,b.com"));
        assert_eq!((p.get("A"), p.get("B")), (Some("1"), Some("3")));
    }

    #[test]
    fn escapes() {
        for (sent, read) in [
            ("a+b", "a b"),
            ("%40%c3%a9", "@é"),
            ("%ff%fe", "\u{fffd}\u{fffd}"),
            ("%zz%", "%zz%"),
            ("%4", "%4"),
            ("a%00b", "a\0b"),
        ] {
            assert_eq!(params(&format!("v={sent}"), "").get("V"), Some(read), "{sent}");
        }
    }

    #[test]
    fn numbered_rows_have_gaps_and_their_own_order() {
        let p = params(
            "HostName10=j&HostName2=b&HostName=x&HostName02=y&HostName1x=z&HostName3=&HostName1=a",
            "",
        );
        assert_eq!(p.numbered("HostName"), [(1, "a"), (2, "b"), (10, "j")]);
        assert_eq!(params("HostName99999999999=x", "").numbered("HostName"), []);
    }

    proptest! {
        #[test]
        fn any_text_decodes(query in ".{0,200}", form in ".{0,200}") {
            let p = params(&query, &form);
            for (name, value) in p.iter() {
                prop_assert_eq!(p.get(name), Some(value).filter(|v| !v.is_empty()));
            }
        }
    }
}
