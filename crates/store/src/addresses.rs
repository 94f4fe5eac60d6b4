//! Address books: contacts that an account keeps under names.

use rules::contact::Contact;

use crate::domains::{from_json, json};
use crate::engine::Row;
use crate::error::Error;
use crate::tx::Tx;

/// The table of entries.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE address (
        id bigint NOT NULL PRIMARY KEY,
        account_id bigint NOT NULL REFERENCES account (id),
        name text NOT NULL,
        is_default boolean NOT NULL,
        contact text NOT NULL)",
    "CREATE INDEX address_by_account ON address (account_id, name, id)",
];

/// An entry of an address book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub id: i64,
    pub account_id: i64,
    /// What its owner calls it.
    pub name: String,
    /// At most one of an account.
    pub is_default: bool,
    pub contact: Contact,
}

impl Tx<'_> {
    /// An entry of an account.
    pub fn address(&mut self, account_id: i64, id: i64) -> Result<Option<Address>, Error> {
        self.one(
            "SELECT id, account_id, name, is_default, contact FROM address WHERE id = $2 AND account_id = $1",
            &[account_id.into(), id.into()],
            address,
        )
    }

    /// Every entry of an account, by name.
    pub fn addresses(&mut self, account_id: i64) -> Result<Vec<Address>, Error> {
        self.many(
            "SELECT id, account_id, name, is_default, contact FROM address WHERE account_id = $1 ORDER BY name, id",
            &[account_id.into()],
            address,
        )
    }

    /// How many entries an account has.
    pub fn count_addresses(&mut self, account_id: i64) -> Result<i64, Error> {
        let count =
            self.one("SELECT count(*) FROM address WHERE account_id = $1", &[account_id.into()], |row| {
                row.int(0)
            })?;
        Ok(count.unwrap_or(0))
    }

    pub fn insert_address(&mut self, address: &Address) -> Result<(), Error> {
        self.execute(
            "INSERT INTO address (id, account_id, name, is_default, contact) VALUES ($1, $2, $3, $4, $5)",
            &[
                address.id.into(),
                address.account_id.into(),
                (&address.name).into(),
                address.is_default.into(),
                json(&address.contact)?.as_str().into(),
            ],
        )?;
        Ok(())
    }

    /// Replaces name and contact of an entry.
    pub fn update_address(&mut self, id: i64, name: &str, contact: &Contact) -> Result<(), Error> {
        self.execute(
            "UPDATE address SET name = $2, contact = $3 WHERE id = $1",
            &[id.into(), name.into(), json(contact)?.as_str().into()],
        )?;
        Ok(())
    }

    /// Makes an entry the default one of its account; with an id that no entry has, none is.
    pub fn set_default_address(&mut self, account_id: i64, id: i64) -> Result<(), Error> {
        self.execute(
            "UPDATE address SET is_default = (id = $2) WHERE account_id = $1 AND is_default <> (id = $2)",
            &[account_id.into(), id.into()],
        )?;
        Ok(())
    }

    pub fn delete_address(&mut self, id: i64) -> Result<(), Error> {
        self.execute("DELETE FROM address WHERE id = $1", &[id.into()])?;
        Ok(())
    }
}

fn address(row: &dyn Row) -> Result<Address, Error> {
    Ok(Address {
        id: row.int(0)?,
        account_id: row.int(1)?,
        name: row.text(2)?,
        is_default: row.bool(3)?,
        contact: from_json(row.text_ref(4)?)?,
    })
}
