//! Patterns of commands: all, a group, or one; with `:read` only those of them that change nothing.

use std::fmt;

use super::scope::Pattern;

/// A command that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// As it is declared.
    pub name: &'a str,
    /// Whether it changes nothing.
    pub reads: bool,
}

/// Groups and commands that widen what somebody may do, or tell of everybody's calls.
const FOR_FULL_KEYS: [&str; 7] = [
    "namegate.keys.",
    "namegate.allow.",
    "namegate.webhooks.",
    "namegate.sandbox.",
    "namecheap.users.changePassword",
    "namecheap.users.login",
    "namecheap.users.resetPassword",
];

impl Asked<'_> {
    /// Whether only a key may use it that may do everything.
    pub fn is_for_full_keys(&self) -> bool {
        FOR_FULL_KEYS.iter().any(|group| self.name.starts_with(group))
    }
}

/// `*`, `namecheap.domains.*` or `namecheap.domains.dns.getHosts`, each also with `:read` behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandPattern {
    /// In lower case, with the dot before a star; empty for all.
    name: String,
    is_group: bool,
    reads_only: bool,
}

const READS_ONLY: &str = ":read";

impl Pattern for CommandPattern {
    type Subject<'a> = Asked<'a>;

    fn parse(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        let (rest, reads_only) = match text.strip_suffix(READS_ONLY) {
            Some(rest) => (rest, true),
            None => (text.as_str(), false),
        };
        let (name, is_group) = match rest.strip_suffix('*') {
            Some(group) if group.is_empty() || group.ends_with('.') => (group, true),
            Some(_) => return None,
            None => (rest, false),
        };
        let fits = name.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'.');
        (fits && (is_group || !name.is_empty())).then(|| CommandPattern {
            name: name.to_owned(),
            is_group,
            reads_only,
        })
    }

    fn matches(&self, asked: &Asked<'_>) -> bool {
        let start =
            asked.name.get(..self.name.len()).is_some_and(|start| start.eq_ignore_ascii_case(&self.name));
        start && (self.is_group || asked.name.len() == self.name.len()) && (asked.reads || !self.reads_only)
    }

    fn length(&self) -> usize {
        // One command is nearer than a group, and reading it nearer still.
        2 * self.name.len() + 2 * usize::from(!self.is_group) + usize::from(self.reads_only)
    }
}

impl fmt::Display for CommandPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = if self.is_group { "*" } else { "" };
        let reads = if self.reads_only { READS_ONLY } else { "" };
        write!(f, "{}{star}{reads}", self.name)
    }
}
