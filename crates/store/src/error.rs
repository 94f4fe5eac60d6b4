//! What can go wrong in the store.

use std::path::PathBuf;

use rules::key_policy::Denied;

/// Why a transaction did not happen. No variant carries values of the database.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing was written; the same may succeed a moment later.
    #[error("the database is busy")]
    Busy,
    /// A unique index or primary key holds such a row already.
    #[error("such a row exists already")]
    Conflict,
    /// The transaction used up its time budget and was rolled back.
    #[error("the transaction took longer than it may")]
    Deadline,
    #[error("the store is closed")]
    Closed,
    /// COMMIT failed in a way that leaves open whether the transaction will be found after a restart.
    #[error("whether the transaction was committed is not known")]
    Unknown,
    #[error("no space is left for the database")]
    Full,
    /// The ids in memory are used up. [`crate::Store::write`] fetches more and runs the closure again.
    #[error("no ids are left in memory")]
    IdsDry,
    #[error("the transaction panicked and was rolled back")]
    Panicked,
    /// The caller's key does not reach so far. It goes the way of a failure, so that no use case has to name it and
    /// none can forget it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The engine's own words: a defect of ours or of the machine.
    #[error("database: {0}")]
    Engine(String),
}

impl Error {
    /// A value in the database that this program never wrote.
    pub(crate) fn corrupt(what: &str) -> Error {
        Error::Engine(format!("a {what} is not of its form"))
    }
}

/// Why a database could not be opened. No variant carries a password.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("{path} cannot be opened for writing: {cause}")]
    NotWritable { path: PathBuf, cause: String },
    #[error("{database} has schema version {found}, and this program knows versions up to {known}")]
    Newer { database: String, found: i64, known: i64 },
    #[error("{database} is not a database of this program")]
    NotOurs { database: String },
    #[error("{path} is not a database, or is damaged: {cause}")]
    NotADatabase { path: PathBuf, cause: String },
    #[error("{path} is in use by another program")]
    Busy { path: PathBuf },
    #[error("the URL of the database cannot be used: {cause}")]
    Url { cause: &'static str },
    #[error("{database} cannot be reached: {cause}")]
    Unreachable { database: String, cause: String },
    #[error("{database}: {cause}")]
    Other { database: String, cause: String },
}
