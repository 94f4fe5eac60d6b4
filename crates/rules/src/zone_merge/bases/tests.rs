use super::*;
use crate::host_record::RecordType;
use crate::zone;

/// A zone with TXT rows, each with a TTL, under their versions.
struct World {
    versions: BTreeMap<i64, Zone>,
    bases: Bases,
}

fn list(rows: &[(&str, u32)]) -> List {
    let row =
        |(name, ttl): &(&str, u32)| Draft { ttl: Some(*ttl), ..Draft::new(*name, RecordType::Txt, "x") };
    List { rows: rows.iter().map(row).collect(), email_type: None }
}

impl World {
    fn new(rows: &[(&str, u32)]) -> Self {
        let zone = Zone::empty(EmailType::None).replaced(list(rows).rows, None).expect("fits");
        World { versions: [(1, zone)].into(), bases: Bases::default() }
    }

    fn version(&self) -> i64 {
        *self.versions.keys().last().expect("one")
    }

    fn read(&mut self, now: i64) {
        self.bases.read(self.version(), now);
    }

    /// Another key replaces all.
    fn other(&mut self, rows: &[(&str, u32)]) {
        let (version, zone) = (self.version(), &self.versions[&self.version()]);
        let zone = zone.replaced(list(rows).rows, None).expect("fits");
        self.versions.insert(version + 1, zone);
    }

    /// Sends a list, and tells what stands then.
    fn send(&mut self, rows: &[(&str, u32)], now: i64) -> Result<Vec<(String, u32)>, Refused> {
        let version = self.version();
        let zone = self.versions[&version].clone();
        let after = self.bases.follow(&list(rows), Standing { version, zone: &zone }, &self.versions, now)?;
        let shown = after.records.iter().map(|row| (row.name.clone(), row.ttl)).collect();
        if after != zone {
            self.versions.insert(version + 1, after);
            self.bases.saved(version + 1);
        }
        Ok(shown)
    }
}

fn rows(rows: &[(&str, u32)]) -> Result<Vec<(String, u32)>, Refused> {
    Ok(rows.iter().map(|(name, ttl)| ((*name).to_owned(), *ttl)).collect())
}

fn conflict(kind: fn(super::super::Row) -> Conflict, name: &str) -> Result<Vec<(String, u32)>, Refused> {
    Err(kind(super::super::Row { name: name.into(), kind: RecordType::Txt }).into())
}

#[test]
fn nothing_was_read() {
    let mut world = World::new(&[("a", 60)]);
    assert_eq!(world.send(&[], 0), Err(Refused::NothingRead));
    world.read(0);
    assert_eq!(world.send(&[], READ_COUNTS_FOR), Err(Refused::NothingRead));
    assert!(world.bases.is_empty());
}

#[test]
fn a_reading_is_followed_once() {
    let mut world = World::new(&[("a", 60)]);
    world.read(0);
    world.other(&[("a", 60), ("b", 60)]);
    assert_eq!(world.send(&[("a", 60), ("c", 60)], 5), rows(&[("a", 60), ("b", 60), ("c", 60)]));
    // Sent again, as clients do that heard no answer: what stands is not what the caller knows.
    assert_eq!(world.send(&[("a", 60), ("c", 60)], 6), Err(Refused::NothingRead));
}

#[test]
fn the_own_last_write_is_a_base() {
    let mut world = World::new(&[("a", 60)]);
    world.read(0);
    assert_eq!(world.send(&[("a", 60), ("b", 60)], 1), rows(&[("a", 60), ("b", 60)]));
    assert_eq!(world.send(&[("a", 60), ("b", 60)], 2), rows(&[("a", 60), ("b", 60)]));
    assert_eq!(world.send(&[("b", 90)], 3 * READ_COUNTS_FOR), rows(&[("b", 90)]));
    world.other(&[]);
    assert_eq!(world.send(&[("b", 60)], 3 * READ_COUNTS_FOR), Err(Refused::NothingRead));
}

#[test]
fn after_a_conflict_one_reads_and_tries_again() {
    let mut world = World::new(&[("a", 60)]);
    world.read(0);
    world.other(&[("a", 90)]);
    assert_eq!(world.send(&[("a", 120)], 1), conflict(Conflict::BothChanged, "a"));
    assert_eq!(world.send(&[("a", 120)], 1), Err(Refused::NothingRead));
    world.read(1);
    assert_eq!(world.send(&[("a", 120)], 1), rows(&[("a", 120)]));
}

#[test]
fn a_row_that_was_added_since_tells_bases_apart() {
    let mut world = World::new(&[("a", 60)]);
    world.read(0);
    world.other(&[("a", 60), ("b", 60)]);
    world.read(0);
    world.other(&[("a", 60), ("b", 60), ("c", 60)]);
    assert_eq!(world.send(&[("b", 60)], 1), rows(&[("b", 60), ("c", 60)]), "from the second reading");
    assert_eq!(world.send(&[("a", 60), ("d", 60)], 1), rows(&[("b", 60), ("c", 60), ("d", 60)]));
}

/// A row that was deleted since tells nothing: callers do add again what they deleted.
#[test]
fn a_row_that_was_deleted_since_may_be_added_again() {
    let mut world = World::new(&[("a", 60)]);
    world.read(0);
    world.other(&[]);
    world.read(0);
    assert_eq!(world.send(&[("a", 60)], 1), Err(Refused::Unclear));
}

