//! The parameters of a request, whatever way they came (gate.md sections 1 and 6).

use crate::spec::Field;

/// The parameters of every call, which no command declares (gate.md section 1).
pub const GLOBAL: [&str; 5] = ["ApiUser", "ApiKey", "UserName", "ClientIp", "Command"];

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
    /// is none stays as it is (URL Standard, application/x-www-form-urlencoded parsing).
    pub fn decode(encoded: &[u8]) -> Vec<(String, String)> {
        form_urlencoded::parse(encoded).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
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

    /// The parameters that are neither global nor declared: those that the table of a TLD may name.
    pub fn undeclared(&self, fields: &[Field]) -> Params {
        let is_known = |name: &str| {
            GLOBAL.iter().any(|global| global.eq_ignore_ascii_case(name))
                || fields.iter().any(|field| field.declares(name))
        };
        Params { entries: self.entries.iter().filter(|(name, _)| !is_known(name)).cloned().collect() }
    }

    /// Every pair, by name in lower case. For the request log and for signatures of requests.
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn params(query: &str, form: &str) -> Params {
        Params::merge(Params::decode(query.as_bytes()), Params::decode(form.as_bytes()))
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
