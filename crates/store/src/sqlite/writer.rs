//! The one writer. It commits what is queued as one transaction, a savepoint each, so that one wait for the disk
//! makes many callers' work durable. Nobody is answered before COMMIT: also a refusal may rest on what a neighbour
//! in the batch wrote.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::connection::SqliteConnection;
use super::open;
use crate::engine::{Job, Verdict};
use crate::error::Error;
use crate::queue::Queue;

/// Jobs of one transaction at most.
const BATCH: usize = 512;
/// A batch that has run for this long is committed, so that the first in it need not wait for many slow ones.
const BATCH_TIME: Duration = Duration::from_millis(50);

type Jobs = Vec<Box<dyn Job>>;

/// Serves writes until the queue is closed and empty.
pub(super) fn serve(queue: &Queue, connection: SqliteConnection, path: &Path, budget: Duration) {
    let outcomes = Vec::with_capacity(BATCH);
    let mut writer = Writer { path: path.to_owned(), connection, budget, outcomes };
    let mut jobs = Jobs::with_capacity(BATCH);
    while queue.take(BATCH, &mut jobs) {
        jobs.retain(|job| !job.abandoned());
        writer.work_off(&mut jobs);
    }
    writer.checkpoint();
}

/// Why a whole transaction came to nothing.
enum Lost {
    /// It never began.
    Begin(Error),
    /// SQLite rolled all of it back while this job ran.
    During(usize, Error),
    /// COMMIT was refused, and certainly nothing is stored.
    Commit(Error),
    /// COMMIT failed, and what is stored will show after a restart.
    Unknown,
}

struct Writer {
    path: PathBuf,
    connection: SqliteConnection,
    /// Time a job may take.
    budget: Duration,
    /// What became of the jobs of this batch that ran.
    outcomes: Vec<Result<(), Error>>,
}

impl Writer {
    /// Answers all jobs.
    fn work_off(&mut self, jobs: &mut Jobs) {
        while !jobs.is_empty() {
            match self.together(jobs) {
                Ok(()) => {
                    let ran = jobs.drain(..self.outcomes.len());
                    ran.zip(self.outcomes.drain(..)).for_each(|(job, outcome)| job.answer(outcome));
                }
                Err(lost) => {
                    self.heal();
                    self.sort_out(jobs, lost);
                }
            }
        }
    }

    /// One transaction for as many of the jobs as time allows; `outcomes` has one for each that ran.
    fn together(&mut self, jobs: &mut Jobs) -> Result<(), Lost> {
        self.outcomes.clear();
        self.connection.control("BEGIN IMMEDIATE").map_err(Lost::Begin)?;
        let started = Instant::now();
        for (i, job) in jobs.iter_mut().enumerate() {
            if i > 0 && started.elapsed() > BATCH_TIME {
                break;
            }
            let outcome = self.savepoint(&mut **job).map_err(|error| Lost::During(i, error))?;
            self.outcomes.push(outcome);
        }
        match self.connection.commit() {
            Ok(()) => Ok(()),
            Err(Error::Unknown) => Err(Lost::Unknown),
            Err(error) => Err(Lost::Commit(error)),
        }
    }

    /// Runs a job inside a savepoint. `Err` means that the transaction around it is gone (FULL, IOERR, NOMEM, BUSY
    /// and INTERRUPT may do that: <https://sqlite.org/lang_transaction.html>), whatever the job made of it.
    fn savepoint(&mut self, job: &mut dyn Job) -> Result<Result<(), Error>, Error> {
        self.connection.control("SAVEPOINT job")?;
        self.connection.limited(job.budget().unwrap_or(self.budget));
        let done = job.run(&mut self.connection);
        self.connection.unlimited();
        if self.connection.is_autocommit() {
            return Err(done
                .err()
                .unwrap_or_else(|| Error::Engine("the transaction ended early".to_owned())));
        }
        if done != Ok(Verdict::Commit) {
            self.connection.control("ROLLBACK TO job")?;
        }
        self.connection.control("RELEASE job")?;
        Ok(done.map(|_| ()))
    }

    /// Answers those who can be told something certain, at least one; leaves the others for another attempt.
    fn sort_out(&mut self, jobs: &mut Jobs, lost: Lost) {
        match lost {
            Lost::Begin(error) => refuse(jobs, jobs.len(), &error),
            Lost::Unknown => refuse(jobs, self.outcomes.len(), &Error::Unknown),
            // It is known who is to blame: the others go again together.
            Lost::During(i, error @ Error::Deadline) => jobs.remove(i).answer(Err(error)),
            Lost::During(_, error) | Lost::Commit(error) if jobs.len() == 1 => refuse(jobs, 1, &error),
            Lost::During(i, _) => self.one_by_one(jobs, i + 1),
            Lost::Commit(_) => self.one_by_one(jobs, self.outcomes.len()),
        }
    }

    /// Gives each of the first jobs a transaction of its own, so that an error hits only whom it concerns.
    fn one_by_one(&mut self, jobs: &mut Jobs, first: usize) {
        let mut single = Jobs::with_capacity(1);
        for job in jobs.drain(..first) {
            single.push(job);
            self.work_off(&mut single);
        }
    }

    /// Ends what is left of a lost transaction, with a new connection where the old one cannot.
    fn heal(&mut self) {
        if self.connection.is_autocommit() {
            return;
        }
        let ended = self.connection.control("ROLLBACK");
        if ended.is_ok() && self.connection.is_autocommit() {
            return;
        }
        match open::writer_again(&self.path) {
            Ok(connection) => self.connection = connection,
            // The next BEGIN fails, its callers hear of it, and this is tried again.
            Err(error) => tracing::error!(%error, "the database cannot be opened again"),
        }
    }

    /// Moves the log into the database file, so that a closed database is one file.
    fn checkpoint(&mut self) {
        if let Err(error) = self.connection.checkpoint() {
            tracing::warn!(%error, "the log stays beside the database until the next start");
        }
    }
}

fn refuse(jobs: &mut Jobs, first: usize, error: &Error) {
    jobs.drain(..first).for_each(|job| job.answer(Err(error.clone())));
}
