//! The store's file, seen from beside: what it holds, and tables that are gone for a while.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use testkit::TestApp;

/// Every row of every table but the blocks of ids, which are taken ahead of need.
pub fn all(app: &TestApp) -> Vec<String> {
    let connection = open(&app.store_file());
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'id_block' ORDER BY name")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
        .expect("the tables");
    tables.iter().flat_map(|table| rows(&connection, table)).collect()
}

fn rows(connection: &Connection, table: &str) -> Vec<String> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).expect("a table");
    let columns = statement.column_count();
    let shown = |row: &rusqlite::Row<'_>| {
        let values: Vec<Value> = (0..columns).map(|at| row.get(at)).collect::<Result<_, _>>()?;
        Ok(format!("{table} {values:?}"))
    };
    statement.query_map([], shown).and_then(Iterator::collect).expect("rows")
}

/// Takes a table away.
pub fn take_away(app: &TestApp, table: &str) {
    rename(app, table, &format!("{table}_gone"));
}

/// Brings it back.
pub fn bring_back(app: &TestApp, table: &str) {
    rename(app, &format!("{table}_gone"), table);
}

fn rename(app: &TestApp, from: &str, to: &str) {
    let connection = open(&app.store_file());
    connection.execute(&format!("ALTER TABLE {from} RENAME TO {to}"), []).expect("renamed");
}

/// A connection beside the store's own: in this process, so with the locks the store uses.
pub fn open(path: &Path) -> Connection {
    let connection = Connection::open_with_flags_and_vfs(path, OpenFlags::default(), "unix-excl");
    let connection = connection.expect("the store's file");
    connection.busy_timeout(std::time::Duration::from_secs(30)).expect("patience");
    connection
}
