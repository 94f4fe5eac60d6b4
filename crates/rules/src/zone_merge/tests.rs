//! The merge against a model that goes through rows one by one: which of three sides has it, and with what.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::host_record::{DEFAULT_PREFERENCE, DEFAULT_TTL};
use crate::srv_record::{Srv, SrvRecord};
use crate::zone::Claim;

/// One target has one preference, so that rows are told apart by name, type and address.
const WITHOUT_TWINS: Oddities = Oddities { folds_mx: true, keeps_old_values: false, clears_ddns: false };

/// Few enough that the sides meet.
const NAMES: [&str; 5] = ["@", "a", "A.", "b", "_s._tcp"];
const KINDS: [(RecordType, [&str; 2]); 5] = [
    (RecordType::Txt, ["x", "y"]),
    (RecordType::A, ["192.0.2.1", "192.0.2.2"]),
    (RecordType::Mx, ["m.example.", "n.example."]),
    (RecordType::Mxe, ["192.0.2.1", "192.0.2.2"]),
    (RecordType::Cname, ["c.example.", "d.example."]),
];
const TTLS: [Option<u32>; 3] = [None, Some(60), Some(90)];
const PREFERENCES: [Option<u16>; 3] = [None, Some(1), Some(2)];
const TITLES: [&str; 3] = ["", "one", "two"];
const EMAIL_TYPES: [Option<EmailType>; 4] =
    [None, Some(EmailType::Forwarding), Some(EmailType::Mx), Some(EmailType::Mxe)];

type Key = (RecordType, String, String);
type Rows = BTreeMap<Key, Draft>;

