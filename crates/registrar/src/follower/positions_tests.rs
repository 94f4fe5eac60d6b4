//! Writers that commit in any order, and a follower that looks in between.

use std::collections::BTreeMap;

use proptest::prelude::*;
use store::WriterStamp;

use super::*;

/// A transaction of a writer that changes a zone, or does something else.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// A writer begins its next transaction; with the zone it changes, if it does.
    Begin { writer: usize, zone: Option<u8> },
    /// The transaction of a writer is committed, late or soon.
    Commit { writer: usize },
    /// It is rolled back.
    Abort { writer: usize },
    /// The follower looks; it reads so many rows at most.
    Look { most: usize },
    /// The follower sees an earlier moment again.
    LookBack { most: usize },
    /// A writer takes what it fed out of the feed.
    Sweep { writer: usize },
}

const WRITERS: usize = 3;

#[derive(Clone, Default)]
struct Database {
    /// Number and zone of what each writer fed.
    fed: [BTreeMap<i64, u8>; WRITERS],
    committed: [i64; WRITERS],
    swept: [i64; WRITERS],
    /// How often each zone was changed.
    zones: BTreeMap<u8, i64>,
}

impl Database {
    fn stamps(&self) -> Vec<WriterStamp> {
        let written = (0..WRITERS).filter(|writer| self.committed[*writer] > 0);
        written
            .map(|writer| WriterStamp {
                writer: writer.to_string(),
                number: self.committed[writer],
                swept: self.swept[writer],
            })
            .collect()
    }
}

#[derive(Default)]
struct Model {
    database: Database,
    before: Database,
    numbers: [i64; WRITERS],
    under_way: [Option<Option<u8>>; WRITERS],
    positions: Positions,
    /// What the follower knows of each zone: the higher counts, as in a name server.
    known: BTreeMap<u8, i64>,
}

impl Model {
    fn step(&mut self, step: Step) {
        let database = &mut self.database;
        match step {
            Step::Begin { writer, zone } => {
                if self.under_way[writer].is_none() {
                    self.numbers[writer] += 1;
                    self.under_way[writer] = Some(zone);
                }
            }
            Step::Commit { writer } => {
                let Some(zone) = self.under_way[writer].take() else { return };
                self.before = database.clone();
                database.committed[writer] = self.numbers[writer];
                if let Some(zone) = zone {
                    database.fed[writer].insert(self.numbers[writer], zone);
                    *database.zones.entry(zone).or_default() += 1;
                }
            }
            Step::Abort { writer } => self.under_way[writer] = None,
            Step::Look { most } => drop(self.look(&self.database.clone(), most)),
            Step::LookBack { most } => drop(self.look(&self.before.clone(), most)),
            Step::Sweep { writer } => {
                database.swept[writer] = database.committed[writer];
                database.fed[writer].clear();
            }
        }
    }

    /// Whether there was more.
    fn look(&mut self, database: &Database, most: usize) -> bool {
        let stamps = database.stamps();
        let Ok(due) = self.positions.due(&stamps) else {
            self.learn(database, database.zones.keys().copied());
            self.positions = Positions::at(&stamps);
            return false;
        };
        let mut left = most;
        for Span { writer, after, to } in due {
            let fed = &database.fed[writer.parse::<usize>().expect("a number")];
            let rows: Vec<(i64, u8)> =
                fed.range(after + 1..=to).map(|(number, zone)| (*number, *zone)).take(left).collect();
            let to = if rows.len() == left { rows.last().map_or(after, |(number, _)| *number) } else { to };
            left -= rows.len();
            self.learn(database, rows.into_iter().map(|(_, zone)| zone));
            self.positions.reach(&writer, to);
        }
        self.positions.keep_to(&stamps);
        left == 0
    }

    fn learn(&mut self, database: &Database, zones: impl Iterator<Item = u8>) {
        for zone in zones {
            let (known, now) = (self.known.entry(zone).or_default(), database.zones[&zone]);
            *known = (*known).max(now);
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    let writer = 0..WRITERS;
    prop_oneof![
        4 => (writer.clone(), prop::option::of(0..5u8)).prop_map(|(writer, zone)| Step::Begin { writer, zone }),
        4 => writer.clone().prop_map(|writer| Step::Commit { writer }),
        1 => writer.clone().prop_map(|writer| Step::Abort { writer }),
        2 => (1..4usize).prop_map(|most| Step::Look { most }),
        1 => (1..4usize).prop_map(|most| Step::LookBack { most }),
        1 => writer.prop_map(|writer| Step::Sweep { writer }),
    ]
}

proptest! {
    /// However late a transaction is committed, and whatever was seen before: once the follower has looked, it knows every
    /// zone as it is.
    #[test]
    fn nothing_is_missed(steps in prop::collection::vec(step(), 0..120)) {
        let mut model = Model::default();
        for step in steps {
            model.step(step);
        }
        let database = model.database.clone();
        while model.look(&database, 2) {}
        prop_assert_eq!(&model.known, &database.zones);
        prop_assert_eq!(model.positions.due(&database.stamps()), Ok(vec![]), "nothing is read twice");
    }
}

#[test]
fn a_writer_that_was_swept_past_the_position_is_a_gap() {
    let stamp = |number, swept| [WriterStamp { writer: "a".into(), number, swept }];
    let positions = Positions::at(&stamp(7, 0));
    assert_eq!(positions.due(&stamp(7, 7)), Ok(vec![]));
    let span = Span { writer: "a".into(), after: 7, to: 9 };
    assert_eq!(positions.due(&stamp(9, 7)), Ok(vec![span]));
    assert_eq!(positions.due(&stamp(9, 8)), Err(Gap));
    assert_eq!(Positions::default().due(&stamp(9, 1)), Err(Gap), "a writer that was never heard of");
}
