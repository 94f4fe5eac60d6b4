//! The suite on SQLite.

use tempfile::TempDir;

use super::{Faults, Items, TestEngine, engine_with_faults, every_engine, insert, wait};
use crate::dialect::{Dialect, SQLITE};
use crate::{End, Limits, OpenError, Store};

pub(crate) struct OnSqlite {
    folder: TempDir,
}

impl TestEngine for OnSqlite {
    const DIALECT: Dialect = SQLITE;

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
fn a_file_of_one_process_feeds_nobody() {
    let items = Items::<OnSqlite>::fresh();
    assert!(items.store.feed().is_none());
    wait(items.store.write(|tx| {
        tx.zone_changed(super::transactions::zone(1));
        insert(tx, "a").map(End::Commit)
    }))
    .expect("a write");
    let sql = "SELECT count(*) FROM zone_feed";
    assert_eq!(items.store.read(|tx| tx.one(sql, &[], |row| row.int(0))), Ok(Some(0)));
}

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

/// The log may not grow past a limit of the process, so COMMIT fails on the way to the disk. The limit needs a process
/// of its own: this test runs itself again in one.
#[cfg(unix)]
mod a_log_that_cannot_be_written {
    use std::io::Write;
    use std::path::Path;
    use std::process::{Command, Stdio};

    use super::*;
    use crate::suite::{Items, insert, queue, wait};
    use crate::{End, Error};

    const NAME: &str = "suite::on_sqlite::a_log_that_cannot_be_written::nobody_is_told_ok_wrongly";
    const FOLDER: &str = "NAMEGATE_STORE_TEST_FOLDER";

    #[test]
    fn nobody_is_told_ok_wrongly() {
        match std::env::var_os(FOLDER) {
            Some(folder) => fill(Path::new(&folder)),
            None => watch(),
        }
    }

    fn watch() {
        let items = Items::<OnSqlite>::fresh();
        items.store.close();
        let folder = items.engine.folder.path();
        let limited = "trap '' XFSZ; ulimit -f 1000; exec \"$0\" --exact \"$1\"";
        let status = Command::new("sh")
            .args(["-c", limited])
            .arg(std::env::current_exe().expect("this test"))
            .arg(NAME)
            .env(FOLDER, folder)
            .stdout(Stdio::null())
            .status();
        assert!(status.expect("a shell").success());
        let told = std::fs::read_to_string(folder.join("told")).expect("what was told");
        assert!(told.contains("unknown ") && told.contains("ok "), "{told}");
        let items = items.reopened();
        for line in told.lines() {
            match line.split_once(' ').expect("a word and a name") {
                ("ok", name) => assert!(items.has(name), "{name} was told OK"),
                ("no", name) => assert!(!items.has(name), "{name} was told that it failed"),
                _ => {}
            }
        }
        items.put("after").expect("the database works");
    }

    fn fill(folder: &Path) {
        let store = Store::open_sqlite(&folder.join("store.db")).expect("the database");
        let items = Items { engine: OnSqlite::fresh(), store };
        // Fetches the ids, so that the writes below are queued at once.
        items.put("before").expect("there is room yet");
        let mut told = std::fs::File::create(folder.join("told")).expect("a file");
        for round in 0..60 {
            let (held, go) = items.hold();
            let write = |i| {
                let name = format!("{round} {i} {}", "x".repeat(1_000));
                let kept = name.clone();
                (name, queue(&items.store, move |tx| insert(tx, &kept).map(End::Commit)))
            };
            let writes: Vec<_> = (0..5).map(write).collect();
            drop(go);
            // It writes nothing, but may share the fate of a batch that does.
            let _ = wait(held);
            for (name, write) in writes {
                let word = match wait(write) {
                    Ok(_) => "ok",
                    Err(Error::Unknown) => "unknown",
                    Err(_) => "no",
                };
                writeln!(told, "{word} {name}").expect("a line");
            }
        }
    }
}
