//! The parameters of a request, whatever way they came (gate.md sections 1 and 6).

use crate::spec::Field;

/// The parameters of every call, which no command declares (gate.md section 1).
pub const GLOBAL: [&str; 5] = ["ApiUser", "ApiKey", "UserName", "ClientIp", "Command"];

/// Name and value pairs, looked up without regard to the letter case of the name. All texts stand in one, since every
/// call has dozens.
#[derive(Clone, Debug, Default)]
pub struct Params {
    text: String,
    /// Sorted by name; one entry a name.
    entries: Vec<Entry>,
}

/// Where a name, in lower case, and the value behind it stand in the text: where one ended when it was added, so never inside
/// a character or beyond the end.
#[derive(Clone, Copy, Debug)]
struct Entry {
    start: usize,
    middle: usize,
    end: usize,
}

impl Params {
    /// Parameters of one source, a query or a body. A name that was sent twice has its values joined by a comma, as
    /// ASP.NET does (gate.md section 6).
    pub fn of<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut params = Params::default();
        for (name, value) in pairs {
            let start = params.text.len();
            params.text.push_str(name.as_ref());
            params.text[start..].make_ascii_lowercase();
            let middle = params.text.len();
            params.text.push_str(value.as_ref());
            params.entries.push(Entry { start, middle, end: params.text.len() });
        }
        params.sort();
        params.join_equal_names();
        params
    }

    /// The pairs of `a=b&c=d`: `+` is a blank, `%xx` an octet, octets that are no UTF-8 read U+FFFD, and an escape that
    /// is none stays as it is (URL Standard, application/x-www-form-urlencoded parsing).
    pub fn decode(encoded: &[u8]) -> Self {
        Params::of(form_urlencoded::parse(encoded))
    }

    /// Parameters of a query with those of a form body. A name in both has the value of the query (gate.md section 1).
    pub fn merge(query: Params, form: Params) -> Self {
        if query.entries.is_empty() {
            return form;
        }
        let mut merged = query;
        let (known, before) = (merged.entries.len(), merged.text.len());
        merged.text.push_str(&form.text);
        for entry in &form.entries {
            let is_known =
                merged.entries[..known].binary_search_by(|have| merged.name(have).cmp(form.name(entry)));
            if is_known.is_err() {
                let Entry { start, middle, end } = *entry;
                merged.entries.push(Entry {
                    start: before + start,
                    middle: before + middle,
                    end: before + end,
                });
            }
        }
        merged.sort();
        merged
    }

    /// The value of a parameter. An empty value counts as absent (gate.md section 1).
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.entries.binary_search_by(|entry| compare_ignoring_case(self.name(entry), name));
        found.ok().map(|at| self.value(&self.entries[at])).filter(|value| !value.is_empty())
    }

    /// The numbered parameters `stem1`, `stem2`, … that have a value, in the order of their numbers.
    pub fn numbered(&self, stem: &str) -> Vec<(u32, &str)> {
        let stem = stem.to_ascii_lowercase();
        let start = self.entries.partition_point(|entry| self.name(entry) < stem.as_str());
        let mut rows: Vec<(u32, &str)> = self.entries[start..]
            .iter()
            .map(|entry| (self.name(entry), self.value(entry)))
            .take_while(|(name, _)| name.starts_with(&stem))
            .filter(|(_, value)| !value.is_empty())
            .filter_map(|(name, value)| Some((row_number(&name[stem.len()..])?, value)))
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
        Params::of(self.iter().filter(|(name, _)| !is_known(name)))
    }

    /// Every pair, by name in lower case. For the request log and for signatures of requests.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|entry| (self.name(entry), self.value(entry)))
    }

    fn name(&self, entry: &Entry) -> &str {
        &self.text[entry.start..entry.middle]
    }

    fn value(&self, entry: &Entry) -> &str {
        &self.text[entry.middle..entry.end]
    }

    /// By name; equal names stay in their order.
    fn sort(&mut self) {
        let Params { text, entries } = self;
        entries.sort_by(|a, b| text[a.start..a.middle].cmp(&text[b.start..b.middle]));
    }

    fn join_equal_names(&mut self) {
        if !self.entries.windows(2).any(|pair| self.name(&pair[0]) == self.name(&pair[1])) {
            return;
        }
        let apart = std::mem::take(self);
        for entries in apart.entries.chunk_by(|a, b| apart.name(a) == apart.name(b)) {
            let start = self.text.len();
            self.text.push_str(apart.name(&entries[0]));
            let middle = self.text.len();
            for (at, entry) in entries.iter().enumerate() {
                self.text.push_str(if at == 0 { "" } else { "," });
                self.text.push_str(apart.value(entry));
            }
            self.entries.push(Entry { start, middle, end: self.text.len() });
        }
    }
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
    use std::collections::BTreeMap;

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
        /// As a map of lists would have it.
        #[test]
        fn pairs_are_found_by_name(
            query in proptest::collection::vec(("[aAbB]{1,2}|é", "[xé,]{0,2}"), 0..8),
            form in proptest::collection::vec(("[aAbBcC]{1,2}", "[xé,]{0,2}"), 0..8),
        ) {
            let joined = |pairs: &[(String, String)]| {
                let mut lists = BTreeMap::<String, Vec<&str>>::new();
                for (name, value) in pairs {
                    lists.entry(name.to_ascii_lowercase()).or_default().push(value);
                }
                lists.into_iter().map(|(name, list)| (name, list.join(","))).collect::<BTreeMap<_, _>>()
            };
            let mut expected = joined(&form);
            expected.extend(joined(&query));
            let params = Params::merge(Params::of(query), Params::of(form));
            let found: Vec<(&str, &str)> = params.iter().collect();
            prop_assert_eq!(found, expected.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect::<Vec<_>>());
        }

        #[test]
        fn any_text_decodes(query in ".{0,200}", form in ".{0,200}") {
            let p = params(&query, &form);
            for (name, value) in p.iter() {
                prop_assert_eq!(p.get(name), Some(value).filter(|v| !v.is_empty()));
            }
        }
    }
}
