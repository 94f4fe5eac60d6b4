//! A hash table that is read without a lock: open addressing in shards, each slot an atomically swapped value.
//!
//! A slot once taken for a key is emptied but not given back before its shard grows, so that a reader's walk along
//! the slots never misses a key that stands behind it.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwap, ArcSwapOption};

/// A growing shard stops the writers of this share of the table.
const SHARDS: usize = 64;
const FIRST_SLOTS: usize = 8;

/// A value that knows its own key.
pub(crate) trait Keyed {
    fn key(&self) -> &[u8];
}

/// What becomes of a value.
pub(crate) enum Change<V> {
    Keep,
    Set(V),
    Clear,
}

pub(crate) struct Table<V> {
    shards: Vec<Shard<V>>,
    /// Keyed at random: names are chosen by strangers.
    hasher: RandomState,
}

struct Shard<V> {
    slots: ArcSwap<Vec<Slot<V>>>,
    /// Slots that are taken; held while a value changes.
    taken: Mutex<usize>,
}

struct Slot<V> {
    /// The hash of the key, never 0; 0 while the slot was never taken.
    tag: AtomicU64,
    value: ArcSwapOption<V>,
}

impl<V: Keyed> Table<V> {
    pub(crate) fn new() -> Self {
        let shards = (0..SHARDS)
            .map(|_| Shard { slots: ArcSwap::from_pointee(slots(FIRST_SLOTS)), taken: Mutex::new(0) })
            .collect();
        Table { shards, hasher: RandomState::new() }
    }

    /// What `read` makes of the value of `key`; `None` when there is none.
    pub(crate) fn read<R>(&self, key: &[u8], read: impl FnOnce(&V) -> R) -> Option<R> {
        let (shard, tag) = self.place(key);
        let slots = shard.slots.load();
        for slot in along(&slots, tag) {
            if slot.tag.load(Ordering::Acquire) == tag {
                let value = slot.value.load();
                if let Some(value) = value.as_deref().filter(|value| value.key() == key) {
                    return Some(read(value));
                }
            }
        }
        None
    }

    /// Shows every value. One that changes meanwhile is seen as it was or as it is.
    pub(crate) fn each(&self, mut see: impl FnMut(&V)) {
        for slots in self.shards.iter().map(|shard| shard.slots.load_full()) {
            slots.iter().filter_map(|slot| slot.value.load_full()).for_each(|value| see(&value));
        }
    }

    /// Changes the value of `key` as `decide` says, which sees the present one; other writers of the shard wait.
    pub(crate) fn update(&self, key: &[u8], decide: impl FnOnce(Option<&V>) -> Change<V>) {
        let (shard, tag) = self.place(key);
        // A panic between two stores leaves each slot whole, so that a poisoned lock is still good.
        let mut taken = shard.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let present = shard.slots.load_full();
        let slot = along(&present, tag).find(|slot| slot.holds(tag, key));
        let value = slot.and_then(|slot| slot.value.load_full());
        match (decide(value.as_deref()), slot) {
            (Change::Keep, _) | (Change::Clear, None) => {}
            (Change::Clear, Some(slot)) => slot.value.store(None),
            (Change::Set(value), Some(slot)) => slot.value.store(Some(Arc::new(value))),
            (Change::Set(value), None) => *taken = shard.insert(&present, *taken, tag, Arc::new(value)),
        }
    }

    fn place(&self, key: &[u8]) -> (&Shard<V>, u64) {
        let hash = self.hasher.hash_one(key);
        // The high bits choose the shard, the low ones the slot.
        (&self.shards[(hash >> 58) as usize % SHARDS], hash | 1)
    }
}

