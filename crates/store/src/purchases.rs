//! Purchases: the record of an order between its steps (reserve, call out, settle).

use rules::money::Money;

use crate::engine::Row;
use crate::error::Error;
use crate::ledger::money;
use crate::tx::Tx;

/// The tables of purchases and the names they claim.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE purchase (
        id bigint NOT NULL PRIMARY KEY,
        transaction_id bigint NOT NULL,
        account_id bigint NOT NULL REFERENCES account (id),
        state text NOT NULL,
        detail text NOT NULL,
        amount bigint NOT NULL,
        currency text NOT NULL,
        client_ip text NOT NULL,
        key_id bigint,
        created bigint NOT NULL,
        settled bigint)",
    "CREATE INDEX purchase_open ON purchase (state, id)",
    "CREATE INDEX purchase_by_account ON purchase (account_id, settled)",
    "CREATE INDEX purchase_by_key ON purchase (key_id, created)",
    "CREATE TABLE name_claim (
        name text NOT NULL PRIMARY KEY,
        purchase_id bigint NOT NULL REFERENCES purchase (id)) {clustered}",
    "CREATE INDEX name_claim_by_purchase ON name_claim (purchase_id)",
];

/// How far a purchase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PurchaseState {
    /// Its money is held; what it is for has yet to be done or undone.
    Open,
    /// Its money is held; it ends when what it waits for has come, which no call can hasten.
    Waiting,
    Completed,
    /// Its money went back.
    Failed,
    /// It was completed, and then its money went back: what was bought was given up in its grace.
    Refunded,
}

impl PurchaseState {
    fn word(self) -> &'static str {
        match self {
            PurchaseState::Open => "open",
            PurchaseState::Waiting => "waiting",
            PurchaseState::Completed => "completed",
            PurchaseState::Failed => "failed",
            PurchaseState::Refunded => "refunded",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        use PurchaseState::{Completed, Failed, Open, Refunded, Waiting};
        [Open, Waiting, Completed, Failed, Refunded].into_iter().find(|state| state.word() == word)
    }
}

/// A purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// OrderID on the wire.
    pub id: i64,
    /// TransactionID on the wire.
    pub transaction_id: i64,
    pub account_id: i64,
    pub state: PurchaseState,
    /// What is bought, as the use case wrote it.
    pub detail: String,
    pub amount: Money,
    /// The ClientIp the caller named; kept with the order, never trusted (gate.md section 3).
    pub client_ip: String,
    /// The key with which it was ordered.
    pub key_id: Option<i64>,
    /// Unix seconds.
    pub created: i64,
}

impl Tx<'_> {
    pub fn insert_purchase(&mut self, purchase: &Purchase) -> Result<(), Error> {
        self.execute(
            "INSERT INTO purchase (id, transaction_id, account_id, state, detail, amount, currency, client_ip, key_id,
                                   created)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &[
                purchase.id.into(),
                purchase.transaction_id.into(),
                purchase.account_id.into(),
                purchase.state.word().into(),
                (&purchase.detail).into(),
                purchase.amount.ten_thousandths.into(),
                purchase.amount.currency.code().into(),
                (&purchase.client_ip).into(),
                purchase.key_id.into(),
                purchase.created.into(),
            ],
        )?;
        Ok(())
    }

    pub fn purchase(&mut self, id: i64) -> Result<Option<Purchase>, Error> {
        self.one(
            "SELECT id, transaction_id, account_id, state, detail, amount, currency, client_ip, key_id, created
             FROM purchase WHERE id = $1",
            &[id.into()],
            read,
        )
    }

    /// Purchases of an account that were completed at `since` or later, in the order of their ids.
    pub fn completed_purchases(&mut self, account_id: i64, since: i64) -> Result<Vec<Purchase>, Error> {
        self.many(
            "SELECT id, transaction_id, account_id, state, detail, amount, currency, client_ip, key_id, created
             FROM purchase WHERE account_id = $1 AND settled >= $2 AND state = 'completed' ORDER BY id",
            &[account_id.into(), since.into()],
            read,
        )
    }

    /// Notes that the money of a purchase that was completed goes back.
    pub fn refund_purchase(&mut self, id: i64) -> Result<(), Error> {
        self.execute(
            "UPDATE purchase SET state = 'refunded' WHERE id = $1 AND state = 'completed'",
            &[id.into()],
        )?;
        Ok(())
    }

    /// What a key has spent or holds by orders since a moment, in ten-thousandths.
    pub fn spent_by_key(&mut self, key_id: i64, since: i64) -> Result<i64, Error> {
        let spent = self.one(
            "SELECT CAST(COALESCE(SUM(amount), 0) AS bigint) FROM purchase
             WHERE key_id = $1 AND created >= $2 AND state NOT IN ('failed', 'refunded')",
            &[key_id.into(), since.into()],
            |row| row.int(0),
        )?;
        Ok(spent.unwrap_or(0))
    }

    /// Ends a purchase that is open or waits; whether it did.
    pub fn end_purchase(&mut self, id: i64, state: PurchaseState, now: i64) -> Result<bool, Error> {
        let changed = self.execute(
            "UPDATE purchase SET state = $2, settled = $3 WHERE id = $1 AND state IN ('open', 'waiting')",
            &[id.into(), state.word().into(), now.into()],
        )?;
        Ok(changed == 1)
    }

    /// Lets a purchase that failed wait once more; `transaction_id` is for how it is paid this time.
    pub fn wait_again(&mut self, id: i64, transaction_id: i64) -> Result<(), Error> {
        self.execute(
            "UPDATE purchase SET state = 'waiting', settled = NULL, transaction_id = $2
             WHERE id = $1 AND state = 'failed'",
            &[id.into(), transaction_id.into()],
        )?;
        Ok(())
    }

    /// Open purchases not younger than `created`, `limit` of them in the order of their ids, after that of `after`.
    pub fn open_purchases(&mut self, created: i64, after: i64, limit: i64) -> Result<Vec<i64>, Error> {
        self.many(
            "SELECT id FROM purchase WHERE state = 'open' AND created <= $1 AND id > $2 ORDER BY id LIMIT $3",
            &[created.into(), after.into(), limit.into()],
            |row| row.int(0),
        )
    }
}

fn read(row: &dyn Row) -> Result<Purchase, Error> {
    Ok(Purchase {
        id: row.int(0)?,
        transaction_id: row.int(1)?,
        account_id: row.int(2)?,
        state: PurchaseState::from_word(row.text_ref(3)?)
            .ok_or_else(|| Error::corrupt("state of a purchase"))?,
        detail: row.text(4)?,
        amount: money(row, 5, 6)?,
        client_ip: row.text(7)?,
        key_id: row.opt_int(8)?,
        created: row.int(9)?,
    })
}
