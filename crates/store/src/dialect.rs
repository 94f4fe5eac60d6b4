//! Where engines differ in words: named fragments of the schema, `{name}` in a statement of a migration.

/// The fragments of one engine.
pub(crate) struct Dialect {
    /// The type of a column of text, in a statement the word `text`.
    pub(crate) text: &'static str,
    /// The type of a column of bytes.
    pub(crate) bytes: &'static str,
    /// What follows a table whose rows are to lie in the order of its primary key.
    pub(crate) clustered: &'static str,
}

pub(crate) const SQLITE: Dialect = Dialect { text: "text", bytes: "blob", clustered: "WITHOUT ROWID" };

/// Text is compared by its octets, as in SQLite, whatever the collation of the database.
pub(crate) const POSTGRES: Dialect = Dialect { text: "text COLLATE \"C\"", bytes: "bytea", clustered: "" };

impl Dialect {
    /// `statement` in the words of this engine.
    pub(crate) fn speak(&self, statement: &str) -> String {
        // A type follows the name of its column, which may itself be `text`.
        let mut spoken = String::with_capacity(statement.len());
        for (i, word) in statement.split(' ').enumerate() {
            let rest = word.strip_prefix("text").filter(|rest| matches!(*rest, "" | "," | ")" | ",\n"));
            match rest {
                Some(rest) => spoken.extend([" ", self.text, rest]),
                None if i == 0 => spoken.push_str(word),
                None => spoken.extend([" ", word]),
            }
        }
        spoken.replace("{bytes}", self.bytes).replace("{clustered}", self.clustered).trim_end().to_owned()
    }
}
