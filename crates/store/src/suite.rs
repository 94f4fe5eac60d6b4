//! What every engine must do. An engine plugs in with [`TestEngine`], and with [`Faults`] where its faults can be
//! provoked; the macros make a test of each function. One that is not listed is dead code to the compiler.

mod batches;
mod certificates;
mod closing;
// The cluster of the tests through the front door, without the rest of that crate.
#[path = "../../testkit/src/postgres.rs"]
pub(crate) mod cluster;
mod cut;
mod following;
mod ids;
mod on_postgres;
mod on_sqlite;
mod queries;
mod scans;
mod state;
mod transactions;
mod turns;
mod values;

use std::future::Future;
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};

use crate::dialect::Dialect;
use crate::{End, Error, Limits, OpenError, Store, Tx, Written};

/// An engine with a database of its own, empty at first.
pub(crate) trait TestEngine: Sized {
    const DIALECT: Dialect;

    fn fresh() -> Self;

    fn open(&self, limits: Limits) -> Result<Store, OpenError>;
}

/// An engine whose faults can be provoked by statements in a write transaction.
pub(crate) trait Faults: TestEngine {
    /// From here on the database cannot grow.
    const NO_ROOM: &'static str;
    const ROOM: &'static str;
    /// Foreign keys of this transaction are checked by COMMIT.
    const DEFER: &'static str;
}

macro_rules! suite {
    ($engine:ty: $($module:ident { $($case:ident)* })*) => {
        $(mod $module {
            $(#[test]
            fn $case() {
                crate::suite::$module::$case::<$engine>();
            })*
        })*
    };
}

/// The tests of every engine.
macro_rules! every_engine {
    ($engine:ty) => {
        crate::suite::suite!($engine:
            transactions {
                threads_that_count_lose_nothing a_refusal_leaves_nothing an_error_leaves_nothing
                a_conflict_is_told_apart a_lost_transaction_stays_lost a_panic_leaves_nothing a_read_sees_one_moment
                a_read_writes_nothing a_read_that_panics_leaves_the_thread_able_to_read reads_within_reads
                changes_come_back_with_the_commit reopening_finds_everything
                what_is_written_soon_is_seen_next what_fails_soon_fails_the_transaction
            }
            values { values_come_back values_bind_by_number columns_of_another_type rows_that_are_too_many }
            certificates {
                a_record_comes_back those_that_wait names_of_a_certificate lists_of_certificates
            }
            state { what_is_imported_is_exported_again ids_of_a_state_are_taken }
            scans { a_scan_answers an_endless_scan_ends a_scan_that_panics }
            ids {
                unique_over_stores_and_restarts unique_in_a_crowd a_closure_may_take_its_share
                a_closure_that_wants_too_many the_end_of_the_ids
            }
            queries {
                address_books allow_lists claims_on_names codes_of_domains domains_and_their_contacts
                domains_go_with_all_that_hangs_on_them
                hosts_and_delegations keys_are_rotated_and_revoked keys_open_accounts lists_of_domains
                locks_and_forwards mails_are_kept money_moves_between_books passwords_and_reset_codes privacy_subscriptions profiles_by_email
                purchases_end_once refunds_and_calls_under_keys requests_to_add_funds settings_are_replaced transfers_and_their_lists
                answers_for_names mails_on_their_way the_audit_log versions_of_a_zone versions_of_zones
                what_is_answered_for_names whether_there_are_accounts worlds_are_counted zone_bases zones_and_their_ends
                zones_that_are_answered_a_while_longer
            }
            closing {
                queued_work_is_finished nothing_after_closing the_last_handle_in_a_job
                a_caller_that_leaves_before a_caller_that_leaves_meanwhile
            }
        );
    };
}

/// The tests of engines with [`Faults`].
macro_rules! engine_with_faults {
    ($engine:ty) => {
        crate::suite::suite!($engine:
            batches {
                a_full_disk_hits_whom_it_concerns a_full_disk_at_every_step a_commit_that_fails
                an_endless_job_takes_nobody_along many_short_statements_end_too a_panic_takes_nobody_along
                a_refusal_waits_for_what_it_rests_on
            }
        );
    };
}