/// What somebody does to a list.
#[derive(Clone, Debug)]
enum Edit {
    Put(Draft),
    /// Takes out the row at this place, counted around.
    Delete(usize),
    /// Changes the row at this place; `None` leaves the value out.
    Change(usize, Option<u32>, Option<u16>, &'static str),
}

fn row() -> impl Strategy<Value = Draft> {
    // Mostly rows that stand together.
    let kind = prop_oneof![8 => 0_usize..2, 2 => 2_usize..3, 1 => 3_usize..5];
    let rest = (0_usize..2, 0_usize..3, 0_usize..3, 0_usize..3);
    (0..NAMES.len(), kind, rest).prop_map(|(name, kind, (address, ttl, preference, title))| Draft {
        name: if KINDS[kind].0 == RecordType::Mxe { "@" } else { NAMES[name] }.into(),
        kind: KINDS[kind].0,
        address: KINDS[kind].1[address].into(),
        preference: PREFERENCES[preference],
        ttl: TTLS[ttl],
        associated_app_title: TITLES[title].into(),
        friendly_name: TITLES[(title + 1) % 3].into(),
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    let change = (0_usize..8, 0_usize..3, 0_usize..3, 0_usize..3);
    prop_oneof![
        row().prop_map(Edit::Put),
        (0_usize..8).prop_map(Edit::Delete),
        change.prop_map(|(at, ttl, preference, title)| {
            Edit::Change(at, TTLS[ttl], PREFERENCES[preference], TITLES[title])
        }),
    ]
}

/// What is done to a list, with the mail type that is sent.
fn edits() -> impl Strategy<Value = (Vec<Edit>, Option<EmailType>)> {
    let email_type = prop_oneof![4 => Just(0_usize), 1 => 1_usize..4].prop_map(|at| EMAIL_TYPES[at]);
    (proptest::collection::vec(edit(), 0..4), email_type)
}

fn after(zone: &Zone, edits: &[Edit]) -> Vec<Draft> {
    let mut rows: Vec<Draft> = zone.records.iter().map(Draft::from).collect();
    for edit in edits {
        match edit {
            Edit::Put(row) => rows.push(row.clone()),
            Edit::Delete(at) if !rows.is_empty() => {
                rows.remove(at % rows.len());
            }
            Edit::Change(at, ttl, preference, title) if !rows.is_empty() => {
                let at = at % rows.len();
                let row = &mut rows[at];
                (row.ttl, row.preference, row.friendly_name) = (*ttl, *preference, (*title).into());
            }
            Edit::Delete(_) | Edit::Change(..) => {}
        }
    }
    rows
}

/// Of MX rows with one target the first.
fn without_twins(mut rows: Vec<Draft>) -> Vec<Draft> {
    let mut targets = BTreeSet::new();
    rows.retain(|row| row.kind != RecordType::Mx || targets.insert((row.name.clone(), row.address.clone())));
    rows
}

/// Rows by what makes them the same row; of twins the first.
fn by_key(rows: &[Draft]) -> Rows {
    let mut kept = Rows::new();
    for row in rows {
        let key = (row.kind, row.name.clone(), row.address.clone());
        kept.entry(key).or_insert_with(|| row.clone());
    }
    kept
}

fn rows_of(zone: &Zone) -> Rows {
    by_key(&zone.records.iter().map(Draft::from).collect::<Vec<_>>())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trouble {
    List,
    BothChanged,
    ChangeOfDeleted,
    DeletionOfChanged,
    Cname,
    EmailType,
}

fn trouble(conflict: &Conflict) -> Trouble {
    match conflict {
        Conflict::List(_) => Trouble::List,
        Conflict::BothChanged(_) => Trouble::BothChanged,
        Conflict::ChangeOfDeleted(_) => Trouble::ChangeOfDeleted,
        Conflict::DeletionOfChanged(_) => Trouble::DeletionOfChanged,
        Conflict::CnameBesideOthers(_) => Trouble::Cname,
        Conflict::EmailType => Trouble::EmailType,
    }
}

/// The value that is to be, and whether the sides are at odds over it.
fn value<T: Copy + PartialEq>(base: T, current: T, sent: Option<T>, at_odds: &mut bool) -> T {
    let sent = sent.unwrap_or(base);
    match (sent != base, current != base) {
        (true, true) if sent != current => *at_odds = true,
        (true, _) => return sent,
        (false, _) => {}
    }
    current
}

/// What should become of one row, by the sides that have it.
fn row_of_model(
    base: Option<&Draft>,
    current: Option<&Draft>,
    sent: Option<&Draft>,
) -> Result<Option<Draft>, Trouble> {
    let is_mx = |row: &Draft| row.kind == RecordType::Mx;
    let same = |a: &Draft, b: &Draft| a.ttl == b.ttl && a.preference == b.preference;
    let asks = |sent: &Draft, base: &Draft| {
        (sent.ttl.is_some() && sent.ttl != base.ttl)
            || (is_mx(sent) && sent.preference.is_some() && sent.preference != base.preference)
    };
    match (base, current, sent) {
        (_, None, None) => Ok(None),
        (None, Some(current), None) => Ok(Some(current.clone())),
        (None, None, Some(sent)) => Ok(Some(Draft {
            ttl: sent.ttl.or(Some(DEFAULT_TTL)),
            preference: sent.preference.filter(|_| is_mx(sent)).or(Some(DEFAULT_PREFERENCE)),
            ..sent.clone()
        })),
        (Some(base), None, Some(sent)) if asks(sent, base) => Err(Trouble::ChangeOfDeleted),
        (Some(_), None, Some(_)) => Ok(None),
        (Some(base), Some(current), None) if same(base, current) => Ok(None),
        (Some(_), Some(_), None) => Err(Trouble::DeletionOfChanged),
        (None, Some(current), Some(sent)) if asks(sent, current) => Err(Trouble::BothChanged),
        (base, Some(current), Some(sent)) => {
            let base = base.unwrap_or(current);
            let mut at_odds = false;
            let ttl = value(base.ttl, current.ttl, sent.ttl.map(Some), &mut at_odds);
            let asked = sent.preference.filter(|_| is_mx(sent)).map(Some);
            let preference = value(base.preference, current.preference, asked, &mut at_odds);
            if at_odds {
                return Err(Trouble::BothChanged);
            }
            let title = |base: &str, current: &str, sent: &str| {
                if sent.is_empty() || sent == base { current.to_owned() } else { sent.to_owned() }
            };
            Ok(Some(Draft {
                ttl,
                preference,
                associated_app_title: title(
                    &base.associated_app_title,
                    &current.associated_app_title,
                    &sent.associated_app_title,
                ),
                friendly_name: title(&base.friendly_name, &current.friendly_name, &sent.friendly_name),
                ..current.clone()
            }))
        }
    }
}

/// The rows and the mail type that are to be, or all that speaks against it.
fn model(
    base: &Zone,
    current: &Zone,
    sent: &[Draft],
    email_type: Option<EmailType>,
) -> Result<(Rows, EmailType), BTreeSet<Trouble>> {
    let mut against = BTreeSet::new();
    let services = Zone { services: current.services.clone(), ..Zone::empty(base.email_type) };
    let alone = services.replaced(sent.to_vec(), email_type);
    let without_services = Zone::empty(base.email_type).replaced(sent.to_vec(), email_type);
    let Ok(wanted) = without_services else { return Err([Trouble::List].into()) };
    let sides = [rows_of(base), rows_of(current), by_key(sent)];
    let keys: BTreeSet<&Key> = sides.iter().flat_map(Rows::keys).collect();
    let mut rows = Rows::new();
    for key in keys {
        match row_of_model(sides[0].get(key), sides[1].get(key), sides[2].get(key)) {
            Ok(row) => rows.extend(row.map(|row| (key.clone(), row))),
            Err(trouble) => {
                against.insert(trouble);
            }
        }
    }
    let mut at_odds = false;
    let email_type = value(base.email_type, current.email_type, Some(wanted.email_type), &mut at_odds);
    if at_odds {
        against.insert(Trouble::EmailType);
    }
    if against.is_empty() {
        match services.replaced(rows.values().cloned().collect(), Some(email_type)) {
            Ok(_) => {}
            Err(zone::Conflict::CnameBesideOthers(_)) if alone.is_err() => {
                against.extend([Trouble::List, Trouble::Cname]);
            }
            Err(zone::Conflict::CnameBesideOthers(_)) => {
                against.insert(Trouble::Cname);
            }
            Err(_) => {
                against.insert(Trouble::EmailType);
            }
        }
    }
    if against.is_empty() { Ok((rows, email_type)) } else { Err(against) }
}

/// What holds for every merge that succeeds.
fn holds(current: &Zone, merged: &Zone) {
    let same = Sameness::default();
    let ids: BTreeMap<Identity<'_>, i64> =
        current.records.iter().map(|row| (same.row(row), row.host_id)).collect();
    for row in &merged.records {
        match ids.get(&same.row(row)) {
            Some(host_id) => assert_eq!(row.host_id, *host_id),
            None => assert!((current.next_host_id..merged.next_host_id).contains(&row.host_id)),
        }
    }
    assert_eq!((&merged.services, &merged.claims), (&current.services, &current.claims));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn the_merge_is_that_of_the_model(
        begin in proptest::collection::vec(row(), 0..6),
        (others, other_type) in edits(),
        (own, own_type) in edits(),
        with_service: bool,
    ) {
        let srv = |target: &str| Srv {
            service: "_s".into(), protocol: "_tcp".into(), priority: 1, weight: 1, port: 1, target: target.into(),
        };
        let empty = Zone::empty(EmailType::Forwarding);
        let base = empty.replaced_with(begin, None, WITHOUT_TWINS).unwrap_or(empty);
        let others = base.replaced_with(after(&base, &others), other_type, WITHOUT_TWINS);
        let mut current = others.unwrap_or_else(|_| base.clone());
        if with_service {
            let with = current.with_services(vec![srv("x.")]);
            current = with.map_or(current, |(zone, _)| zone);
        }
        current.claims = vec![Claim { host_id: 1, key_id: 1, ends: None }];
        let sent = without_twins(after(&base, &own));
        let merged = merge(&base, &current, sent.clone(), own_type);
        match (&merged, model(&base, &current, &sent, own_type)) {
            (Ok(zone), Ok((rows, email_type))) => {
                prop_assert_eq!((rows_of(zone), zone.email_type), (rows, email_type));
                holds(&current, zone);
            }
            (Err(conflict), Err(against)) => {
                prop_assert!(against.contains(&trouble(conflict)), "{conflict} is none of {against:?}");
            }
            (merged, expected) => prop_assert!(false, "{merged:?} instead of {expected:?}"),
        }
        // Who says what stands changes nothing, be it from what was read or from what stands.
        prop_assert_eq!(merge(&base, &current, after(&base, &[]), None), Ok(current.clone()));
        let stands = after(&current, &[]);
        prop_assert_eq!(merge(&current, &current, stands, Some(current.email_type)), Ok(current.clone()));
        // Where nobody else wrote, a list that leaves nothing out does what replacing does.
        if sent.iter().all(is_complete) {
            let replaced = base.replaced_with(sent.clone(), own_type, WITHOUT_TWINS);
            prop_assert_eq!(merge(&base, &base, sent, own_type), replaced.map_err(Conflict::List));
        }
    }
}

fn is_complete(row: &Draft) -> bool {
    let titles = !row.associated_app_title.is_empty() && !row.friendly_name.is_empty();
    row.ttl.is_some() && (row.kind != RecordType::Mx || row.preference.is_some()) && titles
}

#[test]
fn rows_of_both_sides_may_be_too_many() {
    let txt = |text: String| Draft::new("a", RecordType::Txt, text);
    let rows = |word: &str| (0..600).map(|n| txt(format!("{word}{n}"))).collect::<Vec<_>>();
    let base = Zone::empty(EmailType::None);
    let current = base.replaced(rows("theirs"), None).expect("fits");
    let refused = merge(&base, &current, rows("ours"), None);
    assert_eq!(refused, Err(Conflict::List(zone::Conflict::TooMany)));
}

#[test]
fn a_cname_where_a_service_is() {
    let service = SrvRecord {
        host_id: 1,
        ttl: crate::host_record::DEFAULT_TTL,
        srv: Srv {
            service: "_s".into(),
            protocol: "_tcp".into(),
            priority: 1,
            weight: 1,
            port: 1,
            target: "x.".into(),
        },
    };
    let base = Zone::empty(EmailType::None);
    let current = Zone { services: vec![service], next_host_id: 2, ..base.clone() };
    let cname = |name: &str| Draft::new(name, RecordType::Cname, "c.example.");
    let refused = merge(&base, &current, vec![cname("www"), cname("_S._tcp")], None);
    assert_eq!(refused, Err(Conflict::List(zone::Conflict::CnameBesideOthers(1))));
}

/// Where a zone has one target with several preferences, these are rows like any others.
#[test]
fn twins_are_told_apart_by_their_preferences() {
    let mx = |target: &str, preference| Draft {
        preference: Some(preference),
        ttl: Some(1_800),
        ..Draft::new("@", RecordType::Mx, target)
    };
    let zone = |rows| Zone::empty(EmailType::Mx).replaced(rows, None).expect("fits");
    let single = zone(vec![mx("a.", 10)]);
    let both = merge(&single, &single, vec![mx("a.", 10), mx("a.", 20)], None).expect("a second row");
    assert_eq!(both.records.iter().map(|row| row.preference).collect::<Vec<_>>(), [10, 20]);
    let base = zone(vec![mx("a.", 10), mx("a.", 20)]);
    let current = base.replaced(vec![mx("a.", 10), mx("a.", 20), mx("b.", 5)], None).expect("fits");
    let shown = |zone: Zone| zone.records.iter().map(|row| (row.host_id, row.preference)).collect::<Vec<_>>();
    let merged = |sent| merge(&base, &current, sent, None).map(shown);
    assert_eq!(merged(after(&base, &[])), Ok(vec![(1, 10), (2, 20), (3, 5)]), "nothing is lost");
    assert_eq!(merged(vec![mx("a.", 20)]), Ok(vec![(2, 20), (3, 5)]));
    assert_eq!(
        merged(vec![mx("a.", 10), mx("a.", 20), mx("a.", 30)]),
        Ok(vec![(1, 10), (2, 20), (3, 5), (4, 30)])
    );
}
