//! The audit log: what was done on an account, in two tables. A command adds to the first, which knows no order and so has
//! no two writers wait for one another; a sweep moves what is there into the second, a chain for each account to which
//! rows are only ever added.

use crate::engine::{Row, Value};
use crate::error::Error;
use crate::tx::Tx;

/// The tables of the log.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE audit_unsealed (
        number bigint NOT NULL,
        writer bigint NOT NULL,
        account_id bigint NOT NULL,
        at bigint NOT NULL,
        api_user text NOT NULL,
        key_id bigint NOT NULL,
        address text NOT NULL,
        command text NOT NULL,
        outcome text NOT NULL,
        refusal bigint NOT NULL,
        subject text NOT NULL,
        amount bigint NOT NULL,
        PRIMARY KEY (number, writer)) {clustered}",
    "CREATE TABLE audit_entry (
        account_id bigint NOT NULL,
        seq bigint NOT NULL,
        at bigint NOT NULL,
        api_user text NOT NULL,
        key_id bigint NOT NULL,
        address text NOT NULL,
        command text NOT NULL,
        outcome text NOT NULL,
        refusal bigint NOT NULL,
        subject text NOT NULL,
        amount bigint NOT NULL,
        hash {bytes} NOT NULL,
        PRIMARY KEY (account_id, seq)) {clustered}",
];

/// What was done, by whom, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// The account it was done on.
    pub account_id: i64,
    /// World time, unix seconds.
    pub at: i64,
    /// The user name of the key's holder.
    pub api_user: String,
    pub key_id: i64,
    /// Where the connection came from.
    pub address: String,
    pub command: String,
    pub outcome: String,
    /// The number of the error; 0 where there was none.
    pub refusal: i64,
    /// What it was about: the name of a domain, an id.
    pub subject: String,
    /// What was charged, in ten-thousandths.
    pub amount: i64,
}

/// What tells entries apart that are in no order yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditNumber {
    /// Grows within a process, and with time.
    pub number: i64,
    /// The process.
    pub writer: i64,
}

/// An entry in its place in the chain of its account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedEntry {
    /// Counts from 1 for each account.
    pub seq: i64,
    pub entry: AuditEntry,
    pub hash: Vec<u8>,
}

/// Which entries of an account a list holds.
#[derive(Clone, Debug)]
pub struct AuditFilter {
    pub account_id: i64,
    /// In lower case; empty for all.
    pub command: String,
    /// 0 for all.
    pub key_id: i64,
    /// Empty for all.
    pub subject: String,
    /// From the first moment on, before the second; unix seconds.
    pub at: (i64, i64),
    /// Entries of a place before this one; those that are in none yet have the last.
    pub before: i64,
}

impl AuditFilter {
    fn values(&self) -> [Value<'_>; 7] {
        let (from, to) = self.at;
        [
            self.account_id.into(),
            (&self.command).into(),
            self.key_id.into(),
            (&self.subject).into(),
            from.into(),
            to.into(),
            self.before.into(),
        ]
    }

    fn page(&self, limit: i64, offset: i64) -> Vec<Value<'_>> {
        self.values().into_iter().chain([limit.into(), offset.into()]).collect()
    }
}

/// What an entry holds in both tables, as [`AuditEntry::values`] binds it and [`entry`] reads it.
macro_rules! columns {
    () => {
        "account_id, at, api_user, key_id, address, command, outcome, refusal, subject, amount"
    };
}

/// A list of one of the tables; the last condition is about places.
macro_rules! listed {
    ($what:expr, $table:literal, $place:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM ",
            $table,
            " WHERE account_id = $1 AND ($2 = '' OR lower(command) = $2) AND ($3 = 0 OR key_id = $3)
               AND ($4 = '' OR subject = $4) AND at >= $5 AND at < $6 AND ",
            $place
        )
    };
}

macro_rules! listed_sealed {
    ($what:expr) => {
        listed!($what, "audit_entry", "seq < $7")
    };
}

macro_rules! listed_unsealed {
    ($what:expr) => {
        listed!($what, "audit_unsealed", "$7 = 9223372036854775807")
    };
}