pub(crate) use {engine_with_faults, every_engine, suite};

/// An open database with a table of items.
pub(crate) struct Items<E> {
    pub(crate) engine: E,
    pub(crate) store: Store,
}

const TABLE: &str = "CREATE TABLE item (name text NOT NULL PRIMARY KEY, value bigint NOT NULL,
                     parent text REFERENCES item (name))";

impl<E: TestEngine> Items<E> {
    pub(crate) fn fresh() -> Self {
        Items::fresh_within(Limits::default())
    }

    pub(crate) fn fresh_within(limits: Limits) -> Self {
        let engine = E::fresh();
        let store = engine.open(limits).expect("a fresh database");
        let table = spoken::<E>(TABLE);
        wait(store.write(move |tx| tx.execute(table, &[]).map(End::Commit))).expect("a table");
        Items { engine, store }
    }

    pub(crate) fn reopened(self) -> Self {
        self.store.close();
        let store = self.engine.open(Limits::default()).expect("the same database");
        Items { engine: self.engine, store }
    }

    pub(crate) fn put(&self, name: &'static str) -> Result<Written<()>, Error> {
        wait(self.store.write(put(name)))
    }

    pub(crate) fn value(&self, name: &str) -> Option<i64> {
        self.store.read(|tx| value(tx, name)).expect("a read")
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Runs a statement that gives rows nobody needs.
    pub(crate) fn run(&self, sql: &'static str) {
        wait(self.store.write(move |tx| tx.each(sql, &[], |_| Ok(())).map(End::Commit))).expect(sql);
    }

    /// Keeps the writer busy until the sender is used or dropped: what is queued meanwhile becomes one batch.
    pub(crate) fn hold(&self) -> (Queued<'_, ()>, mpsc::Sender<()>) {
        let (go, gate) = mpsc::channel();
        let (started, running) = mpsc::channel();
        let held = queue(&self.store, move |_| {
            started.send(()).expect("the test waits");
            let _ = gate.recv();
            Ok(End::Commit(()))
        });
        running.recv().expect("the writer runs it");
        (held, go)
    }
}

/// A statement in the words of an engine; the seam takes none that ends.
pub(crate) fn spoken<E: TestEngine>(statement: &str) -> &'static str {
    E::DIALECT.speak(statement).leak()
}

pub(crate) fn insert(tx: &mut Tx<'_>, name: &str) -> Result<(), Error> {
    tx.execute("INSERT INTO item (name, value) VALUES ($1, 1)", &[name.into()]).map(|_| ())
}

pub(crate) fn put(name: &'static str) -> impl FnMut(&mut Tx<'_>) -> Result<End<()>, Error> + Send {
    move |tx| insert(tx, name).map(End::Commit)
}

pub(crate) fn value(tx: &mut Tx<'_>, name: &str) -> Result<Option<i64>, Error> {
    tx.one("SELECT value FROM item WHERE name = $1", &[name.into()], |row| row.int(0))
}

/// Never ends by itself.
pub(crate) fn endless(tx: &mut Tx<'_>) -> Result<(), Error> {
    let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0";
    tx.each(sql, &[], |_| Ok(()))
}

pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

pub(crate) type Queued<'s, T> = Pin<Box<dyn Future<Output = Result<Written<T>, Error>> + 's>>;

/// Queues a write now, to be waited for later.
pub(crate) fn queue<'s, T: Send + 'static>(
    store: &'s Store,
    f: impl FnMut(&mut Tx<'_>) -> Result<End<T>, Error> + Send + 'static,
) -> Queued<'s, T> {
    let mut write: Queued<'s, T> = Box::pin(store.write(f));
    let queued = write.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(queued, Poll::Pending), "the writer was faster: it has to be held");
    write
}
