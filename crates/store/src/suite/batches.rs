//! Many transactions in one: what befalls one of them befalls no other.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::{Faults, Items, Queued, endless, insert, put, queue, value, wait};
use crate::{End, Error, Limits, Store, Tx};

/// More than the free places of the database hold.
fn insert_much(tx: &mut Tx<'_>) -> Result<(), Error> {
    let much = "x".repeat(100_000);
    insert(tx, &much)
}

/// A write that counts how often it ran.
fn counted<'s>(store: &'s Store, name: &'static str) -> (Queued<'s, ()>, Arc<AtomicUsize>) {
    let runs = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&runs);
    let write = queue(store, move |tx| {
        counter.fetch_add(1, Ordering::Relaxed);
        insert(tx, name).map(End::Commit)
    });
    (write, runs)
}

pub(super) fn a_full_disk_hits_whom_it_concerns<E: Faults>() {
    let items = Items::<E>::fresh();
    items.run(E::NO_ROOM);
    let (held, go) = items.hold();
    let before = queue(&items.store, put("before"));
    let big = queue(&items.store, |tx| insert_much(tx).map(End::Commit));
    let after = queue(&items.store, put("after"));
    drop(go);
    wait(held).expect("the first");
    assert_eq!(wait(big), Err(Error::Full));
    wait(before).expect("there is room for this");
    wait(after).expect("and for this");
    items.run(E::ROOM);
    wait(items.store.write(|tx| insert_much(tx).map(End::Commit))).expect("healed");
    let items = items.reopened();
    assert!(items.has("before") && items.has("after") && items.has(&"x".repeat(100_000)));
}

/// Fills the database to the brim with batches: whoever is told OK is found after a restart, and nobody else.
pub(super) fn a_full_disk_at_every_step<E: Faults>() {
    let items = Items::<E>::fresh();
    items.run(E::NO_ROOM);
    let mut told = Vec::new();
    for round in 0..20 {
        let (held, go) = items.hold();
        let names: Vec<String> = (0..20).map(|i| format!("{round} {i} {}", "x".repeat(20 * i))).collect();
        let writes: Vec<_> = names
            .into_iter()
            .map(|name| {
                let kept = name.clone();
                (name, queue(&items.store, move |tx| insert(tx, &kept).map(End::Commit)))
            })
            .collect();
        drop(go);
        wait(held).expect("it writes nothing");
        told.extend(writes.into_iter().map(|(name, write)| (name, wait(write).map(|_| ()))));
    }
    assert!(
        told.iter().any(|(_, outcome)| outcome.is_ok()) && told.iter().any(|(_, outcome)| outcome.is_err())
    );
    let items = items.reopened();
    for (name, outcome) in told {
        assert!(matches!(outcome, Ok(()) | Err(Error::Full)), "{outcome:?}");
        assert_eq!(items.has(&name), outcome.is_ok(), "{name}");
    }
}

pub(super) fn a_commit_that_fails<E: Faults>() {
    let items = Items::<E>::fresh();
    let (held, go) = items.hold();
    let (before, runs) = counted(&items.store, "before");
    let orphan = queue(&items.store, |tx| {
        tx.each(E::DEFER, &[], |_| Ok(()))?;
        tx.execute("INSERT INTO item (name, value, parent) VALUES ('orphan', 1, 'nobody')", &[])
            .map(End::Commit)
    });
    let after = queue(&items.store, put("after"));
    drop(go);
    wait(held).expect("the first");
    let orphan = wait(orphan);
    assert!(matches!(orphan, Err(Error::Engine(_))), "{orphan:?}");
    wait(before).expect("not its fault");
    wait(after).expect("not its fault");
    assert_eq!(runs.load(Ordering::Relaxed), 2, "it was in the batch that failed, and ran again");
    let items = items.reopened();
    assert!(items.has("before") && items.has("after") && !items.has("orphan"));
}

pub(super) fn an_endless_job_takes_nobody_along<E: Faults>() {
    let items = Items::<E>::fresh_within(Limits { write: Duration::from_millis(50), ..Limits::default() });
    let (held, go) = items.hold();
    let (before, runs) = counted(&items.store, "before");
    let long = queue(&items.store, |tx| {
        insert(tx, "long")?;
        // An interrupted write takes the whole transaction with it.
        let sql = "INSERT INTO item (name, value)
                   WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, i FROM n WHERE i < 0";
        tx.execute(sql, &[]).map(End::Commit)
    });
    let after = queue(&items.store, put("after"));
    let reading = queue(&items.store, |tx| endless(tx).map(End::Commit));
    drop(go);
    wait(held).expect("the first");
    assert_eq!(wait(long), Err(Error::Deadline));
    assert_eq!(wait(reading), Err(Error::Deadline));
    wait(before).expect("not its fault");
    wait(after).expect("not its fault");
    assert_eq!(runs.load(Ordering::Relaxed), 2, "it was in the batch that failed, and ran again");
    let items = items.reopened();
    assert!(items.has("before") && items.has("after") && !items.has("long"));
}

pub(super) fn many_short_statements_end_too<E: Faults>() {
    let items = Items::<E>::fresh_within(Limits { write: Duration::from_millis(50), ..Limits::default() });
    let long = wait(items.store.write(|tx| -> Result<End<()>, Error> {
        insert(tx, "long")?;
        loop {
            value(tx, "long")?;
        }
    }));
    assert_eq!(long, Err(Error::Deadline));
    assert!(!items.has("long"));
    items.put("after").expect("the writer goes on");
}

pub(super) fn a_panic_takes_nobody_along<E: Faults>() {
    let items = Items::<E>::fresh();
    let (held, go) = items.hold();
    let (before, runs) = counted(&items.store, "before");
    let panicking = queue(&items.store, |tx| -> Result<End<()>, Error> {
        insert(tx, "panic")?;
        panic!("on purpose")
    });
    let refused = queue(&items.store, |tx| insert(tx, "refused").map(End::Rollback));
    let after = queue(&items.store, put("after"));
    drop(go);
    wait(held).expect("the first");
    assert_eq!(wait(panicking), Err(Error::Panicked));
    for write in [before, refused, after] {
        wait(write).expect("not its fault");
    }
    assert_eq!(runs.load(Ordering::Relaxed), 1, "a savepoint was enough");
    let items = items.reopened();
    assert!(items.has("before") && items.has("after") && !items.has("panic") && !items.has("refused"));
}

/// "Taken", says one that saw what a neighbour wrote; when that comes to nothing, so does the answer.
pub(super) fn a_refusal_waits_for_what_it_rests_on<E: Faults>() {
    let items = Items::<E>::fresh();
    let (held, go) = items.hold();
    let orphan = queue(&items.store, |tx| {
        tx.each(E::DEFER, &[], |_| Ok(()))?;
        tx.execute("INSERT INTO item (name, value, parent) VALUES ('a', 1, 'nobody')", &[]).map(End::Commit)
    });
    let second = queue(&items.store, |tx| match value(tx, "a")? {
        Some(_) => Ok(End::Rollback("taken")),
        None => insert(tx, "a").map(|()| End::Commit("given")),
    });
    drop(go);
    wait(held).expect("the first");
    wait(orphan).expect_err("COMMIT refuses it");
    assert_eq!(wait(second).map(|written| written.value), Ok("given"));
    assert!(items.has("a"));
}
