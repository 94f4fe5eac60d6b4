//! Callers who share a key add, change and delete rows of their own, in any order of reading, waiting, sending and
//! giving up, while other keys change the zone too.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Bases, FORGOTTEN_AFTER, List, Refused, Standing};
use crate::host_record::{Draft, EmailType, RecordType};
use crate::zone::Zone;

/// Rows that a caller wants to have done.
const ROUNDS: usize = 6;
/// Steps after which callers would have come to their end.
const MOST_STEPS: usize = 20_000;

/// A sequence of choices that a seed gives (xorshift64*).
struct Choices(u64);

impl Choices {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).expect("31 bits") % n
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// What one caller sees and wants.
#[derive(Default)]
struct Caller {
    /// What it read, and when; then it sends.
    read: Option<(Vec<Draft>, i64)>,
    /// Its rows by address, with their TTL.
    rows: BTreeMap<String, u32>,
    /// What it wants done, until it is.
    wish: Option<Wish>,
    rounds: usize,
}

struct World {
    zone: Zone,
    version: i64,
    versions: BTreeMap<i64, Zone>,
    bases: Bases,
    now: i64,
    callers: Vec<Caller>,
    /// Rows of other keys.
    others: BTreeMap<String, u32>,
    choices: Choices,
    addresses: usize,
}

/// What a caller wants next: a row with a TTL, or no longer a row.
type Wish = (String, Option<u32>);

fn row(name: &str, address: &str, ttl: u32) -> Draft {
    Draft { ttl: Some(ttl), ..Draft::new(name, RecordType::Txt, address) }
}

impl World {
    fn new(callers: usize, seed: u64) -> Self {
        let zone = Zone::empty(EmailType::None);
        World {
            versions: [(1, zone.clone())].into(),
            zone,
            version: 1,
            bases: Bases::default(),
            now: 1_000,
            callers: (0..callers).map(|_| Caller::default()).collect(),
            others: BTreeMap::new(),
            choices: Choices(seed | 1),
            addresses: 0,
        }
    }

    fn listed(&self) -> Vec<Draft> {
        self.zone.records.iter().map(|r| row(&r.name, &r.address, r.ttl)).collect()
    }

    fn save(&mut self, zone: Zone) {
        if zone != self.zone {
            self.zone = zone;
            self.version += 1;
            self.versions.insert(self.version, self.zone.clone());
        }
    }

    /// Something that somebody with these rows might want.
    fn wish(&mut self, rows: &BTreeMap<String, u32>) -> Wish {
        let picked = rows.keys().nth(self.choices.below(rows.len().max(1)));
        match (picked, self.choices.below(5)) {
            (Some(address), 0 | 1) => (address.clone(), None),
            (Some(address), 2) => (address.clone(), Some(rows[address] + 1)),
            _ => {
                self.addresses += 1;
                (self.addresses.to_string(), Some(300))
            }
        }
    }

    fn other_key(&mut self) {
        let wish = self.wish(&self.others.clone());
        let rows = edited(self.listed(), "other", &wish);
        self.save(self.zone.replaced(rows, None).expect("fits"));
        note(&mut self.others, wish);
    }

    fn read(&mut self, at: usize) {
        self.bases.read(self.version, self.now);
        self.callers[at].read = Some((self.listed(), self.now));
    }

    /// Sends a list with something changed, and gives that list.
    fn send(&mut self, at: usize, rows: Vec<Draft>) -> Result<Vec<Draft>, Refused> {
        let own = self.callers[at].rows.clone();
        let wish = self.callers[at].wish.take().unwrap_or_else(|| self.wish(&own));
        self.callers[at].wish = Some(wish.clone());
        let rows = edited(rows, &format!("c{at}"), &wish);
        let standing = Standing { version: self.version, zone: &self.zone };
        let list = List { rows: rows.clone(), email_type: None };
        let zone = self.bases.follow(&list, standing, &self.versions, self.now)?;
        let before = self.version;
        self.save(zone);
        if self.version != before {
            self.bases.saved(self.version);
        }
        note(&mut self.callers[at].rows, wish);
        self.callers[at].wish = None;
        self.callers[at].rounds += 1;
        Ok(rows)
    }

    /// One step of a caller.
    fn step(&mut self, at: usize, gives_up: bool) {
        match self.callers[at].read.take() {
            None => self.read(at),
            // Whoever waits for longer than that begins anew.
            Some((_, since)) if self.now - since >= FORGOTTEN_AFTER || gives_up => {}
            Some((rows, _)) => {
                let _ = self.send(at, rows);
            }
        }
    }

    fn expected(&self) -> BTreeMap<(String, String), u32> {
        let own = self.callers.iter().enumerate().map(|(at, caller)| (format!("c{at}"), &caller.rows));
        let all = own.chain([("other".to_owned(), &self.others)]);
        all.flat_map(|(name, rows)| {
            rows.iter().map(move |(address, ttl)| ((name.clone(), address.clone()), *ttl))
        })
        .collect()
    }

    fn stands(&self) -> BTreeMap<(String, String), u32> {
        self.zone.records.iter().map(|r| ((r.name.clone(), r.address.clone()), r.ttl)).collect()
    }
}

/// A list with a wish fulfilled.
fn edited(mut rows: Vec<Draft>, name: &str, (address, ttl): &Wish) -> Vec<Draft> {
    rows.retain(|row| row.name != name || row.address != *address);
    rows.extend(ttl.map(|ttl| row(name, address, ttl)));
    rows
}

fn note(rows: &mut BTreeMap<String, u32>, (address, ttl): Wish) {
    match ttl {
        Some(ttl) => rows.insert(address, ttl),
        None => rows.remove(&address),
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// No row is lost and none comes back, whoever is refused; and everybody comes to an end.
    #[test]
    fn callers_of_one_key(callers in 1_usize..7, seed: u64, hurry in 1_usize..40) {
        let mut world = World::new(callers, seed);
        let mut steps = 0;
        while world.callers.iter().any(|caller| caller.rounds < ROUNDS) {
            steps += 1;
            prop_assert!(steps < MOST_STEPS, "{:?} after {steps} steps", world.bases);
            if world.choices.one_in(6) && steps < 300 {
                world.other_key();
            }
            let at = world.choices.below(callers);
            let gives_up = world.choices.one_in(20);
            if world.callers[at].rounds < ROUNDS {
                world.step(at, gives_up);
            }
            prop_assert_eq!(world.stands(), world.expected());
            world.now += i64::from(world.choices.one_in(hurry));
        }
    }

    /// The only caller of a key goes on from what it wrote, for as long as nobody else writes.
    #[test]
    fn the_only_caller_of_a_key(seed: u64) {
        let mut world = World::new(1, seed);
        let mut known = None;
        for _ in 0..60 {
            if world.choices.one_in(4) {
                world.other_key();
            }
            known = match known.take() {
                Some(rows) if world.choices.one_in(2) => {
                    let sent = world.send(0, rows);
                    prop_assert!(sent.is_ok() || sent == Err(Refused::NothingRead), "{sent:?}");
                    sent.ok()
                }
                _ => {
                    world.read(0);
                    if world.choices.one_in(4) {
                        world.other_key();
                    }
                    let (rows, _) = world.callers[0].read.take().expect("read just now");
                    Some(world.send(0, rows).expect("the only base"))
                }
            };
            prop_assert_eq!(world.stands(), world.expected());
        }
    }
}