impl AuditEntry {
    /// With the two values more that either table has.
    fn values<'a>(&'a self, more: [Value<'a>; 2]) -> [Value<'a>; 12] {
        let [first, second] = more;
        [
            self.account_id.into(),
            self.at.into(),
            (&self.api_user).into(),
            self.key_id.into(),
            (&self.address).into(),
            (&self.command).into(),
            (&self.outcome).into(),
            self.refusal.into(),
            (&self.subject).into(),
            self.amount.into(),
            first,
            second,
        ]
    }
}

impl Tx<'_> {
    /// Adds an entry.
    pub fn add_audit_entry(&mut self, number: AuditNumber, entry: &AuditEntry) -> Result<(), Error> {
        self.execute_soon(
            concat!(
                "INSERT INTO audit_unsealed (",
                columns!(),
                ", number, writer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
            ),
            &entry.values([number.number.into(), number.writer.into()]),
        )
    }

    /// Entries that are in no chain yet, `limit` of them, the oldest first.
    pub fn unsealed_audit_entries(&mut self, limit: i64) -> Result<Vec<(AuditNumber, AuditEntry)>, Error> {
        self.many(
            concat!(
                "SELECT ",
                columns!(),
                ", number, writer FROM audit_unsealed ORDER BY number, writer LIMIT $1"
            ),
            &[limit.into()],
            |row| Ok((AuditNumber { number: row.int(10)?, writer: row.int(11)? }, entry(row)?)),
        )
    }

    /// The place and the hash of the last entry in the chain of an account.
    pub fn audit_head(&mut self, account_id: i64) -> Result<Option<(i64, Vec<u8>)>, Error> {
        self.one(
            "SELECT seq, hash FROM audit_entry WHERE account_id = $1 ORDER BY seq DESC LIMIT 1",
            &[account_id.into()],
            |row| Ok((row.int(0)?, row.bytes(1)?)),
        )
    }

    /// Puts an entry into its place in the chain.
    pub fn seal_audit_entry(&mut self, number: AuditNumber, sealed: &SealedEntry) -> Result<(), Error> {
        self.execute_soon(
            concat!(
                "INSERT INTO audit_entry (",
                columns!(),
                ", seq, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
            ),
            &sealed.entry.values([sealed.seq.into(), (&sealed.hash).into()]),
        )?;
        self.execute_soon(
            "DELETE FROM audit_unsealed WHERE number = $1 AND writer = $2",
            &[number.number.into(), number.writer.into()],
        )
    }

    /// How many entries a list holds: those in the chain, and those in none yet.
    pub fn count_audit_entries(&mut self, filter: &AuditFilter) -> Result<(i64, i64), Error> {
        let sealed = self.one(listed_sealed!("count(*)"), &filter.values(), |row| row.int(0))?;
        let unsealed = self.one(listed_unsealed!("count(*)"), &filter.values(), |row| row.int(0))?;
        Ok((sealed.unwrap_or(0), unsealed.unwrap_or(0)))
    }

    /// Entries in the chain, the newest first.
    pub fn list_audit_entries(
        &mut self,
        filter: &AuditFilter,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<SealedEntry>, Error> {
        self.many(
            concat!(
                listed_sealed!(concat!(columns!(), ", seq, hash")),
                " ORDER BY seq DESC LIMIT $8 OFFSET $9"
            ),
            &filter.page(limit, offset),
            |row| Ok(SealedEntry { seq: row.int(10)?, entry: entry(row)?, hash: row.bytes(11)? }),
        )
    }

    /// Entries that are in no chain yet, the newest first.
    pub fn list_unsealed_audit_entries(
        &mut self,
        filter: &AuditFilter,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<AuditEntry>, Error> {
        self.many(
            concat!(listed_unsealed!(columns!()), " ORDER BY number DESC, writer DESC LIMIT $8 OFFSET $9"),
            &filter.page(limit, offset),
            entry,
        )
    }
}

fn entry(row: &dyn Row) -> Result<AuditEntry, Error> {
    Ok(AuditEntry {
        account_id: row.int(0)?,
        at: row.int(1)?,
        api_user: row.text(2)?,
        key_id: row.int(3)?,
        address: row.text(4)?,
        command: row.text(5)?,
        outcome: row.text(6)?,
        refusal: row.int(7)?,
        subject: row.text(8)?,
        amount: row.int(9)?,
    })
}
