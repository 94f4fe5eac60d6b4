//! How connections are made, for every thread alike.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::connection::PgConnection;
use super::exchange::{Failure, Hear};
use super::fault::words;
use super::target::{Pool, Target};
use super::tls::Tls;
use crate::error::OpenError;
use crate::limits::Limits;

/// The database, and what a connection to it is to be like.
pub(super) struct Session {
    target: Target,
    tls: Tls,
    limits: Limits,
    /// Writers so far.
    writers: AtomicU64,
    /// Random: tells the writers of this process from those of others.
    process: String,
}

impl Session {
    pub(super) fn new(target: Target, limits: Limits) -> Result<Self, OpenError> {
        let tls = Tls::new(&target)?;
        let process =
            random_word().ok_or_else(|| target.other("the system has no random numbers".to_owned()))?;
        Ok(Session { target, tls, limits, writers: AtomicU64::new(0), process })
    }

    pub(super) fn pool(&self) -> Pool {
        self.target.pool
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// A connection whose statements end after `longest`, if there is an end. Not on a thread of a runtime.
    pub(super) fn connect(&self, longest: Option<Duration>) -> Result<PgConnection, OpenError> {
        self.connect_and_hear(longest, Box::new(|_| ()))
    }

    /// As [`Session::connect`], and notifications go to `hear`.
    pub(super) fn connect_and_hear(
        &self,
        longest: Option<Duration>,
        hear: Hear,
    ) -> Result<PgConnection, OpenError> {
        let exchange = self.tls.connect(&self.target.config, hear).map_err(|failure| match failure {
            Failure::Server(error) => self.refusal(&error),
            Failure::System(_) => self.other(failure.to_string()),
        })?;
        let mut connection = PgConnection::new(exchange);
        if let Some(longest) = longest {
            let limit = format!("SET statement_timeout = {}", longest.as_millis().max(1));
            connection.control(&limit).map_err(|error| self.refusal(&error))?;
        }
        Ok(connection)
    }

    /// A name that no other writer of this database has or had.
    pub(super) fn writer_name(&self) -> String {
        format!("{}-{}", self.process, self.writers.fetch_add(1, Ordering::Relaxed))
    }

    /// What the names of this process's writers begin with.
    pub(super) fn process(&self) -> &str {
        &self.process
    }

    pub(super) fn name(&self) -> String {
        self.target.name.clone()
    }

    pub(super) fn other(&self, cause: String) -> OpenError {
        self.target.other(cause)
    }

    pub(super) fn refusal(&self, error: &tokio_postgres::Error) -> OpenError {
        match error.as_db_error() {
            Some(_) => self.other(words(error)),
            None => OpenError::Unreachable { database: self.name(), cause: words(error) },
        }
    }
}

/// 128 bits in hexadecimal.
fn random_word() -> Option<String> {
    use ring::rand::SecureRandom;
    let mut bytes = [0; 16];
    ring::rand::SystemRandom::new().fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
