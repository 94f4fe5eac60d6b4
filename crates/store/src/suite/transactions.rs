//! What a transaction is.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rules::name::DomainName;

use super::{Items, TestEngine, insert, value, wait};
use crate::{End, Error, Tx, ZoneChange};

fn count(tx: &mut Tx<'_>) -> Result<i64, Error> {
    let sql = "UPDATE item SET value = value + 1 WHERE name = 'counter' RETURNING value";
    Ok(tx.one(sql, &[], |row| row.int(0))?.unwrap_or(0))
}

pub(super) fn threads_that_count_lose_nothing<E: TestEngine>() {
    const THREADS: usize = 16;
    const EACH: usize = 50;
    let items = Items::<E>::fresh();
    items.put("counter").expect("a counter");
    let store = &items.store;
    let counting = || {
        (0..EACH)
            .map(|_| {
                let counted = wait(store.write(|tx| count(tx).map(End::Commit))).expect("a count").value;
                let seen = store.read(|tx| value(tx, "counter")).expect("a read").expect("the counter");
                assert!(seen >= counted, "{seen} was read after {counted} was written");
                counted
            })
            .collect::<Vec<_>>()
    };
    let mut counts: Vec<i64> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(counting)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a thread")).collect()
    });
    counts.sort_unstable();
    assert!(counts.into_iter().eq((2..).take(THREADS * EACH)), "every count once");
}

pub(super) fn a_refusal_leaves_nothing<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let refused = wait(items.store.write(|tx| {
        insert(tx, "a")?;
        tx.zone_changed(zone(1));
        Ok(End::Rollback("no"))
    }))
    .expect("an answer");
    assert_eq!(refused.value, "no");
    assert_eq!(refused.changed, []);
    assert!(!items.has("a"));
}

pub(super) fn an_error_leaves_nothing<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let failed: Result<_, Error> = wait(items.store.write(|tx| {
        insert(tx, "a")?;
        tx.execute("UPDATE nowhere SET value = 1", &[])?;
        Ok(End::Commit(()))
    }));
    assert!(matches!(failed, Err(Error::Engine(_))), "{failed:?}");
    let failed = wait(items.store.write(|tx| {
        insert(tx, "b")?;
        Err::<End<()>, _>(Error::Busy)
    }));
    assert_eq!(failed, Err(Error::Busy), "also an error of the closure's own");
    assert!(!items.has("a") && !items.has("b"));
}

pub(super) fn a_conflict_is_told_apart<E: TestEngine>() {
    let items = Items::<E>::fresh();
    items.put("a").expect("the first");
    assert_eq!(items.put("a"), Err(Error::Conflict));
    let refused = wait(items.store.write(|tx| match insert(tx, "a") {
        Err(Error::Conflict) => Ok(End::Rollback("taken")),
        other => other.map(|()| End::Commit("free")),
    }));
    assert_eq!(refused.map(|written| written.value), Ok("taken"));
    let orphan = wait(items.store.write(|tx| {
        tx.execute("INSERT INTO item (name, value, parent) VALUES ('c', 1, 'nobody')", &[]).map(End::Commit)
    }));
    assert!(matches!(orphan, Err(Error::Engine(_))), "a foreign key is no conflict: {orphan:?}");
}

pub(super) fn a_lost_transaction_stays_lost<E: TestEngine>() {
    let items = Items::<E>::fresh();
    items.put("a").expect("the first");
    let lost = wait(items.store.write(|tx| {
        insert(tx, "b")?;
        let _ = insert(tx, "a");
        assert_eq!(insert(tx, "c"), Err(Error::Conflict));
        Ok(End::Commit(()))
    }));
    assert_eq!(lost, Err(Error::Conflict));
    let lost = wait(items.store.write(|tx| {
        let _ = tx.execute("UPDATE nowhere SET value = 1", &[]);
        Ok(End::Rollback("no"))
    }));
    assert!(matches!(lost, Err(Error::Engine(_))), "a defect is no refusal: {lost:?}");
    assert!(!items.has("b") && !items.has("c"));
}

pub(super) fn a_panic_leaves_nothing<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let panicked = wait(items.store.write(|tx| -> Result<End<()>, Error> {
        insert(tx, "a")?;
        tx.each("SELECT name FROM item", &[], |_| panic!("on purpose"))?;
        Ok(End::Commit(()))
    }));
    assert_eq!(panicked, Err(Error::Panicked));
    assert!(!items.has("a"));
    items.put("a").expect("the writer lives");
    assert!(items.has("a"));
}

