//! Where engines differ in words: named fragments of the schema, `{name}` in a statement of a migration.

/// The fragments of one engine.
pub(crate) struct Dialect {
    /// The type of a column of bytes.
    pub(crate) bytes: &'static str,
    /// What follows a table whose rows are to lie in the order of its primary key.
    pub(crate) clustered: &'static str,
}

pub(crate) const SQLITE: Dialect = Dialect { bytes: "blob", clustered: "WITHOUT ROWID" };

impl Dialect {
    /// `statement` in the words of this engine.
    pub(crate) fn speak(&self, statement: &str) -> String {
        statement.replace("{bytes}", self.bytes).replace("{clustered}", self.clustered)
    }
}
