//! The one writer.

use std::path::Path;
use std::time::Duration;

use super::connection::SqliteConnection;
use crate::error::Error;
use crate::job::{Job, Verdict};
use crate::queue::Queue;

pub(super) fn serve(queue: &Queue, mut connection: SqliteConnection, _path: &Path, budget: Duration) {
    let mut taken = Vec::with_capacity(1);
    while queue.take(1, &mut taken) {
        for mut job in taken.drain(..).filter(|job| !job.abandoned()) {
            let outcome = alone(&mut connection, &mut *job, budget);
            job.answer(outcome);
        }
    }
}

fn alone(connection: &mut SqliteConnection, job: &mut dyn Job, budget: Duration) -> Result<(), Error> {
    connection.control("BEGIN IMMEDIATE")?;
    connection.limited(budget);
    let done = job.run(connection);
    connection.unlimited();
    if done == Ok(Verdict::Commit) {
        return connection.control("COMMIT");
    }
    if !connection.is_autocommit() {
        connection.control("ROLLBACK")?;
    }
    done.map(|_| ())
}
