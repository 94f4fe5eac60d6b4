//! A list of host records taken as a change: what it says against the zone that its sender read is done to the zone as
//! it stands (wishes.md W6, W7). Rows are the same row if they agree in name, type and address; where there are MX rows of one
//! target with several preferences, these have to agree too.
//!
//! What a list leaves out of a row, its TTL, preference or a title, it does not change.

mod bases;
mod sameness;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

pub use bases::{Bases, FORGOTTEN_AFTER, List, READ_COUNTS_FOR, Refused, Standing};

use self::sameness::{Identity, Sameness};
use crate::host_record::{Draft, EmailType, HostRecord, RecordType};
use crate::zone::{self, Oddities, Zone, mail_of_list};

/// Why a list cannot be taken as a change of the zone as it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// The rows could not stand together whatever the zone holds, or would be too many in it.
    #[error(transparent)]
    List(#[from] zone::Conflict),
    #[error("both sides gave the {kind} row at {name} another TTL or preference", kind = .0.kind.word(), name = .0.name)]
    BothChanged(Row),
    #[error("the {kind} row at {name} was changed, and has been deleted meanwhile", kind = .0.kind.word(), name = .0.name)]
    ChangeOfDeleted(Row),
    #[error("the {kind} row at {name} was deleted, and has been changed meanwhile", kind = .0.kind.word(), name = .0.name)]
    DeletionOfChanged(Row),
    #[error("a CNAME row at {0} would stand beside a row that has been added meanwhile")]
    CnameBesideOthers(String),
    #[error(
        "who handles the mail has been changed meanwhile, and does not fit the rows or the type that were sent"
    )]
    EmailType,
}

/// Which row a conflict is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub name: String,
    pub kind: RecordType,
}

impl Row {
    fn of(row: &HostRecord) -> Self {
        Row { name: row.name.clone(), kind: row.kind }
    }
}

/// The zone after a list from somebody who read `base`, while it is `current` that stands.
pub fn merge(
    base: &Zone,
    current: &Zone,
    sent: Vec<Draft>,
    email_type: Option<EmailType>,
) -> Result<Zone, Conflict> {
    let same = Sameness::in_all(&[base, current], &sent);
    let sent = same.folded(sent);
    let wanted = mail_of_list(&sent, email_type, base.email_type)?;
    let rows = rows(same, base, current, &sent)?;
    let email_type =
        settled(Some(base.email_type), current.email_type, Some(wanted)).ok_or(Conflict::EmailType)?;
    together(same, current, &rows, email_type, &sent)?;
    Ok(current.with_rows(rows.into_iter().map(|(_, row)| row).collect(), email_type, Oddities::default()))
}

/// The rows of the zone that is to be, numbered.
fn rows(
    same: Sameness,
    base: &Zone,
    current: &Zone,
    sent: &[(usize, Draft)],
) -> Result<Vec<(usize, Draft)>, Conflict> {
    let read: HashMap<Identity<'_>, &HostRecord> =
        base.records.iter().map(|row| (same.row(row), row)).collect();
    let wanted: HashMap<Identity<'_>, &Draft> =
        sent.iter().map(|(_, draft)| (same.draft(draft), draft)).collect();
    let mut rows = Vec::new();
    for row in &current.records {
        let id = same.row(row);
        rows.extend(standing(read.get(&id).copied(), row, wanted.get(&id).copied())?);
    }
    let stands: HashSet<Identity<'_>> = current.records.iter().map(|row| same.row(row)).collect();
    for (_, draft) in sent.iter().filter(|(_, draft)| !stands.contains(&same.draft(draft))) {
        match read.get(&same.draft(draft)) {
            None => rows.push(draft.clone()),
            Some(row) if changes(draft, row) => return Err(Conflict::ChangeOfDeleted(Row::of(row))),
            Some(_) => {}
        }
    }
    Ok(rows.into_iter().enumerate().collect())
}

/// What becomes of a row that stands: `read` is the same row in the base, `sent` in the list.
fn standing(
    read: Option<&HostRecord>,
    row: &HostRecord,
    sent: Option<&Draft>,
) -> Result<Option<Draft>, Conflict> {
    let Some(sent) = sent else {
        return match read {
            None => Ok(Some(Draft::from(row))),
            Some(read) if (read.ttl, read.preference) == (row.ttl, row.preference) => Ok(None),
            Some(_) => Err(Conflict::DeletionOfChanged(Row::of(row))),
        };
    };
    let conflict = || Conflict::BothChanged(Row::of(row));
    let ttl = settled(read.map(|read| read.ttl), row.ttl, sent.ttl).ok_or_else(conflict)?;
    let preference = settled(read.map(|read| read.preference), row.preference, preference(sent));
    let title = |read: Option<&String>, current: &String, sent: &String| {
        if sent.is_empty() || Some(sent) == read { current.clone() } else { sent.clone() }
    };
    Ok(Some(Draft {
        ttl: Some(ttl),
        preference: Some(preference.ok_or_else(conflict)?),
        associated_app_title: title(
            read.map(|read| &read.associated_app_title),
            &row.associated_app_title,
            &sent.associated_app_title,
        ),
        friendly_name: title(read.map(|read| &read.friendly_name), &row.friendly_name, &sent.friendly_name),
        ..Draft::from(row)
    }))
}

/// Three sides of one value: what was read, what stands, what was sent. `None` if both sides changed it, each otherwise.
fn settled<T: Copy + PartialEq>(read: Option<T>, current: T, sent: Option<T>) -> Option<T> {
    match sent {
        None => Some(current),
        Some(sent) if sent == current || Some(sent) == read => Some(current),
        Some(sent) => (read == Some(current)).then_some(sent),
    }
}

/// Whether a list asks for another TTL or preference than was read.
fn changes(sent: &Draft, read: &HostRecord) -> bool {
    sent.ttl.is_some_and(|ttl| ttl != read.ttl)
        || preference(sent).is_some_and(|preference| preference != read.preference)
}

/// The preference that a list asks for. Clients send that of other rows back as they read it, where it says nothing.
fn preference(sent: &Draft) -> Option<u16> {
    sent.preference.filter(|_| sent.kind == RecordType::Mx)
}

/// Whether rows of both sides stand together. Those of the list alone do.
fn together(
    same: Sameness,
    current: &Zone,
    rows: &[(usize, Draft)],
    email_type: EmailType,
    sent: &[(usize, Draft)],
) -> Result<(), Conflict> {
    let name = |at: usize| rows[at].1.name.clone();
    match mail_of_list(rows, Some(email_type), email_type) {
        Ok(_) => {}
        Err(zone::Conflict::TooMany) => return Err(zone::Conflict::TooMany.into()),
        Err(zone::Conflict::CnameBesideOthers(at)) => return Err(Conflict::CnameBesideOthers(name(at))),
        Err(zone::Conflict::MxWithoutItsEmailType(_) | zone::Conflict::MisplacedMxe(_)) => {
            return Err(Conflict::EmailType);
        }
    }
    let Some(at) = current.cname_beside_rows_that_stay(rows) else { return Ok(()) };
    // No list shows services, so that it is the list that does not fit, whatever was read.
    let of_list = sent.iter().find(|(_, draft)| same.draft(draft) == same.draft(&rows[at].1));
    Err(of_list.map_or_else(
        || Conflict::CnameBesideOthers(name(at)),
        |(position, _)| Conflict::List(zone::Conflict::CnameBesideOthers(*position)),
    ))
}
