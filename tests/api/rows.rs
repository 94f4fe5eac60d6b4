//! The database, seen from beside: what it holds, and tables that are gone for a while.

use testkit::TestApp;

/// What is taken ahead of need, and what a write leaves for its writer.
const NOT_CONTENT: [&str; 2] = ["id_block", "write_stamp"];

/// Every row of every table that holds content.
pub fn all(app: &TestApp) -> Vec<String> {
    let tables = app.database().tables().into_iter().filter(|table| !NOT_CONTENT.contains(&table.as_str()));
    tables.flat_map(|table| rows(app, &table)).collect()
}

fn rows(app: &TestApp, table: &str) -> Vec<String> {
    let mut rows = app.database().rows(&format!("SELECT * FROM {table}"));
    // An engine gives them in the order in which they lie.
    rows.sort_unstable();
    rows.into_iter().map(|row| format!("{table} {row}")).collect()
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
    app.database().rows(&format!("ALTER TABLE {from} RENAME TO {to}"));
}
