//! Reads that may take long, on threads of their own.

use std::time::Duration;

use super::connection::SqliteConnection;
use crate::error::Error;
use crate::job::Job;
use crate::queue::Queue;

/// Serves scans until the queue is closed and empty.
pub(super) fn serve(queue: &Queue, mut connection: SqliteConnection, budget: Duration) {
    let mut taken = Vec::with_capacity(1);
    while queue.take(1, &mut taken) {
        for mut job in taken.drain(..).filter(|job| !job.abandoned()) {
            let outcome = scan(&mut connection, &mut *job, budget);
            job.answer(outcome);
        }
    }
}

fn scan(connection: &mut SqliteConnection, job: &mut dyn Job, budget: Duration) -> Result<(), Error> {
    connection.control("BEGIN DEFERRED")?;
    connection.limited(budget);
    let done = job.run(connection);
    connection.unlimited();
    // An interrupted read leaves its transaction open.
    if !connection.is_autocommit() {
        connection.control("ROLLBACK")?;
    }
    done.map(|_| ())
}
