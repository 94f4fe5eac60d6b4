//! The schema brought up to date. Several nodes may start at once on an empty database: each runs the steps that are
//! due in one transaction, one of them commits, and the others, refused, look again and find nothing left to do.

use std::time::{Duration, Instant};

use super::backoff::Backoff;
use super::connection::PgConnection;
use super::fault::words;
use super::session::Session;
use crate::dialect::POSTGRES;
use crate::engine::{Connection, Value};
use crate::error::{Error, OpenError};
use crate::schema::{MIGRATIONS, Migration};

/// How long nodes that start at the same time may be in each other's way.
const PATIENCE: Duration = Duration::from_secs(30);
/// Until then the outcome of every write is known: its writer waits for seconds only.
const STAMPS_KEPT: &str = "86400";

pub(super) fn bring_up_to_date(session: &Session) -> Result<(), OpenError> {
    let mut connection = session.connect(None)?;
    bring_to(session, &mut connection, MIGRATIONS)?;
    let sweep = format!(
        "DELETE FROM write_stamp WHERE written < CAST(extract(epoch FROM now()) AS bigint) - {STAMPS_KEPT};
         DELETE FROM zone_feed f WHERE NOT EXISTS (SELECT 1 FROM write_stamp s WHERE s.writer = f.writer)"
    );
    // Another node that starts may sweep, too.
    if let Err(error) = connection.control(&sweep) {
        tracing::warn!(error = words(&error), "old stamps were not swept");
    }
    Ok(())
}

fn bring_to(
    session: &Session,
    connection: &mut PgConnection,
    migrations: &[Migration],
) -> Result<(), OpenError> {
    let (started, mut backoff) = (Instant::now(), Backoff::new());
    loop {
        let done = version(session, connection, migrations)?;
        let due: Vec<&Migration> = migrations.iter().filter(|migration| migration.version > done).collect();
        if due.is_empty() {
            return Ok(());
        }
        let Err(error) = migrate(connection, &due) else { return Ok(()) };
        let _ = connection.control("ROLLBACK");
        // Whatever it was: if another node did the work meanwhile, the next look shows it.
        if started.elapsed() > PATIENCE || !may_pass(&error) {
            return Err(session.refusal(&error));
        }
        backoff.pause();
    }
}

/// Serialization failures, and what exists by now: another node was faster.
fn may_pass(error: &tokio_postgres::Error) -> bool {
    let passing = ["40001", "40P01", "23505", "42P07", "42701", "42710", "XX000"];
    error.code().is_some_and(|code| passing.contains(&code.code()))
}

fn migrate(connection: &mut PgConnection, due: &[&Migration]) -> Result<(), tokio_postgres::Error> {
    connection.control("BEGIN ISOLATION LEVEL SERIALIZABLE")?;
    for migration in due {
        for statement in migration.statements.iter().copied().flatten() {
            connection.control(&POSTGRES.speak(statement))?;
        }
        let Migration { version, name, .. } = migration;
        connection
            .control(&format!("INSERT INTO schema_version (version, name) VALUES ({version}, '{name}')"))?;
    }
    connection.control("COMMIT").map(|_| ())
}

/// The schema version of a database of ours, 0 for an empty one.
fn version(
    session: &Session,
    connection: &mut PgConnection,
    migrations: &[Migration],
) -> Result<i64, OpenError> {
    let mut look = |sql, values: &[Value<'_>]| {
        first(connection, sql, values).map_err(|error| session.other(error.to_string()))
    };
    look("SELECT count(*) FROM information_schema.schemata WHERE schema_name = current_schema()", &[])?
        .filter(|schemas| *schemas == 1)
        .ok_or_else(|| session.other("there is no schema to make tables in (see search_path)".to_owned()))?;
    look("SELECT CAST(1 AS bigint) WHERE current_setting('server_encoding') = 'UTF8'", &[])?
        .ok_or_else(|| session.other("its encoding is not UTF8".to_owned()))?;
    let tables = "SELECT count(*) FROM information_schema.tables
                  WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND ($1 = '' OR table_name = $1)";
    if look(tables, &["".into()])? == Some(0) {
        return Ok(0);
    }
    let not_ours = || OpenError::NotOurs { database: session.name() };
    if look(tables, &["schema_version".into()])? != Some(1) {
        return Err(not_ours());
    }
    let ours = "SELECT max(version) FROM schema_version
                WHERE EXISTS (SELECT 1 FROM schema_version WHERE version = 1 AND name = $1)";
    let first_name = migrations.first().map_or("", |migration| migration.name);
    let found = look(ours, &[first_name.into()]).ok().flatten().ok_or_else(not_ours)?;
    let known = migrations.last().map_or(0, |migration| migration.version);
    if found > known {
        return Err(OpenError::Newer { database: session.name(), found, known });
    }
    Ok(found)
}

fn first(
    connection: &mut PgConnection,
    sql: &'static str,
    values: &[Value<'_>],
) -> Result<Option<i64>, Error> {
    let mut found = None;
    connection.query(sql, values, &mut |row| {
        found = row.opt_int(0)?;
        Ok(())
    })?;
    Ok(found)
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;
