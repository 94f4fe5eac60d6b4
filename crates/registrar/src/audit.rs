//! The audit log: who did what on an account, with which key and from where. Entries of an account are a chain: the hash
//! of each is made over the one before, so that whoever changes or takes out an entry has to change all that follow.

pub mod numbers;

use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;
use std::sync::Arc;

use ring::digest::{SHA256, digest};
use rules::calendar::iso8601;
use rules::money::Money;
use store::{AuditEntry, AuditFilter, End, Error, SealedEntry};

use crate::caller::Caller;
use crate::runner::{Cx, Runner};

const SLICE: i64 = 500;
/// Of what an entry was about.
const MOST_SUBJECT: usize = 253;

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// An order was opened; how it ended is told by the order.
    Ordered(Money),
    /// With the number of the error.
    Refused(u32),
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Ordered(_) => "ordered",
            Outcome::Refused(_) => "refused",
        }
    }
}

/// Notes what a caller did, in the caller's own transaction.
pub fn note(cx: &mut Cx<'_, '_>, caller: &Caller, subject: &str, outcome: Outcome) -> Result<(), Error> {
    let done = entry(cx, caller.user.id, caller.command, subject, outcome);
    let entry = AuditEntry {
        api_user: caller.api_user.user_name.clone(),
        key_id: caller.key.id,
        address: caller.address.to_string(),
        ..done
    };
    cx.tx.add_audit_entry(cx.audit.next(cx.now), &entry)
}

/// Notes what was done on an account though nobody called; `what` stands in the place of a command.
pub fn note_by_itself(
    cx: &mut Cx<'_, '_>,
    account_id: i64,
    what: &str,
    subject: &str,
    outcome: Outcome,
) -> Result<(), Error> {
    let entry = entry(cx, account_id, what, subject, outcome);
    cx.tx.add_audit_entry(cx.audit.next(cx.now), &entry)
}

/// An entry of nobody.
fn entry(cx: &Cx<'_, '_>, account_id: i64, command: &str, subject: &str, outcome: Outcome) -> AuditEntry {
    AuditEntry {
        account_id,
        at: cx.now,
        api_user: String::new(),
        key_id: 0,
        address: String::new(),
        command: command.to_owned(),
        outcome: outcome.word().to_owned(),
        refusal: if let Outcome::Refused(number) = outcome { number.into() } else { 0 },
        subject: plain(subject),
        amount: if let Outcome::Ordered(amount) = outcome { amount.ten_thousandths } else { 0 },
    }
}

/// A subject in characters that any answer can hold as they are: it is part of what is hashed.
fn plain(subject: &str) -> String {
    let shown = |c: char| if c.is_ascii_graphic() || c.is_alphanumeric() { c } else { '?' };
    subject.chars().take(MOST_SUBJECT).map(shown).collect()
}

/// As [`note`], for what was refused and has no transaction. That it cannot be noted stands in the log.
pub async fn note_apart(runner: &Runner, caller: Caller, subject: Arc<str>, outcome: Outcome) {
    let noted = runner.write(move |cx| note(cx, &caller, &subject, outcome).map(End::Commit)).await;
    if let Err(error) = noted {
        tracing::warn!(%error, "a refusal could not be noted in the audit log");
    }
}

/// Puts every entry into the chain of its account; how many there were.
pub async fn seal(runner: &Runner) -> Result<usize, Error> {
    let mut sealed = 0;
    loop {
        let slice = runner.write(|cx| seal_slice(cx).map(End::Commit)).await?;
        sealed += slice;
        if slice == 0 {
            return Ok(sealed);
        }
    }
}

fn seal_slice(cx: &mut Cx<'_, '_>) -> Result<usize, Error> {
    let unsealed = cx.tx.unsealed_audit_entries(SLICE)?;
    let count = unsealed.len();
    let mut heads: HashMap<i64, (i64, Vec<u8>)> = HashMap::new();
    for (number, entry) in unsealed {
        let head = match heads.entry(entry.account_id) {
            Place::Occupied(head) => head.into_mut(),
            Place::Vacant(place) => place.insert(cx.tx.audit_head(entry.account_id)?.unwrap_or_default()),
        };
        let seq = head.0 + 1;
        let hash = hash(&head.1, &Shown::of(seq, &entry));
        *head = (seq, hash.clone());
        cx.tx.seal_audit_entry(number, &SealedEntry { seq, entry, hash })?;
    }
    Ok(count)
}

