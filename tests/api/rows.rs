//! The database, seen from beside: what it holds, and tables that are gone for a while.

use testkit::TestApp;

/// Every row of every table that holds content, but for the log of what was done.
pub fn all(app: &TestApp) -> Vec<String> {
    app.database().content().into_iter().filter(|row| !row.starts_with("audit_")).collect()
}

/// How many entries the log has.
pub fn audited(app: &TestApp) -> usize {
    app.database().content().iter().filter(|row| row.starts_with("audit_")).count()
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
