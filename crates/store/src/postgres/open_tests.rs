use std::sync::Barrier;

use super::*;
use crate::limits::Limits;
use crate::postgres::target::Target;
use crate::suite::cluster::Cluster;

const NOTES: Migration =
    Migration { version: 2, name: "notes", statements: &[&["CREATE TABLE note (text text, seal {bytes})"]] };
const BROKEN: Migration = Migration {
    version: 3,
    name: "broken",
    statements: &[&["CREATE TABLE half (id bigint)", "CREATE TABLE other (id nonsense)"]],
};

fn first_step() -> Migration {
    let Migration { version, name, statements } = MIGRATIONS[0];
    Migration { version, name, statements }
}

fn session(url: &str) -> Session {
    Session::new(Target::parse(url).expect("a URL"), Limits::default()).expect("a session")
}

fn migrate(url: &str, migrations: &[Migration]) -> Result<PgConnection, OpenError> {
    let session = session(url);
    let mut connection = session.connect(None)?;
    bring_to(&session, &mut connection, migrations).map(|()| connection)
}

fn count(connection: &mut PgConnection, sql: &'static str) -> i64 {
    first(connection, sql, &[]).expect(sql).expect("a row")
}

#[test]
fn later_steps_join_and_keep_what_is_there() {
    let url = Cluster::shared().fresh();
    let mut connection = migrate(&url, &[first_step()]).expect("an empty schema");
    connection.control("INSERT INTO id_block VALUES ('domain', 7)").expect("a row");
    let mut connection = migrate(&url, &[first_step(), NOTES]).expect("a second step");
    assert_eq!(count(&mut connection, "SELECT next FROM id_block"), 7);
    assert_eq!(count(&mut connection, "SELECT count(text) FROM note"), 0);
    migrate(&url, &[first_step(), NOTES]).expect("nothing left to do");
}

#[test]
fn a_step_that_fails_leaves_nothing() {
    let url = Cluster::shared().fresh();
    drop(migrate(&url, &[first_step()]).expect("an empty schema"));
    let refused = migrate(&url, &[first_step(), NOTES, BROKEN]).err();
    assert!(matches!(refused, Some(OpenError::Other { .. })), "{refused:?}");
    let mut connection = migrate(&url, &[first_step()]).expect("still the first step");
    let left = "SELECT count(*) FROM information_schema.tables
                WHERE table_schema = current_schema() AND table_name IN ('note', 'half', 'other')";
    assert_eq!(count(&mut connection, left), 0);
}

#[test]
fn a_newer_schema_is_refused() {
    let url = Cluster::shared().fresh();
    drop(migrate(&url, &[first_step(), NOTES]).expect("a newer program"));
    let refused = migrate(&url, &[first_step()]).err();
    assert!(matches!(refused, Some(OpenError::Newer { found: 2, known: 1, .. })), "{refused:?}");
}

#[test]
fn another_programs_tables_stay_as_they_are() {
    for theirs in
        ["CREATE TABLE theirs (id integer)", "CREATE TABLE schema_version (version bigint, name text)"]
    {
        let url = Cluster::shared().fresh();
        session(&url).connect(None).expect("a connection").control(theirs).expect("a table");
        let refused = migrate(&url, &[first_step()]).err();
        assert!(matches!(refused, Some(OpenError::NotOurs { .. })), "{refused:?}");
    }
}

#[test]
fn nodes_that_start_at_once() {
    let url = Cluster::shared().fresh();
    let all = Barrier::new(8);
    std::thread::scope(|scope| {
        let node = || {
            all.wait();
            bring_up_to_date(&session(&url))
        };
        let nodes: Vec<_> = (0..8).map(|_| scope.spawn(node)).collect();
        nodes.into_iter().for_each(|node| node.join().expect("a node").expect("a schema"));
    });
    let mut connection = session(&url).connect(None).expect("a connection");
    let steps = i64::try_from(MIGRATIONS.len()).expect("few");
    assert_eq!(count(&mut connection, "SELECT count(*) FROM schema_version"), steps);
}

#[test]
fn servers_that_cannot_be_had() {
    let refused = bring_up_to_date(&session("postgres://me:secret@127.0.0.1:1/names")).err();
    assert!(matches!(refused, Some(OpenError::Unreachable { .. })), "{refused:?}");
    let here = Cluster::shared().fresh();
    let missing = here.replace("/postgres?", "/missing?");
    let stranger = here.replace("tests@", "stranger:secret@");
    let no_schema = here.replace("search_path%3D", "search_path%3Dmissing_");
    for url in [missing, stranger, no_schema] {
        let refused = bring_up_to_date(&session(&url)).err();
        assert!(matches!(refused, Some(OpenError::Other { .. })), "{refused:?}");
        assert!(!format!("{refused:?}").contains("secret"), "{refused:?}");
    }
}

#[test]
fn old_stamps_are_swept() {
    let url = Cluster::shared().fresh();
    let session = session(&url);
    bring_up_to_date(&session).expect("a schema");
    let mut connection = session.connect(None).expect("a connection");
    connection
        .control("INSERT INTO write_stamp VALUES ('old', 1, 1), ('new', 1, CAST(extract(epoch FROM now()) AS bigint))")
        .expect("stamps");
    bring_up_to_date(&session).expect("a schema");
    assert_eq!(count(&mut connection, "SELECT count(*) FROM write_stamp WHERE writer = 'new'"), 1);
    assert_eq!(count(&mut connection, "SELECT count(*) FROM write_stamp"), 1);
}
