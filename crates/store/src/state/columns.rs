//! Tables of a state, and the form in which each column stands in the file.

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::id_pool::Kind;

/// A table.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// The columns of its primary key, by which its rows are sorted.
    pub(crate) key: &'static [&'static str],
    /// Other columns in which no two rows are alike.
    pub(crate) unique: &'static [&'static [&'static str]],
    pub(crate) columns: &'static [Column],
}

/// A column.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    pub(crate) or_null: bool,
}

/// The form of a value in the file.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Text,
    /// A text that passes.
    Word(fn(&str) -> bool),
    /// A number of 32 bits.
    Number,
    Truth,
    /// Unix seconds, in the file a moment of RFC 3339 in UTC.
    Moment,
    /// Ten-thousandths, in the file a decimal number; its currency stands beside it.
    Amount,
    /// Octets, in the file hex digits.
    Octets,
    /// JSON in a column of text, in the file as it is.
    Json(fn(&Json) -> bool),
    /// An id of this kind; ids to come are greater.
    Id(Kind),
    /// The id of a row of this table.
    Of(&'static str),
    /// The rows of a zone.
    Records,
    /// The end of a zone: a moment, or `never` for one that is not answered at all.
    ServedUntil,
    /// Not in the file: whoever reads it gives one.
    ZoneVersion,
}

pub(super) const fn column(name: &'static str, form: Form) -> Column {
    Column { name, form, or_null: false }
}

pub(super) const fn or_null(name: &'static str, form: Form) -> Column {
    Column { name, form, or_null: true }
}

pub(super) const fn table(
    name: &'static str,
    key: &'static [&'static str],
    unique: &'static [&'static [&'static str]],
    columns: &'static [Column],
) -> Table {
    Table { name, key, unique, columns }
}

pub(super) fn is<T: DeserializeOwned>(value: &Json) -> bool {
    T::deserialize(value).is_ok()
}

pub(super) const ACCOUNT: Form = Form::Of("account");
pub(super) const PURCHASE: Form = Form::Of("purchase");
