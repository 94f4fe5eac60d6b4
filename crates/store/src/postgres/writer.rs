//! A writer: one transaction after another, each run again while others are in its way.
//!
//! A connection lost during COMMIT leaves open whether the transaction is stored. So each writer has a row, in which
//! its transactions leave their number. Before another attempt the same number is written first: where it stands
//! already, the transaction was committed. Should the server still be at the old COMMIT, this waits for its end.

use std::thread;
use std::time::{Duration, Instant};

use super::backoff::Backoff;
use super::connection::PgConnection;
use super::fault::{Trouble, fault, is_certain, trouble, words};
use super::fed::Fed;
use super::feed::Hints;
use super::session::Session;
use crate::engine::{Connection, Job, Verdict};
use crate::error::Error;
use crate::queue::Queue;
use crate::zone_feed;

/// How long callers wait for a database that has gone away, counted from when it went.
const OUTAGE: Duration = Duration::from_secs(15);
/// Between two attempts to reach it.
const PAUSE: Duration = Duration::from_millis(100);

const BEGIN: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";
const COMMIT: &str = "COMMIT";
/// The number of a writer's transaction.
const STAMP: &str = "INSERT INTO write_stamp (writer, number, written)
     VALUES ($1, $2, CAST(extract(epoch FROM now()) AS bigint))
     ON CONFLICT (writer) DO UPDATE SET number = excluded.number, written = excluded.written
     WHERE write_stamp.number <> excluded.number";
/// A zone that a transaction changed.
const FEED: &str = "INSERT INTO zone_feed (writer, number, apex, version) VALUES ($1, $2, $3, $4)";

/// Serves writes until the queue is closed and empty.
pub(super) fn serve(queue: &Queue, session: &Session, hints: &Hints) {
    let name = session.writer_name();
    let fed = Fed::default();
    let mut writer = Writer { session, hints, name, number: 0, fed, connection: None, down_since: None };
    let mut taken = Vec::with_capacity(1);
    while queue.take(1, &mut taken) {
        for job in taken.drain(..).filter(|job| !job.abandoned()) {
            writer.work_off(job);
        }
    }
}

/// What came of one attempt.
enum Attempt {
    Answered(Result<(), Error>),
    /// Another transaction was in the way.
    Again,
    /// Nothing is stored, and the connection is gone.
    Lost,
    /// COMMIT was sent, and the connection is gone.
    Unknown,
}

struct Writer<'s> {
    session: &'s Session,
    hints: &'s Hints,
    name: String,
    /// Of the transaction at hand.
    number: i64,
    fed: Fed,
    connection: Option<PgConnection>,
    /// When the database went away, while it is.
    down_since: Option<Instant>,
}

