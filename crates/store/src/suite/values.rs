//! What goes in and what comes out.

use super::{Items, TestEngine, insert, spoken, wait};
use crate::{End, Error, Row, Store, Tx, Value};

/// Runs `f` in a write transaction that is rolled back.
fn in_vain<T: Send + 'static>(
    store: &Store,
    mut f: impl FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    wait(store.write(move |tx| f(tx).map(End::Rollback))).map(|written| written.value)
}

pub(super) fn values_come_back<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let sql = spoken::<E>("CREATE TABLE kept (i bigint, t text, b boolean, s {bytes})");
    wait(items.store.write(move |tx| tx.execute(sql, &[]).map(End::Commit))).expect("a table");
    for (int, text, truth, bytes) in [
        (0, "", false, &b""[..]),
        (i64::MAX, "it's; $1 \"ü\"", true, &[0, 255, 39][..]),
        (i64::MIN, "a\u{1}b", true, &[0][..]),
    ] {
        let values = (int, text.to_owned(), truth, bytes.to_vec());
        let read = in_vain(&items.store, move |tx| {
            let row = [int.into(), text.into(), truth.into(), bytes.into()];
            tx.execute("INSERT INTO kept VALUES ($1, $2, $3, $4)", &row)?;
            let where_it_is = "SELECT i, t, b, s FROM kept WHERE i = $1 AND t = $2 AND b = $3 AND s = $4";
            tx.one(where_it_is, &row, |row| Ok((row.int(0)?, row.text(1)?, row.bool(2)?, row.bytes(3)?)))
        });
        assert_eq!(read, Ok(Some(values)));
    }
    let nothing = in_vain(&items.store, |tx| {
        let row = [None::<i64>.into(), None::<&str>.into(), None::<bool>.into(), Value::Null];
        tx.execute("INSERT INTO kept VALUES ($1, $2, $3, $4)", &row)?;
        tx.one("SELECT i, t, b, s FROM kept WHERE i IS NULL", &[], |row| {
            Ok((row.opt_int(0)?, row.opt_text(1)?, row.opt_bool(2)?, row.opt_bytes(3)?))
        })
    });
    assert_eq!(nothing, Ok(Some((None, None, None, None))));
}

pub(super) fn values_bind_by_number<E: TestEngine>() {
    let items = Items::<E>::fresh();
    for name in ["$1", "b", "c"] {
        items.put(name).expect("a row");
    }
    let names = |sql: &'static str, values: &[Value<'_>]| {
        items.store.read(|tx| tx.many(sql, values, |row| row.text(0)))
    };
    let sql = "SELECT name FROM item WHERE value = $2 AND name > $1 ORDER BY name";
    assert_eq!(names(sql, &["$1".into(), 1.into()]), Ok(vec!["b".to_owned(), "c".to_owned()]));
    let sql = "SELECT name FROM item WHERE value < $2 AND (name = $1 OR name < $1) ORDER BY name DESC";
    assert_eq!(names(sql, &["b".into(), 2.into()]), Ok(vec!["b".to_owned(), "$1".to_owned()]));
    let sql = "SELECT name FROM item WHERE name = '$1' AND value = $1 AND 'it''s $2' <> name -- $3";
    assert_eq!(names(sql, &[1.into()]), Ok(vec!["$1".to_owned()]));
    let sql = "SELECT name FROM item WHERE value = $1";
    for values in [&[][..], &[1.into(), 2.into()][..]] {
        assert!(matches!(names(sql, values), Err(Error::Engine(_))), "{} values", values.len());
    }
    assert_eq!(names(sql, &[1.into()]).map(|names| names.len()), Ok(3), "and the statement still works");
}

pub(super) fn columns_of_another_type<E: TestEngine>() {
    let items = Items::<E>::fresh();
    items.put("a").expect("a row");
    type Reading = fn(&dyn Row) -> Result<(), Error>;
    let readings: [Reading; 8] = [
        |row| row.int(0).map(drop),
        |row| row.opt_bool(0).map(drop),
        |row| row.bytes(0).map(drop),
        |row| row.text_ref(1).map(drop),
        |row| row.opt_bytes(1).map(drop),
        |row| row.text(2).map(drop),
        |row| row.bool(2).map(drop),
        |row| row.int(3).map(drop),
    ];
    for (i, reading) in readings.into_iter().enumerate() {
        let read =
            items.store.read(|tx| tx.one("SELECT name, value, parent FROM item", &[], |row| reading(row)));
        assert!(matches!(read, Err(Error::Engine(_))), "reading {i}: {read:?}");
    }
}

pub(super) fn rows_that_are_too_many<E: TestEngine>() {
    let items = Items::<E>::fresh();
    let read = in_vain(&items.store, |tx| {
        insert(tx, "a")?;
        assert_eq!(tx.one("SELECT value FROM item", &[], |row| row.int(0)), Ok(Some(1)));
        insert(tx, "b")?;
        tx.one("SELECT value FROM item", &[], |row| row.int(0))
    });
    assert!(matches!(read, Err(Error::Engine(_))), "{read:?}");
}
