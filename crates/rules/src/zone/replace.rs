//! Which row of a zone a row of the request is: what folds into one, what keeps its HostId, and what the real service
//! does in other ways.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};

use super::Zone;
use crate::host_record::{Caa, DEFAULT_PREFERENCE, DEFAULT_TTL, Draft, HostRecord, RecordType};

/// What the real service makes of rows though nobody wants it (wishes.md W6, W10). Each is off by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Oddities {
    /// MX rows of one name and target fold into the first, whatever their preferences.
    pub folds_mx: bool,
    /// A preference, and the flags of a CAA row, stay as they were where a row differs in nothing else.
    pub keeps_old_values: bool,
    /// No row has dynamic DNS afterwards.
    pub clears_ddns: bool,
}

/// What makes two rows the same row. The preference counts for MX alone.
type Identity<'a> = (RecordType, &'a str, &'a str, u16);

/// What a row has in common with itself after a change of its preference, or of the flags of a CAA row.
type Place<'a> = (RecordType, &'a str, Cow<'a, str>);

fn identity(draft: &Draft) -> Identity<'_> {
    (draft.kind, &draft.name, &draft.address, preference(draft))
}

fn identity_of_row(row: &HostRecord) -> Identity<'_> {
    (row.kind, &row.name, &row.address, row.preference)
}

/// The preference that a row is kept with. Rows of other types show the default whatever was sent (recorded).
pub(crate) fn preference(draft: &Draft) -> u16 {
    draft.preference.filter(|_| draft.kind == RecordType::Mx).unwrap_or(DEFAULT_PREFERENCE)
}

/// Drops every row that is equal to an earlier one in its identity. Keeps the position of each.
pub(crate) fn folded(drafts: Vec<Draft>, oddities: Oddities) -> Vec<(usize, Draft)> {
    let same = |draft| {
        let (kind, name, address, preference) = identity(draft);
        (kind, name, address, if oddities.folds_mx { DEFAULT_PREFERENCE } else { preference })
    };
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|at| same(&drafts[*at]));
    let mut first = vec![true; drafts.len()];
    for pair in order.windows(2) {
        first[pair[1]] = same(&drafts[pair[0]]) != same(&drafts[pair[1]]);
    }
    let numbered = drafts.into_iter().enumerate();
    numbered.zip(first).filter(|(_, first)| *first).map(|(row, _)| row).collect()
}

impl Zone {
    /// Puts rows in the place of all that were there.
    pub(super) fn keep(&mut self, drafts: Vec<Draft>, oddities: Oddities) {
        let before = std::mem::take(&mut self.records);
        let former = formers(&before, &drafts, oddities);
        for (draft, former) in drafts.into_iter().zip(former) {
            let row = kept(draft, former, oddities, || {
                self.next_host_id += 1;
                self.next_host_id - 1
            });
            self.records.push(row);
        }
        self.records.sort_by(|a, b| (a.kind, &a.name, a.host_id).cmp(&(b.kind, &b.name, b.host_id)));
    }
}

/// The row that each draft was before. First what is unchanged, so that a change of another does not take its HostId.
fn formers<'a>(
    before: &'a [HostRecord],
    drafts: &[Draft],
    oddities: Oddities,
) -> Vec<Option<&'a HostRecord>> {
    let mut known: Vec<(Identity<'_>, usize)> =
        before.iter().enumerate().map(|(at, row)| (identity_of_row(row), at)).collect();
    known.sort_unstable();
    let found = |draft: &Draft| {
        let sought = identity(draft);
        known.binary_search_by(|(row, _)| row.cmp(&sought)).ok().map(|at| known[at].1)
    };
    let mut formers: Vec<Option<usize>> = drafts.iter().map(found).collect();
    let may_change = |kind| kind == RecordType::Mx || (kind == RecordType::Caa && oddities.keeps_old_values);
    let is_new = |(draft, former): (&Draft, &Option<usize>)| former.is_none() && may_change(draft.kind);
    if drafts.iter().zip(&formers).any(is_new) {
        let mut left = left(before, &formers);
        for (draft, former) in drafts.iter().zip(&mut formers) {
            if former.is_none() && may_change(draft.kind) {
                let place = place(draft.kind, &draft.name, &draft.address);
                *former = left.get_mut(&place).and_then(VecDeque::pop_front);
            }
        }
    }
    formers.into_iter().map(|at| at.map(|at| &before[at])).collect()
}

