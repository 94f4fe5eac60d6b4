//! Whether nothing is forgotten.

use std::collections::BTreeSet;

use super::columns::{Column, Form};
use super::tables::{LEFT_OUT, OF_CALLS, TABLES};
use crate::schema::MIGRATIONS;

/// The columns of a statement that creates a table, each with its words.
fn created(statement: &str) -> Option<(&str, Vec<Vec<&str>>)> {
    let rest = statement.strip_prefix("CREATE TABLE ")?;
    let (name, rest) = rest.split_once('(')?;
    let body = &rest[..rest.rfind(')')?];
    let (mut depth, mut parts, mut from) = (0, Vec::new(), 0);
    for (at, c) in body.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&body[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&body[from..]);
    let columns = parts.into_iter().map(|part| part.split_whitespace().collect::<Vec<_>>());
    Some((name.trim(), columns.filter(|words| words[0] != "PRIMARY").collect()))
}

fn tables() -> Vec<(&'static str, Vec<Vec<&'static str>>)> {
    let statements = MIGRATIONS.iter().flat_map(|migration| migration.statements.iter().copied().flatten());
    statements.filter_map(|statement| created(statement)).collect()
}

/// The type that a column of this form has.
fn type_of(form: Form) -> &'static str {
    match form {
        Form::Text | Form::Word(_) | Form::Json(_) => "text",
        Form::Truth => "boolean",
        Form::Octets | Form::Records => "{bytes}",
        Form::Number
        | Form::Moment
        | Form::Amount
        | Form::Id(_)
        | Form::Of(_)
        | Form::ServedUntil
        | Form::ZoneVersion => "bigint",
    }
}

#[test]
fn every_table_is_exported() {
    let known: BTreeSet<&str> =
        TABLES.iter().map(|table| table.name).chain(LEFT_OUT).chain(OF_CALLS).collect();
    for (name, _) in tables() {
        assert!(known.contains(name), "{name}: a new table needs its lines in state/tables.rs");
    }
    assert_eq!(known.len(), tables().len(), "tables that are no more");
}

#[test]
fn every_column_is_exported_in_a_form_of_its_type() {
    let is_exported = |name: &str| !LEFT_OUT.contains(&name) && !OF_CALLS.contains(&name);
    for (name, columns) in tables().into_iter().filter(|(name, _)| is_exported(name)) {
        let table = TABLES.iter().find(|table| table.name == name).expect(name);
        let schema: Vec<&str> = columns.iter().map(|words| words[0]).collect();
        let listed: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        assert_eq!(listed, schema, "{name}: the columns in state/tables.rs");
        for (Column { form, or_null, .. }, words) in table.columns.iter().zip(&columns) {
            assert_eq!(words[1], type_of(*form), "{name}, {}", words[0]);
            assert_eq!(*or_null, !words.contains(&"NOT"), "{name}, {}: null", words[0]);
            let refers = words.iter().position(|word| *word == "REFERENCES").map(|at| words[at + 1]);
            if let Some(refers) = refers {
                assert!(
                    matches!(form, Form::Of(of) if *of == refers),
                    "{name}, {}: what it refers to",
                    words[0]
                );
            }
        }
    }
}

#[test]
fn every_key_is_of_columns_that_are_there() {
    for table in TABLES {
        for column in table.unique.iter().copied().chain([table.key]).flatten() {
            assert!(table.column(column).is_some(), "{}, {column}", table.name);
        }
        // What is referred to comes first.
        let before = TABLES.iter().take_while(|other| other.name != table.name).map(|other| other.name);
        let before: BTreeSet<&str> = before.chain([table.name]).collect();
        for column in table.columns {
            assert!(!matches!(column.form, Form::Of(of) if !before.contains(of)), "{}", column.name);
        }
    }
}
