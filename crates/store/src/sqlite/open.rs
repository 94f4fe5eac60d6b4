//! Opening connections, and the schema brought up to date.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::connection::SqliteConnection;
use crate::dialect::SQLITE;
use crate::error::OpenError;
use crate::schema::{MIGRATIONS, Migration};

/// How long a connection waits for another process to let go of the database.
const PATIENCE: Duration = Duration::from_secs(5);
/// Kibibytes, as SQLite wants them: negative. The writer keeps the inner pages of large indexes in memory.
const WRITER_CACHE: i64 = -65_536;
/// Pages of the log after which it is moved into the database: fewer and larger moves than by default (1,000).
const LOG_PAGES: i64 = 4_000;
/// "NmGt": tells our databases from those of other programs (<https://sqlite.org/fileformat2.html#application_id>).
const APPLICATION: i64 = 0x4e6d_4774;

/// How SQLite locks the file: once, for this process alone. Otherwise each read transaction asks the system for a lock
/// and gives it back, and threads that read at once wait for one another meanwhile
/// (<https://sqlite.org/vfs.html#standard_unix_vfses>).
#[cfg(unix)]
const VFS: &str = "unix-excl";
#[cfg(not(unix))]
const VFS: &str = "win32";

/// The connection that writes, to a database whose schema is up to date.
pub(super) fn writer(path: &Path) -> Result<SqliteConnection, OpenError> {
    create(path)?;
    let mut raw = connect(path)?;
    bring_up_to_date(&mut raw, path, MIGRATIONS)?;
    configured(raw).map_err(|error| refusal(path, &error))
}

/// As [`writer`], for a database that was open before.
pub(super) fn writer_again(path: &Path) -> Result<SqliteConnection, OpenError> {
    configured(connect(path)?).map_err(|error| refusal(path, &error))
}

/// A connection that only reads.
pub(super) fn reader(path: &Path) -> Result<SqliteConnection, OpenError> {
    let raw = connect(path)?;
    let read_only = || raw.pragma_update(None, "query_only", true);
    read_only().and_then(|()| SqliteConnection::new(raw)).map_err(|error| refusal(path, &error))
}

/// The file, for its owner only. The system's words for what stands in the way are better than SQLite's.
fn create(path: &Path) -> Result<(), OpenError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) => Err(OpenError::NotWritable { path: path.to_owned(), cause: error.to_string() }),
    }
}

fn connect(path: &Path) -> Result<Connection, OpenError> {
    // A connection is used by one thread at a time. The path is a path, whatever it looks like: no URI flag.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || {
        let raw = Connection::open_with_flags_and_vfs(path, flags, VFS)?;
        raw.busy_timeout(PATIENCE)?;
        Ok(raw)
    };
    open().map_err(|error| refusal(path, &error))
}

/// Durable once COMMIT returns, also when the power goes.
fn configured(raw: Connection) -> rusqlite::Result<SqliteConnection> {
    raw.pragma_update(None, "synchronous", "full")?;
    // Apple's fsync leaves data in the cache of the disk; elsewhere this does nothing.
    raw.pragma_update(None, "fullfsync", true)?;
    raw.pragma_update(None, "foreign_keys", true)?;
    raw.pragma_update(None, "cache_size", WRITER_CACHE)?;
    raw.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    SqliteConnection::new(raw)
}

/// Runs the migrations that are due, in one transaction.
fn bring_up_to_date(raw: &mut Connection, path: &Path, migrations: &[Migration]) -> Result<(), OpenError> {
    // Looks before the first write: another program's file, or a newer one, stays as it is.
    version(raw, path, migrations)?;
    let wal =
        |raw: &Connection| raw.query_row("PRAGMA journal_mode = wal", [], |row| row.get::<_, String>(0));
    let mode = wal(raw).map_err(|error| refusal(path, &error))?;
    if mode != "wal" {
        let cause = format!("the file system cannot hold a shared log (journal mode {mode})");
        return Err(OpenError::Other { database: path.display().to_string(), cause });
    }
    let transaction = raw
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|error| refusal(path, &error))?;
    let done = version(&transaction, path, migrations)?;
    let due = migrations.iter().filter(|migration| migration.version > done);
    let run = || {
        due.into_iter().try_for_each(|migration| migrate(&transaction, migration))?;
        if done == 0 { transaction.pragma_update(None, "application_id", APPLICATION) } else { Ok(()) }
    };
    run().and_then(|()| transaction.commit()).map_err(|error| refusal(path, &error))
}

/// The schema version of a database of ours, 0 for an empty one.
fn version(raw: &Connection, path: &Path, migrations: &[Migration]) -> Result<i64, OpenError> {
    let number =
        |sql: &str| raw.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(|error| refusal(path, &error));
    let application = number("PRAGMA application_id")?;
    if application == 0 && number("SELECT count(*) FROM sqlite_schema")? == 0 {
        return Ok(0);
    }
    if application != APPLICATION {
        return Err(OpenError::NotOurs { database: path.display().to_string() });
    }
    let found = number("SELECT max(version) FROM schema_version")?;
    let known = migrations.last().map_or(0, |migration| migration.version);
    if found > known {
        return Err(OpenError::Newer { database: path.display().to_string(), found, known });
    }
    Ok(found)
}

fn migrate(raw: &Connection, migration: &Migration) -> rusqlite::Result<()> {
    for statement in migration.statements.iter().copied().flatten() {
        raw.execute(&SQLITE.speak(statement), [])?;
    }
    let done = "INSERT INTO schema_version (version, name) VALUES (?1, ?2)";
    raw.execute(done, (migration.version, migration.name)).map(|_| ())
}

fn refusal(path: &Path, error: &rusqlite::Error) -> OpenError {
    let (path, cause) = (path.to_owned(), error.to_string());
    match error.sqlite_error_code() {
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            OpenError::NotWritable { path, cause }
        }
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => OpenError::NotADatabase { path, cause },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Busy { path },
        _ => OpenError::Other { database: path.display().to_string(), cause },
    }
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;
