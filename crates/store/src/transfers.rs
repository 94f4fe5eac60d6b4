//! Transfers of domains to an account here (RFC 5730 section 2.9.3.4).

use rules::transfer::Phase;

use crate::domain_list::pattern;
use crate::engine::{Row, Value};
use crate::error::Error;
use crate::tx::Tx;

/// The table of transfers.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE transfer (
        id bigint NOT NULL PRIMARY KEY,
        account_id bigint NOT NULL REFERENCES account (id),
        purchase_id bigint NOT NULL REFERENCES purchase (id),
        name text NOT NULL,
        created bigint NOT NULL,
        resubmitted boolean NOT NULL,
        begun bigint NOT NULL,
        destination bigint NOT NULL,
        status bigint NOT NULL,
        phase text NOT NULL,
        status_since bigint NOT NULL,
        due bigint)",
    "CREATE INDEX transfer_by_account ON transfer (account_id, name)",
    "CREATE INDEX transfer_by_due ON transfer (due)",
];

/// A transfer. The authorization information it came with is not kept, only where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// TransferID on the wire.
    pub id: i64,
    pub account_id: i64,
    pub purchase_id: i64,
    pub name: String,
    /// Unix seconds, as all times here.
    pub created: i64,
    pub resubmitted: bool,
    /// When it was submitted or, if that was later, resubmitted.
    pub begun: i64,
    /// The number of the status it leads to.
    pub destination: i64,
    /// The number of its status.
    pub status: i64,
    pub phase: Phase,
    pub status_since: i64,
    /// When its status changes next; `None` once it has ended.
    pub due: Option<i64>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferOrder {
    Name,
    NameDescending,
    Created,
    CreatedDescending,
    Status,
    StatusDescending,
}

/// Which transfers a list holds.
#[derive(Clone, Debug)]
pub struct TransferFilter {
    pub account_id: i64,
    /// Part of the name, in lower case; empty for all.
    pub search: String,
    pub phases: Vec<Phase>,
}

fn word(phase: Phase) -> &'static str {
    match phase {
        Phase::Queued => "queued",
        Phase::InProgress => "in progress",
        Phase::Cancelled => "cancelled",
        Phase::Completed => "completed",
    }
}

/// The phase of a word.
pub(crate) fn phase(text: &str) -> Option<Phase> {
    Phase::ALL.into_iter().find(|phase| word(*phase) == text)
}

macro_rules! select {
    ($rest:expr) => {
        concat!(
            "SELECT id, account_id, purchase_id, name, created, resubmitted, begun, destination, status, phase,
                    status_since, due FROM transfer ",
            $rest
        )
    };
}

macro_rules! listed {
    () => {
        "WHERE account_id = $1 AND name LIKE $2 ESCAPE '!' AND ((phase = 'queued' AND $3)
         OR (phase = 'in progress' AND $4) OR (phase = 'cancelled' AND $5) OR (phase = 'completed' AND $6))"
    };
}

macro_rules! page {
    ($order:literal) => {
        select!(concat!(listed!(), " ORDER BY ", $order, " LIMIT $7 OFFSET $8"))
    };
}

/// What changes of a transfer, in the order of the columns.
fn changing(transfer: &Transfer) -> [Value<'_>; 7] {
    [
        transfer.resubmitted.into(),
        transfer.begun.into(),
        transfer.destination.into(),
        transfer.status.into(),
        word(transfer.phase).into(),
        transfer.status_since.into(),
        transfer.due.into(),
    ]
}