impl Writer<'_> {
    fn work_off(&mut self, mut job: Box<dyn Job>) {
        self.number += 1;
        let (started, mut backoff) = (Instant::now(), Backoff::new());
        let budget = self.budget(&*job);
        let mut is_unknown = false;
        let outcome = loop {
            match self.attempt(&mut *job, is_unknown) {
                Attempt::Answered(outcome) => break outcome,
                Attempt::Again => {
                    let patience = if is_unknown { OUTAGE } else { budget };
                    if started.elapsed() >= patience {
                        break Err(given_up(is_unknown));
                    }
                    backoff.pause();
                }
                lost => {
                    is_unknown |= matches!(lost, Attempt::Unknown);
                    if self.down_since.get_or_insert_with(Instant::now).elapsed() >= OUTAGE {
                        break Err(given_up(is_unknown));
                    }
                    thread::sleep(PAUSE);
                }
            }
        };
        if outcome == Err(Error::Unknown) {
            self.begin_anew();
        }
        let has_fed = outcome.is_ok() && !job.changed().is_empty();
        job.answer(outcome);
        if has_fed {
            self.tell();
        }
    }

    /// Nobody here knows what became of a transaction of this name, not even whether it is over. What it may have
    /// changed is followed as if another process had.
    fn begin_anew(&mut self) {
        self.hints.disown(std::mem::replace(&mut self.name, self.session.writer_name()));
        self.fed = Fed::default();
    }

    fn attempt(&mut self, job: &mut dyn Job, is_unknown: bool) -> Attempt {
        let Some(mut connection) = self.connected() else { return Attempt::Lost };
        let attempt = self.attempt_on(&mut connection, job, is_unknown);
        if matches!(attempt, Attempt::Answered(_) | Attempt::Again) {
            self.connection = Some(connection);
            self.down_since = None;
        }
        attempt
    }

    fn budget(&self, job: &dyn Job) -> Duration {
        job.budget().unwrap_or(self.session.limits().write)
    }

    fn connected(&mut self) -> Option<PgConnection> {
        if let Some(connection) = self.connection.take() {
            return Some(connection);
        }
        match self.session.connect(Some(self.session.limits().write)) {
            Ok(connection) => Some(connection),
            Err(error) => {
                tracing::warn!(%error, "a writer has no connection");
                None
            }
        }
    }

    fn attempt_on(&self, connection: &mut PgConnection, job: &mut dyn Job, is_unknown: bool) -> Attempt {
        connection.begin(BEGIN, self.budget(job));
        if is_unknown {
            // The closure ran before, and what it gave then is the answer.
            match (self.stamp(connection), connection.trouble()) {
                (Ok(0), _) => return undone(connection, Attempt::Answered(Ok(()))),
                (Ok(_), _) => {}
                (Err(_), Some(Trouble::Again)) => return undone(connection, Attempt::Again),
                (Err(_), _) => return Attempt::Lost,
            }
        }
        let done = job.run(connection).and_then(|verdict| self.fed(connection, job, verdict));
        match (connection.trouble(), done) {
            (Some(Trouble::Lost), _) => Attempt::Lost,
            (Some(Trouble::Again), _) => undone(connection, Attempt::Again),
            (None, Ok(Verdict::Commit)) if is_unknown => {
                committed(connection, |it| it.pending_and_control(COMMIT))
            }
            (None, Ok(Verdict::Commit)) => committed(connection, |it| {
                it.execute_and_control(STAMP, &[(&self.name).into(), self.number.into()], COMMIT)
            }),
            (None, done) => undone(connection, Attempt::Answered(done.map(|_| ()))),
        }
    }

    /// Adds the zones of a transaction that is to be committed to the feed. The rows go with COMMIT.
    fn fed(&self, connection: &mut PgConnection, job: &dyn Job, verdict: Verdict) -> Result<Verdict, Error> {
        if verdict == Verdict::Commit {
            for (apex, version) in zone_feed::rows(job.changed()) {
                let values = [(&self.name).into(), self.number.into(), apex.into(), version.into()];
                connection.execute_soon(FEED, &values)?;
            }
        }
        Ok(verdict)
    }

    /// Says that zones were changed, and sweeps what has been in the feed for long.
    fn tell(&mut self) {
        self.hints.tell();
        if let Some(until) = self.fed.due(Instant::now(), self.number) {
            self.sweep(until);
        }
    }

    /// Takes what this writer fed up to a number out of the feed.
    fn sweep(&mut self, until: i64) {
        let name = &self.name;
        let sweep = format!(
            "BEGIN; UPDATE write_stamp SET swept = {until} WHERE writer = '{name}';
             DELETE FROM zone_feed WHERE writer = '{name}' AND number <= {until}; COMMIT"
        );
        let Some(mut connection) = self.connected() else { return };
        // Not serializable, so that it is in nobody's way: only this writer touches these rows.
        match connection.control(&sweep) {
            Ok(_) => self.connection = Some(connection),
            // The connection goes, and with it the transaction. The next sweep takes these rows, too.
            Err(error) => tracing::warn!(error = words(&error), "the feed was not swept"),
        }
    }

    /// Leaves the number of the transaction; changes no row where it stands already.
    fn stamp(&self, connection: &mut PgConnection) -> Result<usize, Error> {
        connection.execute(STAMP, &[(&self.name).into(), self.number.into()])
    }
}

fn given_up(is_unknown: bool) -> Error {
    if is_unknown { Error::Unknown } else { Error::Busy }
}

fn committed(
    connection: &mut PgConnection,
    commit: impl FnOnce(&mut PgConnection) -> Result<(), tokio_postgres::Error>,
) -> Attempt {
    // A transaction without a statement has nothing to commit.
    if connection.is_untouched() {
        return Attempt::Answered(Ok(()));
    }
    match commit(connection) {
        Ok(()) => Attempt::Answered(Ok(())),
        Err(error) if !is_certain(&error) => Attempt::Unknown,
        Err(error) if trouble(&error) == Some(Trouble::Again) => undone(connection, Attempt::Again),
        Err(error) => undone(connection, Attempt::Answered(Err(fault(&error)))),
    }
}

/// Ends a transaction that is to leave nothing.
fn undone(connection: &mut PgConnection, attempt: Attempt) -> Attempt {
    if connection.is_untouched() {
        return attempt;
    }
    // Where this fails, the connection is gone and the server rolls back by itself; the next attempt finds out.
    let _ = connection.control("ROLLBACK");
    attempt
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
