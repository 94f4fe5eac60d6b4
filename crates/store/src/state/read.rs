//! Reads a file, all of it before anything is written.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json};

use super::columns::{Form, Table};
use super::form::{Kept, read};
use super::tables::TABLES;
use super::{FORMAT, State, Unfit, VERSION, checks};

type Object = Map<String, Json>;

impl State {
    /// Reads a file that [`crate::Tx::export_state`] wrote, or one that could be such. A table that it lacks is empty.
    pub fn parse(text: &str) -> Result<State, Unfit> {
        let mut file: Object = serde_json::from_str(text).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            Unfit::at(
                place,
                if error.is_eof() { "the file ends too early" } else { "this is no JSON object" },
            )
        })?;
        if file.remove("format") != Some(FORMAT.into()) {
            return Err(Unfit::at("format".into(), "this is no state of a sandbox"));
        }
        if file.remove("version") != Some(VERSION.into()) {
            return Err(Unfit::at("version".into(), "this program reads version 1"));
        }
        let rows =
            TABLES.iter().map(|table| rows(table, file.remove(table.name))).collect::<Result<_, _>>()?;
        if let Some(unknown) = file.keys().next() {
            return Err(Unfit::at(clipped(unknown), "no such table"));
        }
        let state = State { rows };
        references(&state)?;
        checks::run(&state)?;
        Ok(state)
    }
}

fn rows(table: &'static Table, listed: Option<Json>) -> Result<Vec<Vec<Kept>>, Unfit> {
    let listed = match listed {
        None => return Ok(Vec::new()),
        Some(Json::Array(listed)) => listed,
        Some(_) => return Err(Unfit::at(table.name.into(), "no list of rows")),
    };
    let rows = (1..).zip(listed).map(|(number, row)| match row {
        Json::Object(row) => kept(table, number, row),
        _ => Err(Unfit::in_row(table.name, number, "no row")),
    });
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    for columns in table.unique.iter().copied().chain([table.key]) {
        no_two_alike(table, columns, &rows)?;
    }
    Ok(rows)
}

fn kept(table: &Table, number: usize, mut row: Object) -> Result<Vec<Kept>, Unfit> {
    let values = table.columns.iter().map(|column| {
        if matches!(column.form, Form::ZoneVersion) {
            return Ok(Kept::Null);
        }
        let at = |problem| Unfit::in_column(table.name, number, column.name, problem);
        let value = row.remove(column.name).ok_or_else(|| at("it is missing"))?;
        read(&value, column).map_err(at)
    });
    let values = values.collect::<Result<Vec<_>, _>>()?;
    match row.keys().next() {
        Some(unknown) => Err(Unfit::in_column(table.name, number, &clipped(unknown), "no such column")),
        None => Ok(values),
    }
}

/// A name of the file's own, not longer than a line.
fn clipped(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}

fn no_two_alike(table: &Table, columns: &[&str], rows: &[Vec<Kept>]) -> Result<(), Unfit> {
    let at: Vec<usize> = columns.iter().filter_map(|name| table.column(name)).collect();
    let mut seen = HashSet::with_capacity(rows.len());
    for (number, row) in (1..).zip(rows) {
        let values: Vec<&Kept> = at.iter().map(|at| &row[*at]).collect();
        // Nulls are never alike.
        if !values.contains(&&Kept::Null) && !seen.insert(values) {
            return Err(Unfit::in_column(
                table.name,
                number,
                &columns.join(", "),
                "a row before has the same",
            ));
        }
    }
    Ok(())
}

fn references(state: &State) -> Result<(), Unfit> {
    let mut ids: HashMap<&str, HashSet<i64>> = HashMap::new();
    for (table, rows) in state.tables() {
        if let Some(at) = table.column("id") {
            ids.insert(table.name, rows.iter().filter_map(|row| row[at].int()).collect());
        }
    }
    for (table, rows) in state.tables() {
        for (at, column) in table.columns.iter().enumerate() {
            let Form::Of(other) = column.form else { continue };
            let is_there = |id| ids.get(other).is_some_and(|ids| ids.contains(&id));
            let lost = rows.iter().position(|row| row[at].int().is_some_and(|id| !is_there(id)));
            if let Some(lost) = lost {
                return Err(Unfit::in_column(table.name, lost + 1, column.name, "no row has this id"));
            }
        }
    }
    Ok(())
}
