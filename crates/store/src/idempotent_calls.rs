//! Calls that were sent under an idempotency key: what they asked, and what was answered.

use crate::error::Error;
use crate::tx::Tx;

/// The table of these calls. They are told apart by who calls, the command and the key's hash.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE idempotent_call (
        key_id bigint NOT NULL,
        command text NOT NULL,
        hash {bytes} NOT NULL,
        body {bytes} NOT NULL,
        purchase_id bigint,
        progress text,
        answer text,
        created bigint NOT NULL,
        PRIMARY KEY (key_id, command, hash)) {clustered}",
    "CREATE INDEX idempotent_call_by_age ON idempotent_call (created)",
];

/// A call under an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotentCall {
    /// The API key that the call came with.
    pub key_id: i64,
    pub command: String,
    /// Of the idempotency key.
    pub hash: Vec<u8>,
    /// Of the parameters.
    pub body: Vec<u8>,
    /// The order that it opened.
    pub purchase_id: Option<i64>,
    /// How far it is, of one that takes more than one transaction.
    pub progress: Option<String>,
    /// What CommandResponse held; `None` as long as there is no answer.
    pub answer: Option<String>,
    /// Real time, unix seconds.
    pub created: i64,
}

impl Tx<'_> {
    pub fn idempotent_call(
        &mut self,
        key_id: i64,
        command: &str,
        hash: &[u8],
    ) -> Result<Option<IdempotentCall>, Error> {
        self.one(
            "SELECT body, purchase_id, progress, answer, created FROM idempotent_call
             WHERE key_id = $1 AND command = $2 AND hash = $3",
            &[key_id.into(), command.into(), hash.into()],
            |row| {
                Ok(IdempotentCall {
                    key_id,
                    command: command.to_owned(),
                    hash: hash.to_owned(),
                    body: row.bytes(0)?,
                    purchase_id: row.opt_int(1)?,
                    progress: row.opt_text(2)?,
                    answer: row.opt_text(3)?,
                    created: row.int(4)?,
                })
            },
        )
    }

    /// Keeps a call, in the place of an earlier one under the same key.
    pub fn keep_idempotent_call(&mut self, call: &IdempotentCall) -> Result<(), Error> {
        self.execute(
            "INSERT INTO idempotent_call (key_id, command, hash, body, purchase_id, progress, answer, created)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (key_id, command, hash) DO UPDATE SET body = excluded.body,
                 purchase_id = excluded.purchase_id, progress = excluded.progress, answer = excluded.answer,
                 created = excluded.created",
            &[
                call.key_id.into(),
                (&call.command).into(),
                (&call.hash).into(),
                (&call.body).into(),
                call.purchase_id.into(),
                call.progress.as_deref().into(),
                call.answer.as_deref().into(),
                call.created.into(),
            ],
        )?;
        Ok(())
    }

    pub fn forget_idempotent_call(&mut self, key_id: i64, command: &str, hash: &[u8]) -> Result<(), Error> {
        self.execute(
            "DELETE FROM idempotent_call WHERE key_id = $1 AND command = $2 AND hash = $3",
            &[key_id.into(), command.into(), hash.into()],
        )?;
        Ok(())
    }

    /// Deletes calls made at `until` or before, `limit` of them; how many there were.
    pub fn forget_idempotent_calls(&mut self, until: i64, limit: i64) -> Result<usize, Error> {
        self.execute(
            "DELETE FROM idempotent_call WHERE (key_id, command, hash) IN (
                 SELECT key_id, command, hash FROM idempotent_call WHERE created <= $1 ORDER BY created LIMIT $2)",
            &[until.into(), limit.into()],
        )
    }
}
