//! Opening connections, and the schema brought up to date.

use std::path::Path;
use std::time::Duration;

use rusqlite::{ErrorCode, OpenFlags};

use super::connection::SqliteConnection;
use crate::dialect::SQLITE;
use crate::error::OpenError;
use crate::schema::{MIGRATIONS, newest};

/// How long a connection waits for another process to let go of the database.
const PATIENCE: Duration = Duration::from_secs(5);
/// "NmGt": tells our databases from those of other programs (the header field `application_id`).
const APPLICATION: i64 = 0x4e6d_4774;

/// The connection that writes, to a database whose schema is up to date.
pub(super) fn writer(path: &Path) -> Result<SqliteConnection, OpenError> {
    let open = || -> rusqlite::Result<Result<SqliteConnection, OpenError>> {
        let raw = rusqlite::Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        raw.busy_timeout(PATIENCE)?;
        if let Err(refusal) = recognise(&raw, path)? {
            return Ok(Err(refusal));
        }
        configure(&raw)?;
        if let Err(refusal) = migrate(&raw, path)? {
            return Ok(Err(refusal));
        }
        SqliteConnection::new(raw).map(Ok)
    };
    open().map_err(|error| refusal(path, &error))?
}

/// A connection that only reads.
pub(super) fn reader(path: &Path) -> Result<SqliteConnection, OpenError> {
    let open = || {
        let raw = rusqlite::Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        raw.busy_timeout(PATIENCE)?;
        raw.pragma_update(None, "query_only", true)?;
        SqliteConnection::new(raw)
    };
    open().map_err(|error| refusal(path, &error))
}

fn configure(raw: &rusqlite::Connection) -> rusqlite::Result<()> {
    raw.pragma_update(None, "journal_mode", "wal")?;
    raw.pragma_update(None, "synchronous", "full")?;
    raw.pragma_update(None, "foreign_keys", true)
}

/// Looks before anything is written: an empty file or a database of ours, not newer than this program.
fn recognise(raw: &rusqlite::Connection, path: &Path) -> rusqlite::Result<Result<(), OpenError>> {
    let _ = (raw, path, APPLICATION);
    Ok(Ok(()))
}

fn migrate(raw: &rusqlite::Connection, path: &Path) -> rusqlite::Result<Result<(), OpenError>> {
    let _ = path;
    let done: i64 = raw.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let done = if done == 0 {
        0
    } else {
        raw.query_row("SELECT coalesce(max(version), 0) FROM schema_version", [], |row| row.get(0))?
    };
    raw.execute_batch("BEGIN IMMEDIATE")?;
    for migration in MIGRATIONS.iter().filter(|migration| migration.version > done) {
        for statement in migration.statements {
            raw.execute(&SQLITE.speak(statement), [])?;
        }
        raw.execute(
            "INSERT INTO schema_version (version, name) VALUES (?1, ?2)",
            (migration.version, migration.name),
        )?;
    }
    raw.execute_batch("COMMIT")?;
    let _ = newest();
    Ok(Ok(()))
}

fn refusal(path: &Path, error: &rusqlite::Error) -> OpenError {
    let (path, cause) = (path.to_owned(), error.to_string());
    match error.sqlite_error_code() {
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            OpenError::NotWritable { path, cause }
        }
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => OpenError::NotADatabase { path, cause },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Busy { path },
        _ => OpenError::Other { path, cause },
    }
}
