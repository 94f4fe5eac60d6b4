//! The suite on PostgreSQL.

use std::sync::mpsc;
use std::time::Duration;

use super::cluster::Cluster;
use super::{Items, TestEngine, every_engine, insert, queue, value, wait};
use crate::dialect::{Dialect, POSTGRES};
use crate::{End, Error, Limits, OpenError, Store};

/// One writer, as the suite wants one writer to be busy.
pub(crate) struct OnPostgres {
    url: String,
}

impl TestEngine for OnPostgres {
    const DIALECT: Dialect = POSTGRES;

    fn fresh() -> Self {
        OnPostgres { url: format!("{}&writers=1&readers=4", Cluster::shared().fresh()) }
    }

    fn open(&self, limits: Limits) -> Result<Store, OpenError> {
        Store::open_postgres_within(&self.url, limits)
    }
}

every_engine!(crate::suite::on_postgres::OnPostgres);

/// Writers that get in each other's way.
struct ManyWriters {
    url: String,
}

impl TestEngine for ManyWriters {
    const DIALECT: Dialect = POSTGRES;

    fn fresh() -> Self {
        ManyWriters { url: format!("{}&writers=12&readers=4", Cluster::shared().fresh()) }
    }

    fn open(&self, limits: Limits) -> Result<Store, OpenError> {
        Store::open_postgres_within(&self.url, limits)
    }
}

#[test]
fn writers_that_contend_lose_nothing() {
    super::transactions::threads_that_count_lose_nothing::<ManyWriters>();
}

#[test]
fn ids_of_many_writers_are_unique() {
    super::ids::unique_in_a_crowd::<ManyWriters>();
    super::ids::a_closure_may_take_its_share::<ManyWriters>();
}

/// Two that each look at what the other writes: one after the other, whichever is first.
#[test]
fn transactions_are_serializable() {
    let items = Items::<ManyWriters>::fresh();
    items.put("a").expect("a row");
    items.put("b").expect("a row");
    let (met, meeting) = mpsc::channel();
    let take = |mine: &'static str, theirs: &'static str| {
        let (met, mut first) = (met.clone(), true);
        queue(&items.store, move |tx| {
            let left = value(tx, mine)?.unwrap_or(0) + value(tx, theirs)?.unwrap_or(0);
            if std::mem::take(&mut first) {
                let (go, gate) = mpsc::channel::<()>();
                met.send(go).expect("the test waits");
                let _ = gate.recv();
            }
            if left < 2 {
                return Ok(End::Rollback(false));
            }
            tx.execute("UPDATE item SET value = 0 WHERE name = $1", &[mine.into()])?;
            Ok(End::Commit(true))
        })
    };
    let (a, b) = (take("a", "b"), take("b", "a"));
    let both = (meeting.recv().expect("one"), meeting.recv().expect("the other"));
    drop(both);
    let taken = [wait(a).expect("an answer").value, wait(b).expect("an answer").value];
    assert_eq!(taken.iter().filter(|taken| **taken).count(), 1, "{taken:?}");
}

/// The connection goes right after COMMIT was carried out, and before its answer came.
#[test]
fn a_commit_without_an_answer_is_looked_up() {
    for is_stored in [true, false] {
        let items = Items::<OnPostgres>::fresh();
        let proxy = super::cut::Proxy::before(Cluster::shared().folder(), is_stored);
        let url = format!("{}&writers=1", proxy.url(&items.engine.url));
        let store = Store::open_postgres(&url).expect("by way of the proxy");
        let runs = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let counter = std::sync::Arc::clone(&runs);
        let written = wait(store.write(move |tx| {
            let run = counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            insert(tx, super::cut::MARK)?;
            // What nobody waits for is to be there as well, whichever attempt it is.
            tx.execute_soon("INSERT INTO item (name, value) VALUES ('soon', 1)", &[])?;
            tx.zone_changed(super::transactions::zone(7));
            Ok(End::Commit(run))
        }));
        assert!(proxy.has_cut(), "the connection was cut");
        let runs = runs.load(std::sync::atomic::Ordering::Relaxed);
        assert_eq!(runs, if is_stored { 1 } else { 2 }, "stored: {is_stored}");
        assert_eq!(written.map(|written| written.value), Ok(runs));
        assert!(items.has(super::cut::MARK) && items.has("soon"));
        let fed = "SELECT CAST(count(*) AS bigint) FROM zone_feed";
        assert_eq!(items.store.read(|tx| tx.one(fed, &[], |row| row.int(0))), Ok(Some(1)));
    }
}

