//! Reads that may take long.

use std::time::Duration;

use super::{Items, TestEngine, endless, value, wait};
use crate::{Error, Limits};

pub(super) fn a_scan_answers<E: TestEngine>() {
    let items = Items::<E>::fresh();
    items.put("a").expect("a row");
    assert_eq!(wait(items.store.scan(|tx| value(tx, "a"))), Ok(Some(1)));
    items.put("b").expect("a row");
    assert_eq!(wait(items.store.scan(|tx| value(tx, "b"))), Ok(Some(1)), "each sees the moment it began");
}

pub(super) fn an_endless_scan_ends<E: TestEngine>() {
    let items = Items::<E>::fresh_within(Limits { scan: Duration::from_millis(50), ..Limits::default() });
    items.put("a").expect("a row");
    // More than there are threads for scans.
    for _ in 0..5 {
        assert_eq!(wait(items.store.scan(endless)), Err(Error::Deadline));
    }
    let kept_on = wait(items.store.scan(|tx| {
        let _ = endless(tx);
        Ok(())
    }));
    assert_eq!(kept_on, Err(Error::Deadline), "whatever the closure makes of it");
    items.put("b").expect("a row");
    assert_eq!(wait(items.store.scan(|tx| value(tx, "b"))), Ok(Some(1)));
}

pub(super) fn a_scan_that_panics<E: TestEngine>() {
    let items = Items::<E>::fresh();
    items.put("a").expect("a row");
    for _ in 0..5 {
        let panicked = wait(items.store.scan(|tx| tx.each("SELECT 1", &[], |_| panic!("on purpose"))));
        assert_eq!(panicked, Err(Error::Panicked));
    }
    assert_eq!(wait(items.store.scan(|tx| value(tx, "a"))), Ok(Some(1)));
}
