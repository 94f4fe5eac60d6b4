//! The suite on SQLite.

use tempfile::TempDir;

use super::{Faults, TestEngine, engine_with_faults, every_engine};
use crate::{Limits, OpenError, Store};

pub(crate) struct OnSqlite {
    folder: TempDir,
}

impl TestEngine for OnSqlite {
    fn fresh() -> Self {
        OnSqlite { folder: TempDir::new().expect("a folder") }
    }

    fn open(&self, limits: Limits) -> Result<Store, OpenError> {
        Store::open_sqlite_within(&self.folder.path().join("store.db"), limits)
    }
}

impl Faults for OnSqlite {
    // SQLite raises this to the size that the database has.
    const NO_ROOM: &'static str = "PRAGMA max_page_count = 1";
    const ROOM: &'static str = "PRAGMA max_page_count = 1000000";
    const DEFER: &'static str = "PRAGMA defer_foreign_keys = true";
}

every_engine!(crate::suite::on_sqlite::OnSqlite);
engine_with_faults!(crate::suite::on_sqlite::OnSqlite);

#[test]
fn a_closed_database_is_one_file() {
    let engine = OnSqlite::fresh();
    let store = engine.open(Limits::default()).expect("a fresh database");
    store.read(|tx| tx.one("SELECT 1", &[], |row| row.int(0))).expect("a read");
    store.close();
    let files = std::fs::read_dir(engine.folder.path()).expect("the folder");
    let names: Vec<_> = files.map(|file| file.expect("a file").file_name()).collect();
    assert_eq!(names, ["store.db"]);
}

#[test]
fn commits_reach_the_disk() {
    let engine = OnSqlite::fresh();
    let store = engine.open(Limits::default()).expect("a fresh database");
    let settings = super::wait(store.write(|tx| {
        let mut setting = |sql| tx.one(sql, &[], |row| row.int(0));
        Ok(crate::End::Commit((setting("PRAGMA synchronous")?, setting("PRAGMA foreign_keys")?)))
    }));
    assert_eq!(
        settings.expect("a write").value,
        (Some(2), Some(1)),
        "synchronous is FULL, foreign keys hold"
    );
    let log = store.read(|tx| tx.one("PRAGMA journal_mode", &[], |row| row.text(0)));
    assert_eq!(log, Ok(Some("wal".to_owned())));
}
