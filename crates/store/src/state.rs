//! Everything a store holds as one file that people can read: JSON, an object with a list for each table, a row on a
//! line. Written from one moment, and read wholly before any of it is written back.

mod certificates;
mod checks;
mod columns;
mod form;
mod read;
mod records;
mod tables;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use serde_json::{Map, Value as Json};

use self::columns::{Form, Table};
use self::form::Kept;
use self::tables::{OF_CALLS, TABLES};
use crate::engine::{Row, Value};
use crate::error::Error;
use crate::id_pool::Kind;
use crate::tx::Tx;

const FORMAT: &str = "namegate-state";
const VERSION: i64 = 1;

/// A state that was read and found sound.
pub struct State {
    /// The rows of each table, in the order of the tables and their columns.
    rows: Vec<Vec<Vec<Kept>>>,
}

/// Why a file is no state, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct Unfit {
    place: String,
    problem: &'static str,
}

impl Unfit {
    fn at(place: String, problem: &'static str) -> Unfit {
        Unfit { place, problem }
    }

    /// `row` counts from one.
    pub fn in_row(table: &str, row: usize, problem: &'static str) -> Unfit {
        Unfit::at(format!("{table}, row {row}"), problem)
    }

    pub fn in_column(table: &str, row: usize, column: &str, problem: &'static str) -> Unfit {
        Unfit::at(format!("{table}, row {row}, {column}"), problem)
    }
}

impl Table {
    /// Whether a column holds ids of rows of this table.
    fn refers_to_itself(&self, at: usize) -> bool {
        matches!(self.columns[at].form, Form::Of(other) if other == self.name)
    }

