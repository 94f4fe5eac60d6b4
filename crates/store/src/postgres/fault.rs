//! The errors of PostgreSQL in the words of the seam.

use tokio_postgres::error::SqlState;

use crate::error::Error;

/// What the engine does about a failed statement by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Another transaction was in the way: the same may succeed a moment later.
    Again,
    /// The connection is gone, and with it the transaction, unless it was about to be committed.
    Lost,
}

/// What stands in the way, if it may pass.
pub(super) fn trouble(error: &tokio_postgres::Error) -> Option<Trouble> {
    match error.code() {
        Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED) => Some(Trouble::Again),
        Some(code) if ends_connection(code) => Some(Trouble::Lost),
        Some(_) => None,
        // Without a word of the server: its connection broke, or a value does not fit its statement.
        None if error.is_closed() || cause_is_io(error) => Some(Trouble::Lost),
        None => None,
    }
}

/// Whether the server said, of a COMMIT, that certainly nothing is stored.
pub(super) fn is_certain(error: &tokio_postgres::Error) -> bool {
    let completion_unknown = "40003";
    error.code().is_some_and(|code| !ends_connection(code) && code.code() != completion_unknown)
}

/// Classes 08 (connection) and 57P (intervention of the operator): PostgreSQL's table of error codes.
fn ends_connection(code: &SqlState) -> bool {
    code.code().starts_with("08") || code.code().starts_with("57P")
}

fn cause_is_io(error: &tokio_postgres::Error) -> bool {
    use std::error::Error as _;
    error.source().is_some_and(<dyn std::error::Error>::is::<std::io::Error>)
}

pub(super) fn fault(error: &tokio_postgres::Error) -> Error {
    if trouble(error).is_some() {
        return Error::Busy;
    }
    match error.code() {
        Some(&SqlState::UNIQUE_VIOLATION) => Error::Conflict,
        Some(&SqlState::QUERY_CANCELED) => Error::Deadline,
        Some(&SqlState::DISK_FULL) => Error::Full,
        Some(&SqlState::TOO_MANY_CONNECTIONS | &SqlState::LOCK_NOT_AVAILABLE) => Error::Busy,
        _ => Error::Engine(words(error)),
    }
}

/// The server's message without its details, in which values stand; else the chain of causes.
pub(super) fn words(error: &tokio_postgres::Error) -> String {
    if let Some(said) = error.as_db_error() {
        return format!("{} (PostgreSQL {})", said.message(), said.code().code());
    }
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        // Some errors repeat their cause.
        let more = deeper.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = deeper.source();
    }
    words
}