/// The rows that are no draft so far, by their places.
fn left<'a>(before: &'a [HostRecord], formers: &[Option<usize>]) -> HashMap<Place<'a>, VecDeque<usize>> {
    let mut taken = vec![false; before.len()];
    formers.iter().flatten().for_each(|at| taken[*at] = true);
    let mut left: HashMap<Place<'_>, VecDeque<usize>> = HashMap::new();
    for (at, row) in before.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        left.entry(place(row.kind, &row.name, &row.address)).or_default().push_back(at);
    }
    left
}

fn place<'a>(kind: RecordType, name: &'a str, address: &'a str) -> Place<'a> {
    let without_flags = match kind {
        RecordType::Caa => {
            Caa::parse(address).map(|Caa { tag, value, .. }| Cow::Owned(format!("{tag} {value}")))
        }
        _ => None,
    };
    (kind, name, without_flags.unwrap_or(Cow::Borrowed(address)))
}

/// `next_id` gives the HostId of a new row.
fn kept(
    draft: Draft,
    former: Option<&HostRecord>,
    oddities: Oddities,
    next_id: impl FnOnce() -> i64,
) -> HostRecord {
    let preference = preference(&draft);
    let (preference, address) = match former.filter(|_| oddities.keeps_old_values) {
        Some(former) => (former.preference, former.address.clone()),
        None => (preference, draft.address),
    };
    HostRecord {
        host_id: former.map_or_else(next_id, |former| former.host_id),
        name: draft.name,
        kind: draft.kind,
        address,
        preference,
        ttl: draft.ttl.unwrap_or(DEFAULT_TTL),
        associated_app_title: draft.associated_app_title,
        friendly_name: draft.friendly_name,
        is_ddns_enabled: former.is_some_and(|former| former.is_ddns_enabled && !oddities.clears_ddns),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host_record::EmailType;
    use proptest::prelude::*;

    const ALL: Oddities = Oddities { folds_mx: true, keeps_old_values: true, clears_ddns: true };

    fn draft(kind: RecordType, address: &str, preference: Option<u16>) -> Draft {
        Draft { preference, ..Draft::new("@", kind, address) }
    }

    fn mx(target: &str, preference: u16) -> Draft {
        draft(RecordType::Mx, target, Some(preference))
    }

    fn after(zone: &Zone, drafts: Vec<Draft>, oddities: Oddities) -> Zone {
        zone.replaced_with(drafts, None, oddities).expect("fits")
    }

    /// HostId, target and preference of each row.
    fn shown(zone: &Zone) -> Vec<(i64, &str, u16)> {
        zone.records.iter().map(|row| (row.host_id, row.address.as_str(), row.preference)).collect()
    }

    #[test]
    fn a_preference_is_part_of_a_row_and_can_be_changed() {
        let none = Oddities::default();
        let zone = Zone::empty(EmailType::Mx);
        let zone = after(&zone, vec![mx("a.", 10), mx("a.", 20), mx("a.", 20), mx("b.", 10)], none);
        assert_eq!(shown(&zone), [(1, "a.", 10), (2, "a.", 20), (3, "b.", 10)]);
        let zone = after(&zone, vec![mx("a.", 30), mx("a.", 20), mx("b.", 5)], none);
        assert_eq!(shown(&zone), [(1, "a.", 30), (2, "a.", 20), (3, "b.", 5)]);
        let zone = after(&zone, vec![mx("a.", 20), mx("a.", 40), mx("a.", 50)], none);
        assert_eq!(shown(&zone), [(1, "a.", 40), (2, "a.", 20), (4, "a.", 50)]);
        let others =
            vec![draft(RecordType::A, "192.0.2.1", Some(1)), draft(RecordType::A, "192.0.2.1", Some(2))];
        assert_eq!(shown(&after(&zone, others, none)), [(5, "192.0.2.1", 10)], "it counts for MX alone");
    }

    #[test]
    fn rows_of_one_target_fold_where_it_is_asked_for() {
        let folds = Oddities { folds_mx: true, ..Oddities::default() };
        let zone = after(&Zone::empty(EmailType::Mx), vec![mx("a.", 10), mx("b.", 5), mx("a.", 20)], folds);
        assert_eq!(shown(&zone), [(1, "a.", 10), (2, "b.", 5)]);
        let zone = after(&zone, vec![mx("a.", 20)], folds);
        assert_eq!(shown(&zone), [(1, "a.", 20)], "this alone does not keep the old value");
    }

    #[test]
    fn old_values_stay_where_it_is_asked_for() {
        let keeps = Oddities { keeps_old_values: true, ..Oddities::default() };
        let caa = |address| draft(RecordType::Caa, address, None);
        let (plain, critical) = ("0 issue \"ca.example\"", "128 issue ca.example");
        let zone = after(&Zone::empty(EmailType::Mx), vec![caa(plain), mx("a.", 10)], keeps);
        let same = after(&zone, vec![caa(critical), mx("a.", 20)], keeps);
        assert_eq!(same, zone, "success, and nothing has changed");
        let other = after(&zone, vec![caa("128 issue \"other.example\""), mx("b.", 20)], keeps);
        assert_eq!(shown(&other), [(3, "128 issue \"other.example\"", 10), (4, "b.", 20)]);
        let changed = after(&zone, vec![caa(critical), mx("a.", 20)], Oddities::default());
        assert_eq!(shown(&changed), [(3, critical, 10), (2, "a.", 20)]);
    }

    #[test]
    fn dynamic_dns_stays_with_its_row_unless_it_is_to_be_cleared() {
        let row = || draft(RecordType::A, "192.0.2.1", None);
        let mut zone = after(&Zone::empty(EmailType::None), vec![row()], Oddities::default());
        zone.records[0].is_ddns_enabled = true;
        let flags = |zone: &Zone| zone.records.iter().map(|row| row.is_ddns_enabled).collect::<Vec<_>>();
        let both = || vec![row(), draft(RecordType::A, "192.0.2.2", None)];
        assert_eq!(flags(&after(&zone, both(), Oddities::default())), [true, false]);
        let clears = Oddities { clears_ddns: true, ..Oddities::default() };
        assert_eq!(flags(&after(&zone, both(), clears)), [false, false]);
    }

    proptest! {
        /// Whatever is written, ids are unique, only grow, and a second equal call changes nothing; each row that was
        /// sent is there unless an oddity has it otherwise.
        #[test]
        fn ids_hold(
            calls in proptest::collection::vec(proptest::collection::vec((0_u8..3, 0_u16..4), 0..8), 1..8),
            odd in any::<bool>(),
        ) {
            let oddities = if odd { ALL } else { Oddities::default() };
            let mut zone = Zone::empty(EmailType::Mx);
            for call in calls {
                let rows = || call.iter().map(|(t, p)| mx(&format!("{t}."), *p)).collect::<Vec<_>>();
                let next = after(&zone, rows(), oddities);
                let mut ids: Vec<_> = next.records.iter().map(|row| row.host_id).collect();
                ids.sort_unstable();
                ids.dedup();
                prop_assert_eq!(ids.len(), next.records.len());
                let before: Vec<_> = zone.records.iter().map(|row| row.host_id).collect();
                prop_assert!(ids.iter().all(|id| before.contains(id) || *id >= zone.next_host_id));
                prop_assert!(ids.iter().all(|id| *id < next.next_host_id));
                prop_assert_eq!(&after(&next, rows(), oddities), &next);
                let there = |t: &u8, p: &u16| {
                    shown(&next).iter().any(|(_, target, have)| *target == format!("{t}.") && (odd || have == p))
                };
                prop_assert!(call.iter().all(|(t, p)| there(t, p)));
                zone = next;
            }
        }
    }
}
