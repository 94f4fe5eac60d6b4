//! The parameters of a call in one piece. A call is let go ten thousand calls later, when its memory is no longer near:
//! two blocks go quicker than two for each parameter.

use std::cell::RefCell;

/// Parameters kept of a call at most, and characters of a name or a value; a call may have thousands.
pub const MOST_PARAMETERS: usize = 256;
pub const MOST_CHARACTERS: usize = 512;

/// The parameters of every call, which are always kept.
const GLOBAL: [&str; 5] = ["apikey", "apiuser", "clientip", "command", "username"];

/// Names in lower case and values, by name.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    text: Box<str>,
    /// Where each name and each value ends, in turn.
    ends: Box<[u32]>,
    left_out: usize,
}

thread_local! {
    static SCRATCH: RefCell<(String, Vec<u32>)> = const { RefCell::new((String::new(), Vec::new())) };
}

impl Pairs {
    /// Pairs that come by name, as many as are kept of a call.
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        SCRATCH.with_borrow_mut(|(text, ends)| {
            text.clear();
            ends.clear();
            let (mut room, mut left_out) = (MOST_PARAMETERS - GLOBAL.len(), 0);
            for (name, value) in pairs {
                let is_global = GLOBAL.contains(&name);
                if !is_global && room == 0 {
                    left_out += 1;
                    continue;
                }
                room -= usize::from(!is_global);
                for part in [name, value] {
                    append(part, text);
                    // Far below: at most 522 parts of 2,051 octets.
                    ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
                }
            }
            Pairs { text: text.as_str().into(), ends: ends.as_slice().into(), left_out }
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len() / 2
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many are not kept, as there were too many.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        (0..self.len()).map(|at| (self.part(2 * at), self.part(2 * at + 1)))
    }

    /// The value of a name in lower case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(have, _)| *have == name).map(|(_, value)| value)
    }

    /// Octets in memory.
    pub(super) fn octets(&self) -> usize {
        self.text.len() + std::mem::size_of_val(&*self.ends)
    }

    fn part(&self, at: usize) -> &str {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).map_or(0, end);
        self.text.get(start..end(at)).unwrap_or_default()
    }
}

fn append(part: &str, text: &mut String) {
    let long = (part.len() > MOST_CHARACTERS).then(|| part.char_indices().nth(MOST_CHARACTERS)).flatten();
    match long {
        Some((end, _)) => {
            text.push_str(&part[..end]);
            text.push('…');
        }
        None => text.push_str(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_come_back_as_they_were(pairs in proptest::collection::vec((".{0,9}", ".{0,20}"), 0..40)) {
            let kept = Pairs::of(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let back: Vec<(String, String)> =
                kept.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            prop_assert_eq!(&back, &pairs);
            prop_assert_eq!((kept.len(), kept.left_out()), (pairs.len(), 0));
        }
    }

    #[test]
    fn a_call_of_many_parameters_is_kept_in_part() {
        let names: Vec<String> = (0..2_000).map(|n| format!("n{n:04}")).collect();
        let long = "é".repeat(MOST_CHARACTERS + 1);
        let just = "é".repeat(MOST_CHARACTERS);
        let many = names.iter().map(|name| (name.as_str(), long.as_str()));
        let kept =
            Pairs::of([("apiuser", just.as_str())].into_iter().chain(many).chain([("username", "bob")]));
        assert_eq!((kept.len(), kept.left_out()), (MOST_PARAMETERS - 5 + 2, 2_000 - (MOST_PARAMETERS - 5)));
        assert_eq!((kept.get("username"), kept.get("apiuser")), (Some("bob"), Some(just.as_str())));
        assert_eq!(kept.get("n0000"), Some(format!("{just}…").as_str()));
        assert_eq!(kept.get("n1999"), None);
        assert!(Pairs::default().is_empty() && Pairs::default().get("").is_none());
    }
}