/// An entry of a list.
pub struct Listed {
    pub entry: AuditEntry,
    /// Its place in the chain and its hash, once it is there.
    pub sealed: Option<(i64, Vec<u8>)>,
}

/// A page of a list.
pub struct Page {
    pub rows: Vec<Listed>,
    /// How many the list has in all.
    pub total: i64,
}

/// A page of what was done on the caller's account, counted from 1, the newest first. Whose key does not reach every
/// domain sees what was done with that key.
pub fn list(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    filter: AuditFilter,
    (page, size): (i64, i64),
) -> Result<Page, Error> {
    let key_id = if caller.reaches_all() { filter.key_id } else { caller.key.id };
    let filter = AuditFilter { account_id: caller.user.id, key_id, ..filter };
    let (sealed, unsealed) = cx.tx.count_audit_entries(&filter)?;
    let offset = (page - 1).saturating_mul(size);
    let mut rows = Vec::new();
    if offset < unsealed {
        let found = cx.tx.list_unsealed_audit_entries(&filter, size, offset)?;
        rows.extend(found.into_iter().map(|entry| Listed { entry, sealed: None }));
    }
    let left = size - i64::try_from(rows.len()).unwrap_or(size);
    if left > 0 && offset < unsealed.saturating_add(sealed) {
        let found = cx.tx.list_audit_entries(&filter, left, (offset - unsealed).max(0))?;
        rows.extend(
            found
                .into_iter()
                .map(|SealedEntry { seq, entry, hash }| Listed { entry, sealed: Some((seq, hash)) }),
        );
    }
    Ok(Page { rows, total: sealed.saturating_add(unsealed) })
}

/// An entry as answers show it, which is what is hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub account_id: i64,
    pub seq: i64,
    /// A moment of ISO 8601 in UTC.
    pub time: String,
    pub api_user: String,
    pub key_id: i64,
    pub address: String,
    pub command: String,
    pub outcome: String,
    pub refusal: i64,
    pub subject: String,
    /// With four decimals.
    pub amount: String,
}

impl Shown {
    fn of(seq: i64, entry: &AuditEntry) -> Shown {
        Shown {
            account_id: entry.account_id,
            seq,
            time: iso8601(entry.at),
            api_user: entry.api_user.clone(),
            key_id: entry.key_id,
            address: entry.address.clone(),
            command: entry.command.clone(),
            outcome: entry.outcome.clone(),
            refusal: entry.refusal,
            subject: entry.subject.clone(),
            amount: Money::usd(entry.amount).four_decimals(),
        }
    }
}

/// The hash of an entry: SHA-256 over a JSON array of texts, the hash before it in hex (empty for the first) and what is
/// shown, in the order of [`Shown`].
pub fn hash(before: &[u8], shown: &Shown) -> Vec<u8> {
    let texts = [
        hex(before),
        shown.account_id.to_string(),
        shown.seq.to_string(),
        shown.time.clone(),
        shown.api_user.clone(),
        shown.key_id.to_string(),
        shown.address.clone(),
        shown.command.clone(),
        shown.outcome.clone(),
        shown.refusal.to_string(),
        shown.subject.clone(),
        shown.amount.clone(),
    ];
    digest(&SHA256, serde_json::Value::from(texts.to_vec()).to_string().as_bytes()).as_ref().to_vec()
}

/// Octets as hex digits.
pub fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// Looks along a chain from its end to its beginning.
#[derive(Default)]
pub struct Verification {
    /// The entry looked at last, with its hash.
    newer: Option<(Shown, Vec<u8>)>,
    entries: u64,
    broken: Option<i64>,
}

impl Verification {
    /// Takes the next older entry.
    pub fn take(&mut self, shown: Shown, hash: Vec<u8>) {
        self.entries += 1;
        if let Some((newer, its_hash)) = self.newer.replace((shown.clone(), hash.clone())) {
            self.judge(&newer, &its_hash, shown.seq, &hash);
        }
    }

    fn judge(&mut self, entry: &Shown, its_hash: &[u8], seq_before: i64, hash_before: &[u8]) {
        if entry.seq != seq_before + 1 || hash(hash_before, entry) != its_hash {
            self.broken = Some(entry.seq);
        }
    }

    /// How many entries there were, and the first whose link to the one before is broken.
    pub fn end(mut self) -> (u64, Option<i64>) {
        if let Some((first, its_hash)) = self.newer.take() {
            self.judge(&first, &its_hash, 0, &[]);
        }
        (self.entries, self.broken)
    }
}

#[cfg(test)]
mod tests;
