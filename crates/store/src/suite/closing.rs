//! The end of a store, and of those who wait for it.

use std::sync::mpsc;
use std::time::Duration;

use super::transactions::zone;
use super::{Items, TestEngine, insert, put, queue, wait};
use crate::{End, Error};

/// So that a call that never comes is a failed test and no endless one.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) fn queued_work_is_finished<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let (held, go) = items.hold();
    let queued = queue(&items.store, put("a"));
    let store = items.store.clone();
    let closing = std::thread::spawn(move || store.close());
    drop(go);
    closing.join().expect("closed");
    wait(held).expect("the one that ran");
    wait(queued).expect("the one that was queued");
    assert!(items.reopened().has("a"));
}

pub(super) fn nothing_after_closing<E: TestEngine>() {
    let items = Items::<E>::fresh();
    items.store.read(|_| Ok(())).expect("a read that leaves its connection");
    items.store.close();
    assert_eq!(items.put("a"), Err(Error::Closed));
    assert_eq!(items.store.read(|_| Ok(())), Err(Error::Closed));
    assert_eq!(wait(items.store.scan(|_| Ok(()))), Err(Error::Closed));
    items.store.close();
    assert!(!items.reopened().has("a"));
}

/// The writer drops the closure, and with it the store: it must not wait for itself.
pub(super) fn the_last_handle_in_a_job<E: TestEngine>() {
    let Items { engine, store } = Items::<E>::fresh();
    let (started, running) = mpsc::channel();
    let (go, gate) = mpsc::channel::<()>();
    let inner = store.clone();
    let write = queue(&store, move |tx| {
        let _keeps = &inner;
        started.send(()).expect("the test waits");
        let _ = gate.recv();
        insert(tx, "a").map(End::Commit)
    });
    running.recv().expect("it runs");
    drop(write);
    drop(store);
    drop(go);
    // Until the file is let go of, this waits or is refused as busy.
    let store = engine.open(crate::Limits::default()).expect("the same database");
    let items = Items { engine, store };
    items.put("b").expect("the database is free");
    assert!(items.has("a") && items.has("b"));
}

pub(super) fn a_caller_that_leaves_before<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let (held, go) = items.hold();
    let (leaving, staying) = (queue(&items.store, put("a")), queue(&items.store, put("b")));
    drop(leaving);
    drop(go);
    wait(held).expect("the first");
    wait(staying).expect("the one that stays");
    assert!(!items.has("a"), "nobody wanted it any more");
    assert!(items.has("b"));
}

pub(super) fn a_caller_that_leaves_meanwhile<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let (changed, unclaimed) = mpsc::channel();
    items.store.on_unclaimed(move |changes| changed.send(changes).expect("the test waits"));
    let (started, running) = mpsc::channel();
    let (go, gate) = mpsc::channel::<()>();
    let leaving = queue(&items.store, move |tx| {
        started.send(()).expect("the test waits");
        let _ = gate.recv();
        tx.zone_changed(zone(7));
        insert(tx, "a").map(End::Commit)
    });
    running.recv().expect("it runs");
    drop(leaving);
    drop(go);
    assert_eq!(unclaimed.recv_timeout(PATIENCE), Ok(vec![zone(7)]));
    assert!(items.has("a"));
    // The answer has come, and is never looked at.
    let unseen = queue_until_answered(&items);
    drop(unseen);
    assert_eq!(unclaimed.recv_timeout(PATIENCE), Ok(vec![zone(8)]));
}

fn queue_until_answered<E: TestEngine>(items: &Items<E>) -> super::Queued<'_, ()> {
    let (held, go) = items.hold();
    let write = queue(&items.store, |tx| {
        tx.zone_changed(zone(8));
        Ok(End::Commit(()))
    });
    drop(go);
    wait(held).expect("the first");
    items.put("after").expect("answered after the one before");
    write
}
