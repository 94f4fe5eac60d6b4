//! Reads that may take long, on threads of their own. A scan sees one moment, and is in no writer's way.

use super::connection::PgConnection;
use super::fault::Trouble;
use super::session::Session;
use crate::engine::Job;
use crate::error::{Error, OpenError};
use crate::queue::Queue;

const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// A connection may have been lost while nobody used it, and its replacement, too.
const ATTEMPTS: usize = 3;

/// Serves scans until the queue is closed and empty.
pub(super) fn serve(queue: &Queue, session: &Session) {
    let mut connection = None;
    let mut taken = Vec::with_capacity(1);
    while queue.take(1, &mut taken) {
        for mut job in taken.drain(..).filter(|job| !job.abandoned()) {
            let connect = || session.connect(Some(session.limits().scan));
            let outcome = scan(session, &mut connection, connect, &mut *job);
            job.answer(outcome);
        }
    }
}

/// Runs a job on the connection that was kept, or on a new one.
pub(super) fn scan(
    session: &Session,
    kept: &mut Option<PgConnection>,
    mut connect: impl FnMut() -> Result<PgConnection, OpenError>,
    job: &mut dyn Job,
) -> Result<(), Error> {
    let budget = session.limits().scan;
    for _ in 0..ATTEMPTS {
        let mut connection = match kept.take() {
            Some(connection) => connection,
            None => connect().map_err(|error| Error::Engine(error.to_string()))?,
        };
        connection.begin(BEGIN, budget);
        let done = job.run(&mut connection);
        if connection.trouble() == Some(Trouble::Lost) {
            continue;
        }
        if connection.is_untouched() || connection.control("ROLLBACK").is_ok() {
            *kept = Some(connection);
        }
        return done.map(|_| ());
    }
    Err(Error::Busy)
}
