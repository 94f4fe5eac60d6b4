//! From where accounts may be called, besides what the settings say.

use std::net::IpAddr;

use rules::allow_list::{Entry, Source};

use crate::engine::Row;
use crate::error::Error;
use crate::tx::Tx;

/// The table of entries. `key_id` is 0 for those of the account; `next_look` is null where there is no name to look up.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE allow_entry (
        account_id bigint NOT NULL REFERENCES account (id),
        key_id bigint NOT NULL,
        source text NOT NULL,
        created bigint NOT NULL,
        expires bigint,
        addresses text NOT NULL,
        answered bigint NOT NULL,
        next_look bigint,
        PRIMARY KEY (account_id, key_id, source)) {clustered}",
    "CREATE INDEX allow_entry_by_look ON allow_entry (next_look)",
];

/// An entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowEntry {
    pub account_id: i64,
    /// The key whose entry it is; `None` for one of the account.
    pub key_id: Option<i64>,
    /// Unix seconds.
    pub created: i64,
    pub entry: Entry,
}

macro_rules! select {
    ($rest:expr) => {
        concat!(
            "SELECT account_id, key_id, source, created, expires, addresses, answered FROM allow_entry ",
            $rest
        )
    };
}

impl Tx<'_> {
    /// The entries of an account and of one of its keys.
    pub fn allow_entries_of_key(&mut self, account_id: i64, key_id: i64) -> Result<Vec<AllowEntry>, Error> {
        self.many(
            select!("WHERE account_id = $1 AND key_id IN (0, $2) ORDER BY key_id, source"),
            &[account_id.into(), key_id.into()],
            allow_entry,
        )
    }

    /// Every entry of an account.
    pub fn allow_entries(&mut self, account_id: i64) -> Result<Vec<AllowEntry>, Error> {
        self.many(select!("WHERE account_id = $1 ORDER BY key_id, source"), &[account_id.into()], allow_entry)
    }

    /// Adds an entry, or gives it another end where it is there. The name of a host is to be looked up at once.
    pub fn set_allow_entry(&mut self, kept: &AllowEntry) -> Result<(), Error> {
        let next_look = matches!(kept.entry.source, Source::Host(_)).then_some(0_i64);
        self.execute(
            "INSERT INTO allow_entry (account_id, key_id, source, created, expires, addresses, answered, next_look)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (account_id, key_id, source) DO UPDATE SET expires = excluded.expires",
            &[
                kept.account_id.into(),
                kept.key_id.unwrap_or(0).into(),
                kept.entry.source.to_string().as_str().into(),
                kept.created.into(),
                kept.entry.expires.into(),
                shown(&kept.entry.addresses).as_str().into(),
                kept.entry.answered.into(),
                next_look.into(),
            ],
        )?;
        Ok(())
    }

    /// Takes an entry away; whether there was one.
    pub fn delete_allow_entry(
        &mut self,
        account_id: i64,
        key_id: Option<i64>,
        source: &Source,
    ) -> Result<bool, Error> {
        let deleted = self.execute(
            "DELETE FROM allow_entry WHERE account_id = $1 AND key_id = $2 AND source = $3",
            &[account_id.into(), key_id.unwrap_or(0).into(), source.to_string().as_str().into()],
        )?;
        Ok(deleted == 1)
    }

    /// Names of hosts that are to be looked up by `now`, `limit` of them, the longest due first.
    pub fn hosts_to_look_up(&mut self, now: i64, limit: i64) -> Result<Vec<String>, Error> {
        let mut hosts: Vec<String> = self.many(
            "SELECT source FROM allow_entry WHERE next_look <= $1 ORDER BY next_look LIMIT $2",
            &[now.into(), limit.into()],
            |row| row.text(0),
        )?;
        hosts.sort_unstable();
        hosts.dedup();
        Ok(hosts)
    }

    /// Keeps the addresses of a host, and when to look again.
    pub fn note_addresses(
        &mut self,
        host: &str,
        addresses: &[IpAddr],
        now: i64,
        next_look: i64,
    ) -> Result<(), Error> {
        self.execute(
            "UPDATE allow_entry SET addresses = $2, answered = $3, next_look = $4
             WHERE source = $1 AND next_look IS NOT NULL",
            &[host.into(), shown(addresses).as_str().into(), now.into(), next_look.into()],
        )?;
        Ok(())
    }

    /// A host was looked up in vain: what is known of it stays.
    pub fn note_vain_look(&mut self, host: &str, next_look: i64) -> Result<(), Error> {
        self.execute(
            "UPDATE allow_entry SET next_look = $2 WHERE source = $1 AND next_look IS NOT NULL",
            &[host.into(), next_look.into()],
        )?;
        Ok(())
    }
}

fn shown(addresses: &[IpAddr]) -> String {
    addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The addresses of the column of that name.
pub(crate) fn addresses(column: &str) -> Option<Vec<IpAddr>> {
    column.split_ascii_whitespace().map(|address| address.parse().ok()).collect()
}

fn allow_entry(row: &dyn Row) -> Result<AllowEntry, Error> {
    let corrupt = || Error::corrupt("entry of an allow-list");
    Ok(AllowEntry {
        account_id: row.int(0)?,
        key_id: Some(row.int(1)?).filter(|key_id| *key_id != 0),
        created: row.int(3)?,
        entry: Entry {
            source: Source::parse(row.text_ref(2)?).ok_or_else(corrupt)?,
            expires: row.opt_int(4)?,
            addresses: addresses(row.text_ref(5)?).ok_or_else(corrupt)?,
            answered: row.int(6)?,
        },
    })
}