    /// Where a column stands in a row.
    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl State {
    /// How many rows a table has.
    pub fn count(&self, table: &str) -> usize {
        self.tables().find(|(have, _)| have.name == table).map_or(0, |(_, rows)| rows.len())
    }

    /// How many rows all tables have together.
    pub fn count_all(&self) -> usize {
        self.rows.iter().map(Vec::len).sum()
    }

    /// The texts of a column with the numbers of their rows, which count from one.
    pub fn texts(&self, table: &'static str, column: &'static str) -> impl Iterator<Item = (usize, &str)> {
        self.columns(table, [column]).filter_map(|(number, [text])| Some((number, text.text()?)))
    }

    /// The value of a setting.
    pub fn setting(&self, name: &str) -> Option<&str> {
        let mut settings = self.columns("setting", ["name", "value"]).map(|(_, row)| row.map(Kept::text));
        settings.find_map(|[have, value]| value.filter(|_| have == Some(name)))
    }

    fn tables(&self) -> impl Iterator<Item = (&'static Table, &Vec<Vec<Kept>>)> {
        TABLES.iter().zip(&self.rows)
    }

    /// Some columns of a table, with the numbers of the rows. A column that does not exist is an empty list.
    fn columns<const N: usize>(
        &self,
        table: &'static str,
        names: [&'static str; N],
    ) -> impl Iterator<Item = (usize, [&Kept; N])> {
        let found = self.tables().find(|(have, _)| have.name == table);
        let rows = found.and_then(|(table, rows)| {
            let at = names.map(|name| table.column(name));
            at.iter().all(Option::is_some).then(|| (at.map(Option::unwrap_or_default), rows))
        });
        rows.into_iter()
            .flat_map(|(at, rows)| (1..).zip(rows).map(move |(number, row)| (number, at.map(|at| &row[at]))))
    }
}

/// The statements of a table. They are made once, as the engines know statements by where they lie.
struct Statements {
    select: &'static str,
    insert: &'static str,
    /// For each column that refers to rows of its own table: these may come later.
    refer: Vec<(usize, &'static str)>,
    delete: &'static str,
}

static STATEMENTS: LazyLock<Vec<Statements>> = LazyLock::new(|| TABLES.iter().map(statements).collect());

/// The statements that delete what tells of calls.
static CLEARED: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| OF_CALLS.iter().map(|name| &*format!("DELETE FROM {name}").leak()).collect());

fn statements(table: &Table) -> Statements {
    let (name, key) = (table.name, table.key.join(", "));
    let columns = table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
    let places = (1..=table.columns.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let refer = (0..table.columns.len()).filter(|at| table.refers_to_itself(*at)).map(|at| {
        let column = table.columns[at].name;
        (at, &*format!("UPDATE {name} SET {column} = $2 WHERE {key} = $1").leak())
    });
    Statements {
        refer: refer.collect(),
        select: format!("SELECT {columns} FROM {name} ORDER BY {key}").leak(),
        insert: format!("INSERT INTO {name} ({columns}) VALUES ({places})").leak(),
        delete: format!("DELETE FROM {name}").leak(),
    }
}

impl Tx<'_> {
    /// Everything, as one file.
    pub fn export_state(&mut self) -> Result<String, Error> {
        let mut out = format!("{{\n \"format\": \"{FORMAT}\",\n \"version\": {VERSION}");
        for (table, statements) in TABLES.iter().zip(STATEMENTS.iter()) {
            out.push_str(&format!(",\n \"{}\": [", table.name));
            let mut between = "";
            self.each(statements.select, &[], |row| {
                out.push_str(between);
                out.push_str("\n  ");
                out.push_str(&line(table, row)?);
                between = ",";
                Ok(())
            })?;
            out.push_str(if between.is_empty() { "]" } else { "\n ]" });
        }
        out.push_str("\n}\n");
        Ok(within_xml(out))
    }

    /// Deletes everything. Ids go on from where they were.
    pub fn clear_state(&mut self) -> Result<(), Error> {
        self.delete_zone_bases()?;
        self.delete_zone_versions()?;
        for delete in
            STATEMENTS.iter().rev().map(|statements| statements.delete).chain(CLEARED.iter().copied())
        {
            self.execute(delete, &[])?;
        }
        Ok(())
    }

    /// Writes a state into a store that was cleared, its zones under `zone_version`. The ids that it holds are taken:
    /// [`crate::Store::forget_ids`] has to follow the commit.
    pub fn insert_state(&mut self, state: &State, zone_version: i64) -> Result<(), Error> {
        for ((table, rows), statements) in state.tables().zip(STATEMENTS.iter()) {
            for row in rows {
                let value = |at: usize| match table.columns[at].form {
                    Form::ZoneVersion => zone_version.into(),
                    _ if table.refers_to_itself(at) => Value::Null,
                    _ => row[at].value(),
                };
                let values: Vec<Value<'_>> = (0..row.len()).map(value).collect();
                self.execute(statements.insert, &values)?;
            }
            for (row, (at, refer)) in
                rows.iter().flat_map(|row| statements.refer.iter().map(move |r| (row, r)))
            {
                if row[*at] != Kept::Null {
                    self.execute(refer, &[row[0].value(), row[*at].value()])?;
                }
            }
        }
        Kind::ALL.into_iter().try_for_each(|kind| self.take_ids_to(kind, state.greatest(kind)))
    }
}

impl State {
    /// The greatest id of a kind, 0 where there is none.
    fn greatest(&self, kind: Kind) -> i64 {
        let of_kind = |form| matches!(form, Form::Id(of) if of == kind);
        let ids = self.tables().flat_map(|(table, rows)| {
            let at = (0..table.columns.len()).filter(move |at| of_kind(table.columns[*at].form));
            at.flat_map(move |at| rows.iter().filter_map(move |row| row[at].int()))
        });
        ids.max().unwrap_or(0)
    }
}

fn line(table: &Table, row: &dyn Row) -> Result<String, Error> {
    let mut object = Map::new();
    for (at, column) in table.columns.iter().enumerate() {
        if !matches!(column.form, Form::ZoneVersion) {
            object.insert(column.name.to_owned(), form::shown(row, at, column.form)?);
        }
    }
    serde_json::to_string(&Json::Object(object)).map_err(|_| Error::corrupt("row"))
}

/// The same JSON without the two characters that JSON leaves as they are and XML 1.0 cannot hold (section 2.2).
fn within_xml(json: String) -> String {
    if !json.contains(['\u{fffe}', '\u{ffff}']) {
        return json;
    }
    json.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff")
}
