use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Place { folder: TempDir::new().expect("a folder") }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("store.db")
    }

    fn migrate(&self, migrations: &[Migration]) -> Result<Connection, OpenError> {
        create(&self.path())?;
        let mut raw = connect(&self.path())?;
        bring_up_to_date(&mut raw, &self.path(), migrations).map(|()| raw)
    }
}

const NOTES: Migration =
    Migration { version: 2, name: "notes", statements: &[&["CREATE TABLE note (body text, seal {bytes})"]] };
const BROKEN: Migration = Migration {
    version: 3,
    name: "broken",
    statements: &[&["CREATE TABLE half (id bigint)", "CREATE TABLE half (id bigint)"]],
};

fn first() -> Migration {
    let Migration { version, name, statements } = MIGRATIONS[0];
    Migration { version, name, statements }
}

fn count(raw: &Connection, sql: &str) -> i64 {
    raw.query_row(sql, [], |row| row.get(0)).expect(sql)
}

#[test]
fn later_steps_join_and_keep_what_is_there() {
    let place = Place::new();
    let raw = place.migrate(&[first()]).expect("a new database");
    raw.execute("INSERT INTO id_block VALUES ('domain', 7)", []).expect("a row");
    drop(raw);
    let raw = place.migrate(&[first(), NOTES]).expect("a second step");
    assert_eq!(count(&raw, "SELECT next FROM id_block"), 7);
    assert_eq!(count(&raw, "SELECT count(*) FROM note"), 0);
    assert_eq!(count(&raw, "SELECT count(*) FROM schema_version WHERE name IN ('notes')"), 1);
    place.migrate(&[first(), NOTES]).expect("nothing left to do");
}

#[test]
fn a_step_that_fails_leaves_nothing() {
    let place = Place::new();
    drop(place.migrate(&[first()]).expect("a new database"));
    let refused = place.migrate(&[first(), NOTES, BROKEN]).err();
    assert!(matches!(refused, Some(OpenError::Other { .. })), "{refused:?}");
    let raw = place.migrate(&[first()]).expect("still the first step");
    assert_eq!(count(&raw, "SELECT count(*) FROM sqlite_schema WHERE name IN ('note', 'half')"), 0);
}

#[test]
fn a_newer_schema_is_refused_by_both_versions() {
    let place = Place::new();
    drop(place.migrate(&[first(), NOTES]).expect("a newer program"));
    let refused = place.migrate(&[first()]).err();
    assert!(matches!(refused, Some(OpenError::Newer { found: 2, known: 1, .. })), "{refused:?}");
}

#[test]
fn another_programs_database_stays_as_it_is() {
    let place = Place::new();
    let raw = Connection::open(place.path()).expect("a database");
    raw.execute_batch("CREATE TABLE theirs (id integer)").expect("a table");
    drop(raw);
    let before = fs::read(place.path()).expect("the file");
    assert!(matches!(writer(&place.path()), Err(OpenError::NotOurs { .. })));
    assert_eq!(fs::read(place.path()).expect("the file"), before);
}

#[test]
fn no_database() {
    let place = Place::new();
    fs::write(place.path(), "These are notes of the owner, and long ones. ".repeat(100)).expect("a file");
    assert!(matches!(writer(&place.path()), Err(OpenError::NotADatabase { .. })));
}

#[test]
fn places_where_nothing_can_be_written() {
    let place = Place::new();
    for path in [place.folder.path().to_owned(), place.folder.path().join("missing").join("store.db")] {
        let refused = writer(&path).err();
        assert!(matches!(refused, Some(OpenError::NotWritable { .. })), "{refused:?}");
    }
}

#[test]
fn a_database_held_by_another_program() {
    let place = Place::new();
    drop(place.migrate(&[first()]).expect("a new database"));
    let other = connect(&place.path()).expect("another program");
    other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    let mut raw = connect(&place.path()).expect("a connection");
    raw.busy_timeout(Duration::ZERO).expect("no patience");
    let refused = bring_up_to_date(&mut raw, &place.path(), &[first()]).err();
    assert!(matches!(refused, Some(OpenError::Busy { .. })), "{refused:?}");
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    drop(writer(&place.path()).expect("a new database"));
    let mode = fs::metadata(place.path()).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
