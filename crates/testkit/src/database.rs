//! The database of an app: a file, or where NAMEGATE_TEST_STORE says `postgres` a schema of the throw-away cluster.
//! Tests look into it, and break it, beside the store.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use store::Store;
use tempfile::TempDir;

use crate::postgres::Cluster;

/// A database that goes with the test, or for the one of PostgreSQL with its cluster.
#[derive(Clone)]
pub enum Database {
    Sqlite(Arc<TempDir>),
    Postgres { url: String },
}

/// What is taken ahead of need, and what a write leaves for its writer and for other processes.
const NOT_CONTENT: [&str; 3] = ["id_block", "write_stamp", "zone_feed"];

const ENGINE: &str = "NAMEGATE_TEST_STORE";

impl Database {
    /// An empty one.
    pub fn fresh() -> Self {
        match std::env::var(ENGINE).as_deref() {
            Ok("postgres") => Database::shared(),
            Ok("sqlite") | Err(_) => Database::Sqlite(Arc::new(tempfile::tempdir().expect("a folder"))),
            Ok(other) => panic!("{ENGINE} is sqlite or postgres, not {other}"),
        }
    }

    /// An empty one that several processes can use, whatever the variable says.
    pub fn shared() -> Self {
        Database::Postgres { url: Cluster::shared().fresh() }
    }

    pub fn open(&self) -> Store {
        match self {
            Database::Sqlite(folder) => Store::open_sqlite(&file(folder)),
            Database::Postgres { url } => Store::open_postgres(url),
        }
        .expect("a store")
    }

    /// The names of its tables.
    pub fn tables(&self) -> Vec<String> {
        self.rows(match self {
            Database::Sqlite(_) => "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
            Database::Postgres { .. } => {
                "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1"
            }
        })
    }

    /// Every row of every table that holds content, each behind the name of its table.
    pub fn content(&self) -> Vec<String> {
        let tables = self.tables().into_iter().filter(|table| !NOT_CONTENT.contains(&table.as_str()));
        let mut rows: Vec<String> = match self {
            Database::Sqlite(_) => tables.flat_map(|table| self.table(&table)).collect(),
            // Each question is a process of its own, so that all are one.
            Database::Postgres { .. } => {
                let of_table = |table| format!("SELECT '{table} ' || ({table}.*)::text FROM {table}");
                self.rows(&tables.map(of_table).collect::<Vec<_>>().join(" UNION ALL "))
            }
        };
        // An engine gives them in the order in which they lie.
        rows.sort_unstable();
        rows
    }

    fn table(&self, table: &str) -> Vec<String> {
        let rows = self.rows(&format!("SELECT * FROM {table}"));
        rows.into_iter().map(|row| format!("{table} {row}")).collect()
    }

    /// The rows that a query gives, or none for a change, each as text.
    pub fn rows(&self, sql: &str) -> Vec<String> {
        match self {
            Database::Sqlite(folder) => rows(&file(folder), sql),
            Database::Postgres { url } => {
                let schema = url.rsplit_once("%3D").expect("a schema").1;
                let rows = Cluster::shared().psql(&format!("SET search_path = {schema}"), sql);
                rows.lines().map(str::to_owned).collect()
            }
        }
    }
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("store.db")
}

fn rows(file: &Path, sql: &str) -> Vec<String> {
    // With the locks the store uses, which are those of this process alone.
    let connection = Connection::open_with_flags_and_vfs(file, OpenFlags::default(), "unix-excl");
    let connection = connection.expect("the store's file");
    connection.busy_timeout(Duration::from_secs(30)).expect("patience");
    let mut statement = connection.prepare(sql).expect(sql);
    let columns = statement.column_count();
    let shown = |row: &rusqlite::Row<'_>| {
        let values: rusqlite::Result<Vec<String>> = (0..columns).map(|at| row.get(at).map(text)).collect();
        values.map(|values| values.join("|"))
    };
    statement.query_map([], shown).and_then(Iterator::collect).expect(sql)
}

fn text(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        other => format!("{other:?}"),
    }
}
