//! Ids are given once.

use std::collections::HashSet;

use futures_util::future::{join_all, join3};

use super::{Items, TestEngine, wait};
use crate::{End, Error, Kind, Limits, Store};

fn domain_id(store: &Store) -> i64 {
    wait(store.write(|tx| tx.next_id(Kind::Domain).map(End::Commit))).expect("an id").value
}

pub(super) fn unique_over_stores_and_restarts<E: TestEngine>() {
    let mut items = Items::<E>::fresh();
    let mut seen = HashSet::new();
    assert_eq!(domain_id(&items.store), 100_001, "the first of all");
    seen.insert(100_001);
    for _ in 0..3 {
        let other = items.engine.open(Limits::default()).expect("another process");
        for store in [&items.store, &other, &items.store] {
            for _ in 0..3 {
                let id = domain_id(store);
                assert!(seen.insert(id), "{id} came twice");
                assert!((1..1 << 31).contains(&id));
            }
        }
        other.close();
        items = items.reopened();
    }
    let kinds = |kind| wait(items.store.write(move |tx| tx.next_id(kind).map(End::Commit))).expect("an id");
    let firsts: HashSet<i64> = Kind::ALL.into_iter().map(|kind| kinds(kind).value).collect();
    assert_eq!(firsts.len(), Kind::ALL.len(), "and kinds are told apart");
}

pub(super) fn unique_in_a_crowd<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let store = &items.store;
    let taking = || {
        let taken = |_| {
            wait(store.write(|tx| {
                (0..40).map(|_| tx.next_id(Kind::Order)).collect::<Result<Vec<_>, _>>().map(End::Commit)
            }))
        };
        (0..20).flat_map(|i| taken(i).expect("ids").value).collect::<Vec<_>>()
    };
    let ids: Vec<i64> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(taking)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a thread")).collect()
    });
    assert_eq!(ids.len(), 8 * 20 * 40);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
}

/// Even where a whole batch takes more than there is: it is fetched, and who found none runs again.
pub(super) fn a_closure_may_take_its_share<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let (held, go) = items.hold();
    let many = (0..60).map(|_| {
        items.store.write(|tx| {
            let ids: Result<Vec<_>, _> = (0..64).map(|_| tx.next_id(Kind::Transaction)).collect();
            ids.map(End::Commit)
        })
    });
    // All are asked for before the writer goes on.
    let (many, (), held) = wait(join3(join_all(many), async { drop(go) }, held));
    held.expect("the first");
    let ids: Vec<i64> = many.into_iter().flat_map(|write| write.expect("ids").value).collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 60 * 64);
}

pub(super) fn a_closure_that_wants_too_many<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let greedy = wait(items.store.write(|tx| -> Result<End<()>, Error> {
        loop {
            tx.next_id(Kind::Privacy)?;
        }
    }));
    assert_eq!(greedy, Err(Error::IdsDry));
    items.put("a").expect("the others go on");
}

pub(super) fn the_end_of_the_ids<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let near = "UPDATE id_block SET next = 2147483648 - 1500 WHERE kind = 'account'";
    wait(items.store.write(move |tx| tx.execute(near, &[]).map(End::Commit))).expect("a jump");
    let items = items.reopened();
    let one = || wait(items.store.write(|tx| tx.next_id(Kind::Account).map(End::Commit))).map(|id| id.value);
    let ids: Vec<i64> = std::iter::from_fn(|| one().ok()).take(2_000).collect();
    assert!(ids.len() >= 500 && ids.len() <= 1_000, "{} ids before the end", ids.len());
    assert!(ids.iter().all(|id| *id < 1 << 31));
    assert_eq!(one(), Err(Error::IdsDry), "and then no more");
    items.put("a").expect("what needs none goes on");
    domain_id(&items.store);
}