impl<V: Keyed> Shard<V> {
    /// Puts a key in that is not there; returns how many slots are taken now.
    fn insert(&self, present: &[Slot<V>], taken: usize, tag: u64, value: Arc<V>) -> usize {
        if (taken + 1) * 4 <= present.len() * 3 {
            put(present, tag, value);
            return taken + 1;
        }
        let kept: Vec<_> = present
            .iter()
            .filter_map(|slot| Some((slot.tag.load(Ordering::Relaxed), slot.value.load_full()?)))
            .collect();
        let grown = slots(((kept.len() + 1) * 2).next_power_of_two().max(FIRST_SLOTS));
        let taken = kept.len() + 1;
        for (tag, value) in kept.into_iter().chain([(tag, value)]) {
            put(&grown, tag, value);
        }
        self.slots.store(Arc::new(grown));
        taken
    }
}

impl<V> Slot<V> {
    fn is_taken(&self) -> bool {
        self.tag.load(Ordering::Acquire) != 0
    }
}

impl<V: Keyed> Slot<V> {
    fn holds(&self, tag: u64, key: &[u8]) -> bool {
        self.tag.load(Ordering::Acquire) == tag
            && self.value.load().as_deref().is_some_and(|value| value.key() == key)
    }
}

/// Takes the first free slot for `tag`. The value stands before the tag says so.
fn put<V>(slots: &[Slot<V>], tag: u64, value: Arc<V>) {
    if let Some(slot) = walk(slots, tag).find(|slot| !slot.is_taken()) {
        slot.value.store(Some(value));
        slot.tag.store(tag, Ordering::Release);
    }
}

/// All slots in the order in which a key with this tag tries them. Their number is a power of two.
fn walk<V>(slots: &[Slot<V>], tag: u64) -> impl Iterator<Item = &Slot<V>> {
    // Without the lowest bit, which is set in every tag.
    let start = (tag >> 1) as usize & (slots.len() - 1);
    slots[start..].iter().chain(&slots[..start])
}

/// The slots in which a key with this tag may stand.
fn along<V>(slots: &[Slot<V>], tag: u64) -> impl Iterator<Item = &Slot<V>> {
    walk(slots, tag).take_while(|slot| slot.is_taken())
}

fn slots<V>(count: usize) -> Vec<Slot<V>> {
    (0..count).map(|_| Slot { tag: AtomicU64::new(0), value: ArcSwapOption::empty() }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    struct Pair(Vec<u8>, u32);

    impl Keyed for Pair {
        fn key(&self) -> &[u8] {
            &self.0
        }
    }

    proptest! {
        #[test]
        fn behaves_as_a_map(steps in prop::collection::vec((0u16..600, any::<u32>(), 0u8..4), 0..3000)) {
            let table = Table::new();
            let mut model = HashMap::new();
            for (key, value, kind) in steps {
                let key = key.to_be_bytes().to_vec();
                let change = match kind {
                    0 => { model.remove(&key); Change::Clear }
                    1 => Change::Keep,
                    _ => { model.insert(key.clone(), value); Change::Set(Pair(key.clone(), value)) }
                };
                table.update(&key, |_| change);
            }
            for key in 0u16..600 {
                let key = key.to_be_bytes().to_vec();
                prop_assert_eq!(table.read(&key, |pair| pair.1), model.get(&key).copied());
            }
            let mut all = HashMap::new();
            table.each(|pair| assert!(all.insert(pair.0.clone(), pair.1).is_none(), "once"));
            prop_assert_eq!(all, model);
        }
    }

    #[test]
    fn readers_never_miss_a_key_while_the_table_grows() {
        let table: Table<Pair> = Table::new();
        table.update(b"old", |_| Change::Set(Pair(b"old".to_vec(), 0)));
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                for number in 0u32..20_000 {
                    let key = number.to_be_bytes().to_vec();
                    table.update(&key.clone(), |_| Change::Set(Pair(key, number)));
                    table.update(b"old", |_| Change::Set(Pair(b"old".to_vec(), number)));
                }
            });
            let mut last = 0;
            while !writer.is_finished() {
                let seen = table.read(b"old", |pair| pair.1).expect("is always there");
                assert!(seen >= last);
                last = seen;
            }
        });
    }
}
