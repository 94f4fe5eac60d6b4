//! Two stores over one PostgreSQL, each as a process of its own.

use std::time::Duration;

use rules::name::DomainName;

use super::cluster::Cluster;
use super::turns::Counting;
use super::{insert, value, wait};
use crate::{End, Error, FedZone, Feed, Store, WriterStamp, ZoneChange};

/// So that a hint that never comes is a failed test and no endless one.
const PATIENCE: Duration = Duration::from_secs(60);

fn open(url: &str) -> Store {
    let store = Store::open_postgres(&format!("{url}&writers=1&readers=1&scans=1")).expect("a database");
    wait(store.forget_ids());
    store
}

fn zone(name: &str, version: i64) -> ZoneChange {
    ZoneChange { apex: DomainName::parse(name).expect("a name"), version, records: None }
}

fn change(store: &Store, zones: Vec<ZoneChange>) {
    let work = move |tx: &mut crate::Tx<'_>| {
        zones.iter().for_each(|zone| tx.zone_changed(zone.clone()));
        Ok(End::Commit(()))
    };
    wait(store.write(work)).expect("a write");
}

/// How far the writers of others are, and what they have fed.
fn seen(feed: &Feed) -> Vec<(WriterStamp, Vec<FedZone>)> {
    let of_others = feed.clone();
    let read = feed.read(move |tx| {
        let stamps = tx.writer_stamps()?;
        let others = stamps.into_iter().filter(|stamp| !of_others.is_own(&stamp.writer));
        others
            .map(|stamp| Ok((stamp.clone(), tx.fed_zones(&stamp.writer, (0, stamp.number), 1_000)?)))
            .collect::<Result<Vec<_>, Error>>()
    });
    wait(read).expect("a read")
}

/// The names and versions that others have fed; all zones are `*`.
fn fed(feed: &Feed) -> Vec<(String, i64)> {
    let all = seen(feed).into_iter().flat_map(|(_, rows)| rows);
    all.map(|row| (row.apex.map_or("*".to_owned(), |apex| apex.to_string()), row.version)).collect()
}

#[test]
fn what_one_changes_is_fed_to_the_other() {
    let url = Cluster::shared().fresh();
    let (one, other) = (open(&url), open(&url));
    let (of_one, of_other) = (one.feed().expect("it is shared"), other.feed().expect("it is shared"));
    change(&one, vec![zone("b.com", 7), zone("a.com", 1), zone("b.com", 8), zone("b.com", 6)]);
    let refused = wait(one.write(|tx| {
        tx.zone_changed(zone("c.com", 1));
        Ok(End::Rollback(()))
    }));
    refused.expect("an answer");
    assert_eq!(fed(&of_other), [("a.com".to_owned(), 1), ("b.com".to_owned(), 8)], "a zone once");
    assert_eq!(fed(&of_one), [], "its own changes are no others'");
    let many = |count: usize| (0..count).map(|n| zone(&format!("z{n}.com"), 1)).collect();
    change(&other, many(256));
    assert_eq!(fed(&of_one).len(), 256);
    change(&other, many(257));
    assert_eq!(fed(&of_one)[256..], [("*".to_owned(), 0)], "of many zones a row says that it is all");
    let spans = wait(of_one.read(|tx| {
        let stamp = tx.writer_stamps()?.into_iter().max_by_key(|stamp| stamp.number).expect("a writer");
        let count = |tx: &mut crate::Tx<'_>, span, limit| -> Result<usize, Error> {
            Ok(tx.fed_zones(&stamp.writer, span, limit)?.len())
        };
        let last = stamp.number;
        Ok([count(tx, (last, last), 9)?, count(tx, (last - 1, last), 9)?, count(tx, (0, last - 1), 9)?])
    }));
    assert_eq!(spans, Ok([0, 1, 9]));
}

#[test]
fn a_hint_comes_after_a_change_and_not_to_who_made_it() {
    let url = Cluster::shared().fresh();
    let (one, other, stranger) = (open(&url), open(&url), open(&Cluster::shared().fresh()));
    let feeds = [&one, &other, &stranger].map(|store| store.feed().expect("it is shared"));
    // A connection is there, and listens, from the first look on.
    feeds.iter().for_each(|feed| assert_eq!(fed(feed), []));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let hinted = |feed: &Feed, patience| {
        runtime.block_on(async { tokio::time::timeout(patience, feed.hinted()).await.is_ok() })
    };
    for version in 0..3 {
        change(&one, vec![zone("a.com", version)]);
        assert!(hinted(&feeds[1], PATIENCE), "{version}");
    }
    assert!(!hinted(&feeds[0], Duration::ZERO), "its own");
    // What was said before it was asked is heard while it waits for the answer.
    assert_eq!(fed(&feeds[2]), []);
    assert!(!hinted(&feeds[2], Duration::ZERO), "of another schema");
}

/// As setHosts does: one read, and changes that nobody counts, of a zone that the name server hears of.
#[test]
fn a_read_and_changes_nobody_counts_are_two_exchanges() {
    let cluster = Cluster::start("-c listen_addresses=127.0.0.1", 5432, &[]);
    let counting = Counting::before(cluster.folder());
    let store = Store::open_postgres(&counting.url(&cluster.fresh())).expect("by way of the proxy");
    let table = "CREATE TABLE item (name text NOT NULL PRIMARY KEY, value bigint NOT NULL)";
    wait(store.write(move |tx| tx.execute(table, &[]).map(End::Commit))).expect("a table");
    wait(store.write(|tx| insert(tx, "a").map(End::Commit))).expect("a row");
    let set = || {
        wait(store.write(|tx| {
            let count = value(tx, "a")?.unwrap_or(0) + 1;
            let update = "UPDATE item SET value = $1 WHERE name = 'a'";
            tx.execute_soon(update, &[count.into()])?;
            tx.zone_changed(zone("a.com", count));
            Ok(End::Commit(count))
        }))
        .expect("a write")
        .value
    };
    set();
    let before = counting.turns();
    assert_eq!(set(), 3);
    assert_eq!(counting.turns() - before, 2);
}

#[test]
fn who_follows_after_the_end() {
    let store = open(&Cluster::shared().fresh());
    let feed = store.feed().expect("it is shared");
    assert_eq!(fed(&feed), []);
    store.close();
    assert_eq!(wait(feed.read(|_| Ok(()))), Err(Error::Closed));
}
