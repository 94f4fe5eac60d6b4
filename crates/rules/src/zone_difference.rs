//! What two states of a zone differ in, row by row. Rows are the same row if they have one HostId.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::host_record::EmailType;
use crate::record_kind::SERVICE;
use crate::zone::{Zone, owner};

/// A row of a zone, of whatever kind it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    pub host_id: i64,
    /// The word of its type.
    pub kind: &'static str,
    /// Relative to the domain, in lower case without a closing dot; `@` for the domain itself.
    pub name: Cow<'a, str>,
    pub value: Cow<'a, str>,
    /// Seconds.
    pub ttl: u32,
    /// What a change of may not go unseen, though it is no part of name, type or value.
    pub preference: Option<u16>,
    /// The two titles of host records.
    pub titles: [&'a str; 2],
}

/// What a zone has beyond another, what it lacks, and what stands otherwise in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference<'a> {
    pub added: Vec<Line<'a>>,
    pub deleted: Vec<Line<'a>>,
    /// Each as it was and as it is.
    pub changed: Vec<(Line<'a>, Line<'a>)>,
    /// As it was and as it is.
    pub email_type: Option<(EmailType, EmailType)>,
}

impl Difference<'_> {
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.deleted.is_empty()
            && self.changed.is_empty()
            && self.email_type.is_none()
    }
}

impl Zone {
    /// Every row.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let hosts = self.records.iter().map(|row| Line {
            host_id: row.host_id,
            kind: row.kind.word(),
            name: shown(owner(&row.name)),
            value: Cow::Borrowed(row.address.as_str()),
            ttl: row.ttl,
            preference: Some(row.preference),
            titles: [&row.associated_app_title, &row.friendly_name],
        });
        let services = self.services.iter().map(|row| Line {
            host_id: row.host_id,
            kind: SERVICE,
            name: shown(row.srv.owner()),
            value: Cow::Owned(row.srv.to_string()),
            ttl: row.ttl,
            preference: None,
            titles: ["", ""],
        });
        let others = self.others.iter().map(|row| Line {
            host_id: row.host_id,
            kind: row.kind.word(),
            name: shown(owner(&row.name)),
            value: Cow::Borrowed(row.data.as_str()),
            ttl: row.ttl,
            preference: None,
            titles: ["", ""],
        });
        hosts.chain(services).chain(others)
    }

    /// What it has that `before` had not, and the reverse.
    pub fn difference<'a>(&'a self, before: &'a Zone) -> Difference<'a> {
        let mut former: HashMap<i64, Line<'a>> = before.lines().map(|line| (line.host_id, line)).collect();
        let mut difference = Difference::default();
        for line in self.lines() {
            match former.remove(&line.host_id) {
                None => difference.added.push(line),
                Some(was) if was != line => difference.changed.push((was, line)),
                Some(_) => {}
            }
        }
        difference.deleted = former.into_values().collect();
        difference.deleted.sort_by_key(|line| line.host_id);
        let types = (before.email_type, self.email_type);
        difference.email_type = (types.0 != types.1).then_some(types);
        difference
    }
}

fn shown(owner: String) -> Cow<'static, str> {
    if owner.is_empty() { Cow::Borrowed("@") } else { Cow::Owned(owner) }
}