#[test]
fn a_list_that_may_rest_on_two_bases() {
    let mut world = World::new(&[("a", 60)]);
    world.read(0);
    world.other(&[("a", 60), ("b", 60)]);
    world.read(0);
    // From the first reading it adds a row, from the second it also deletes one.
    assert_eq!(world.send(&[("a", 60), ("c", 60)], 1), Err(Refused::Unclear));
    // Who comes now may have any of the three readings.
    world.read(1);
    assert_eq!(world.send(&[("a", 60)], 2), Err(Refused::Unclear));
    // But for who brings a row that only the last readings had.
    world.other(&[("a", 60), ("b", 60), ("d", 60)]);
    world.read(3);
    assert_eq!(world.send(&[("a", 60), ("d", 60)], 4), rows(&[("a", 60), ("d", 60)]));
}

#[test]
fn two_bases_that_come_to_the_same() {
    let mut world = World::new(&[("a", 60), ("b", 60)]);
    world.read(0);
    world.other(&[("a", 60)]);
    world.read(0);
    assert_eq!(world.send(&[("a", 60), ("c", 60)], 1), rows(&[("a", 60), ("c", 60)]));
    // The other of the two still comes.
    assert_eq!(world.send(&[("a", 60), ("d", 60)], 2), rows(&[("a", 60), ("c", 60), ("d", 60)]));
    assert_eq!(world.send(&[("a", 60)], 3), Err(Refused::NothingRead));
}

#[test]
fn who_gave_up_is_forgotten() {
    for (given_up, tried) in [(0, FORGOTTEN_AFTER), (5, FORGOTTEN_AFTER + 5)] {
        let mut world = World::new(&[("a", 60)]);
        world.read(given_up);
        world.other(&[("a", 60), ("b", 60)]);
        world.read(6);
        assert_eq!(world.send(&[("a", 60)], 6), Err(Refused::Unclear));
        world.read(6);
        assert_eq!(world.send(&[("a", 60)], tried - 1), Err(Refused::Unclear), "{given_up}");
        world.read(tried);
        assert_eq!(world.send(&[("a", 60)], tried + 5), rows(&[("a", 60)]), "{given_up}");
    }
}

#[test]
fn who_gave_up_long_ago_is_in_the_way_once() {
    let mut world = World::new(&[("a", 60)]);
    world.read(0);
    world.other(&[("a", 60), ("b", 60)]);
    world.read(100);
    assert_eq!(world.send(&[("a", 60)], 100), Err(Refused::Unclear));
    world.read(101);
    assert_eq!(world.send(&[("a", 60)], 101), rows(&[("a", 60)]));
}

#[test]
fn contents_that_are_known_no_more() {
    let mut world = World::new(&[("a", 60)]);
    world.read(0);
    world.other(&[("b", 60)]);
    world.versions.remove(&1);
    assert_eq!(world.send(&[("a", 60)], 1), Err(Refused::Unclear));
    world.read(1);
    assert_eq!(world.send(&[("b", 90)], 1), rows(&[("b", 90)]));
}

#[test]
fn a_list_that_stands_nowhere_is_no_answer_to_a_reading() {
    let mut world = World::new(&[]);
    world.read(0);
    let mut rows = list(&[("a", 60), ("a", 60)]);
    rows.rows[0].kind = RecordType::Cname;
    let zone = world.versions[&1].clone();
    let refused = world
        .bases
        .follow(&rows, Standing { version: 1, zone: &zone }, &BTreeMap::new(), 0)
        .expect_err("a CNAME row beside another");
    assert_eq!(refused, Refused::Conflict(Conflict::List(zone::Conflict::CnameBesideOthers(0))));
    assert_eq!(world.bases.versions(0), [1]);
}

#[test]
fn readings_are_kept_within_bounds() {
    let mut bases = Bases::default();
    for version in 0..10_000 {
        bases.read(version, 0);
    }
    assert_eq!(bases.readings.len(), MOST_VERSIONS);
    assert_eq!(bases.versions(0).last(), Some(&9_999));
    for _ in 0..10_000 {
        bases.read(9_999, 0);
    }
    assert_eq!(bases.readings.len(), MOST_VERSIONS, "of one version they are counted");
    assert_eq!(bases.readings.iter().map(|readings| readings.count).sum::<u32>(), 20_000, "and all of them");
}

#[test]
fn nothing_rests_on_a_version_so_old_that_it_may_be_an_older_one() {
    let names: Vec<String> = (0..=MOST_VERSIONS).map(|n| format!("b{n}")).collect();
    let rows_from = |n: usize| names[n..].iter().map(|name| (name.as_str(), 60)).collect::<Vec<_>>();
    for (read, expected) in [(MOST_VERSIONS, rows(&[("z", 60)])), (MOST_VERSIONS + 1, Err(Refused::Unclear))]
    {
        let mut world = World::new(&rows_from(0));
        // Rows go one after the other, so that a list which lacks them comes to the same from each version.
        for n in 0..read {
            world.other(&rows_from(n));
            world.read(0);
        }
        world.other(&[]);
        assert_eq!(world.send(&[("z", 60)], 1), expected, "{read} versions");
    }
}

/// A reading that is not to be forgotten is answered before one that is: the other may still be awaited.
#[test]
fn who_is_awaited_with_an_older_version_is_awaited_still() {
    let mut world = World::new(&[("a", 60)]);
    world.read(0);
    world.other(&[("a", 60), ("b", 60)]);
    world.read(0);
    // From one of the two, and the other is awaited.
    assert_eq!(world.send(&[("a", 60), ("c", 60)], 1), Err(Refused::Unclear));
    world.read(1);
    let after = rows(&[("a", 60), ("b", 60), ("d", 60)]);
    assert_eq!(world.send(&[("a", 60), ("b", 60), ("d", 60)], 1), after);
    assert_eq!(world.send(&[("a", 60), ("e", 60)], 2), Err(Refused::Unclear), "b would go");
}