pub(super) fn a_read_sees_one_moment<E: TestEngine>() {
    let items = Items::<E>::fresh();
    items.put("a").expect("a row");
    let seen = items.store.read(|tx| {
        let before = value(tx, "b")?;
        items.put("b").expect("a write meanwhile");
        Ok((before, value(tx, "b")?))
    });
    assert_eq!(seen, Ok((None, None)));
    assert!(items.has("b"));
}

pub(super) fn a_read_writes_nothing<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let written = items.store.read(|tx| insert(tx, "a"));
    assert!(matches!(written, Err(Error::Engine(_))), "{written:?}");
    let written = wait(items.store.scan(|tx| insert(tx, "a")));
    assert!(matches!(written, Err(Error::Engine(_))), "{written:?}");
    assert!(!items.has("a"));
    items.put("a").expect("the writer is not held up");
}

pub(super) fn a_read_that_panics_leaves_the_thread_able_to_read<E: TestEngine>() {
    let items = Items::<E>::fresh();
    items.put("a").expect("a row");
    let panicking = || items.store.read(|tx| tx.each("SELECT name FROM item", &[], |_| panic!("on purpose")));
    assert!(catch_unwind(AssertUnwindSafe(panicking)).is_err());
    items.put("b").expect("a write");
    assert!(items.has("b"), "and it reads what is there now");
}

pub(super) fn reads_within_reads<E: TestEngine>() {
    let items = Items::<E>::fresh();
    items.put("a").expect("a row");
    let seen = items.store.read(|tx| Ok((value(tx, "a")?, items.value("a"))));
    assert_eq!(seen, Ok((Some(1), Some(1))));
}

pub(super) fn changes_come_back_with_the_commit<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let written = wait(items.store.write(|tx| {
        tx.zone_changed(zone(1));
        tx.zone_changed(zone(2));
        Ok(End::Commit(()))
    }));
    assert_eq!(written.expect("a write").changed, [zone(1), zone(2)]);
    assert_eq!(items.put("a").expect("a write").changed, [], "everyone gets their own");
}

pub(super) fn reopening_finds_everything<E: TestEngine>() {
    let items = Items::<E>::fresh();
    items.put("a").expect("a row");
    let items = items.reopened();
    assert!(items.has("a"));
    items.put("b").expect("another row");
    assert!(items.reopened().has("b"));
}

pub(super) fn zone(version: i64) -> ZoneChange {
    let apex = DomainName::parse("example.com").expect("a name");
    ZoneChange { apex, version, records: Some(Vec::new()) }
}

const SOON: &str = "INSERT INTO item (name, value) VALUES ($1, 1)";

pub(super) fn what_is_written_soon_is_seen_next<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let names: Vec<String> = (0..40).map(|n| format!("n{n}")).collect();
    let seen = wait(items.store.write(move |tx| {
        for name in &names {
            tx.execute_soon(SOON, &[name.into()])?;
        }
        value(tx, "n39").map(End::Commit)
    }));
    assert_eq!(seen.expect("a commit").value, Some(1));
    let soon = |name: &'static str, end: fn(()) -> End<()>| {
        wait(items.store.write(move |tx| tx.execute_soon(SOON, &[name.into()]).map(end))).map(|_| ())
    };
    soon("last", End::Commit).expect("nothing after it");
    soon("undone", End::Rollback).expect("a refusal");
    assert!(items.has("n0") && items.has("last") && !items.has("undone"));
}

pub(super) fn what_fails_soon_fails_the_transaction<E: TestEngine>() {
    let items = Items::<E>::fresh();
    items.put("a").expect("a row");
    for looks in [false, true] {
        let failed = wait(items.store.write(move |tx| {
            tx.execute("INSERT INTO item (name, value) VALUES ('b', 1)", &[])?;
            tx.execute_soon(SOON, &["a".into()])?;
            if looks {
                value(tx, "b")?;
            }
            Ok(End::Commit(()))
        }));
        assert_eq!(failed, Err(Error::Conflict));
        assert!(!items.has("b"));
    }
    items.put("c").expect("the others go on");
}