impl Tx<'_> {
    pub fn insert_transfer(&mut self, transfer: &Transfer) -> Result<(), Error> {
        let kept = [
            transfer.id.into(),
            transfer.account_id.into(),
            transfer.purchase_id.into(),
            (&transfer.name).into(),
            transfer.created.into(),
        ];
        self.execute(
            "INSERT INTO transfer (id, account_id, purchase_id, name, created, resubmitted, begun, destination, status,
                                   phase, status_since, due)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            &[kept.as_slice(), &changing(transfer)].concat(),
        )?;
        Ok(())
    }

    pub fn transfer(&mut self, id: i64) -> Result<Option<Transfer>, Error> {
        self.one(select!("WHERE id = $1"), &[id.into()], transfer)
    }

    /// The transfer that an order is for.
    pub fn transfer_of_purchase(&mut self, purchase_id: i64) -> Result<Option<Transfer>, Error> {
        self.one(select!("WHERE purchase_id = $1"), &[purchase_id.into()], transfer)
    }

    /// Writes all of a transfer that changes.
    pub fn save_transfer(&mut self, transfer: &Transfer) -> Result<(), Error> {
        self.execute(
            "UPDATE transfer SET resubmitted = $2, begun = $3, destination = $4, status = $5, phase = $6,
                                 status_since = $7, due = $8 WHERE id = $1",
            &[[transfer.id.into()].as_slice(), &changing(transfer)].concat(),
        )?;
        Ok(())
    }

    /// When the next step of a transfer is due; `None` while none is under way.
    pub fn next_transfer_due(&mut self) -> Result<Option<i64>, Error> {
        let next = self.one("SELECT min(due) FROM transfer", &[], |row| row.opt_int(0))?;
        Ok(next.flatten())
    }

    /// Transfers whose status changes by `now`, `limit` of them.
    pub fn transfers_due(&mut self, now: i64, limit: i64) -> Result<Vec<Transfer>, Error> {
        self.many(select!("WHERE due <= $1 ORDER BY due, id LIMIT $2"), &[now.into(), limit.into()], transfer)
    }

    /// How many transfers a list has in all.
    pub fn count_transfers(&mut self, filter: &TransferFilter) -> Result<i64, Error> {
        let search = pattern(&filter.search);
        let has = |phase| filter.phases.contains(&phase);
        let values = [
            filter.account_id.into(),
            (&search).into(),
            has(Phase::Queued).into(),
            has(Phase::InProgress).into(),
            has(Phase::Cancelled).into(),
            has(Phase::Completed).into(),
        ];
        let sql = concat!("SELECT count(*) FROM transfer ", listed!());
        Ok(self.one(sql, &values, |row| row.int(0))?.unwrap_or(0))
    }

    /// `limit` transfers of a list after the first `offset`.
    pub fn list_transfers(
        &mut self,
        filter: &TransferFilter,
        order: TransferOrder,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Transfer>, Error> {
        let sql = match order {
            TransferOrder::Name => page!("name, id"),
            TransferOrder::NameDescending => page!("name DESC, id"),
            TransferOrder::Created => page!("created, id"),
            TransferOrder::CreatedDescending => page!("created DESC, id"),
            TransferOrder::Status => page!("status_since, id"),
            TransferOrder::StatusDescending => page!("status_since DESC, id"),
        };
        let search = pattern(&filter.search);
        let has = |phase| filter.phases.contains(&phase);
        let values = [
            filter.account_id.into(),
            (&search).into(),
            has(Phase::Queued).into(),
            has(Phase::InProgress).into(),
            has(Phase::Cancelled).into(),
            has(Phase::Completed).into(),
            limit.into(),
            offset.into(),
        ];
        self.many(sql, &values, transfer)
    }
}

fn transfer(row: &dyn Row) -> Result<Transfer, Error> {
    Ok(Transfer {
        id: row.int(0)?,
        account_id: row.int(1)?,
        purchase_id: row.int(2)?,
        name: row.text(3)?,
        created: row.int(4)?,
        resubmitted: row.bool(5)?,
        begun: row.int(6)?,
        destination: row.int(7)?,
        status: row.int(8)?,
        phase: phase(row.text_ref(9)?).ok_or_else(|| Error::corrupt("phase of a transfer"))?,
        status_since: row.int(10)?,
        due: row.opt_int(11)?,
    })
}