/// The server ends every connection: while they are idle, and in the middle of transactions.
#[test]
fn connections_that_are_ended_are_made_anew() {
    let items = Items::<OnPostgres>::fresh();
    let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
               WHERE application_name = 'namegate' AND pid <> pg_backend_pid() AND query NOT LIKE '%hold%'";
    let cluster = Cluster::start("", 5432, &[]);
    let url = format!("{}&writers=1&readers=1&scans=1", cluster.fresh());
    let store = Store::open_postgres(&url).expect("a database");
    let one = "SELECT CAST(1 AS bigint)";
    let read = || store.read(|tx| tx.one(one, &[], |row| row.int(0)));
    assert_eq!(read(), Ok(Some(1)));
    assert_eq!(wait(store.scan(move |tx| tx.one(one, &[], |row| row.int(0)))), Ok(Some(1)));
    cluster.psql("", end);
    assert_eq!(read(), Ok(Some(1)));
    assert_eq!(wait(store.scan(move |tx| tx.one(one, &[], |row| row.int(0)))), Ok(Some(1)));
    let mut runs = 0;
    let written = wait(store.write(move |tx| {
        runs += 1;
        tx.one(one, &[], |row| row.int(0))?;
        if runs == 1 {
            let ended = tx.one("SELECT pg_terminate_backend(pg_backend_pid())", &[], |row| row.bool(0));
            assert_eq!(ended, Err(Error::Busy));
        }
        Ok(End::Commit(runs))
    }));
    assert_eq!(written.map(|written| written.value), Ok(2));
    assert!(!items.has("a"));
}

#[test]
fn text_without_nul() {
    let items = Items::<OnPostgres>::fresh();
    wait(items.store.write(|tx| insert(tx, "a\0b").map(End::Commit))).expect("a row");
    assert!(items.has("a\0b") && items.has("a\u{fffd}b"));
}

/// The cluster sorts by an alphabet, in which "a-c" comes after "ab", and "B" after "a".
#[test]
fn text_is_in_the_order_of_its_octets() {
    let items = Items::<OnPostgres>::fresh();
    for name in ["ab", "a-c", "B", "a"] {
        items.put(name).expect("a row");
    }
    let names = items.store.read(|tx| tx.many("SELECT name FROM item ORDER BY name", &[], |row| row.text(0)));
    assert_eq!(names.expect("a read"), ["B", "a", "a-c", "ab"]);
    let sql = "SELECT CAST(count(*) AS bigint) FROM information_schema.columns
               WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'";
    assert_eq!(items.store.read(|tx| tx.one(sql, &[], |row| row.int(0))), Ok(Some(0)));
}

#[test]
fn a_busy_pool_refuses_in_the_end() {
    let items = Items::<OnPostgres>::fresh();
    let url = format!("{}&readers=1", items.engine.url.replace("&readers=4", ""));
    let store = Store::open_postgres(&url).expect("a store");
    let within = store.read(|_| Ok(store.read(|_| Ok(()))));
    assert_eq!(within, Ok(Err(Error::Busy)));
    assert_eq!(store.read(|_| Ok(())), Ok(()), "and it is free again");
}

#[test]
fn reads_on_a_runtime_of_several_threads() {
    let items = Items::<OnPostgres>::fresh();
    items.put("a").expect("a row");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("a runtime");
    let store = items.store.clone();
    let (go, gate) = mpsc::channel::<()>();
    let read = runtime.spawn(async move {
        store.read(|tx| {
            let found = value(tx, "a");
            gate.recv_timeout(Duration::from_secs(60)).expect("the other task runs meanwhile");
            found
        })
    });
    let other = runtime.spawn(async move { go.send(()) });
    runtime.block_on(other).expect("it runs").expect("the read waits");
    assert_eq!(runtime.block_on(read).expect("it runs"), Ok(Some(1)));
}
