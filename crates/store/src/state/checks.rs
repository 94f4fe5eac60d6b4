//! What holds between the rows of a state beyond the schema.

use std::collections::{HashMap, HashSet};

use super::certificates::{EMAIL, TOGETHER};
use super::form::Kept;
use super::{State, Unfit};
use crate::ledger;

/// Checks it all.
pub(crate) fn run(state: &State) -> Result<(), Unfit> {
    user_keys(state)?;
    zones(state)?;
    certificates(state)?;
    movements(state)?;
    balances(state)
}

/// Accounts are found by their names in lower case.
fn user_keys(state: &State) -> Result<(), Unfit> {
    for (number, row) in state.columns("account", ["user_name", "user_key"]) {
        if let [Some(name), Some(key)] = row.map(Kept::text)
            && name.to_ascii_lowercase() != key
        {
            return Err(Unfit::in_column("account", number, "user_key", "not user_name in lower case"));
        }
    }
    Ok(())
}

/// A domain without a zone would be there and not be found.
fn zones(state: &State) -> Result<(), Unfit> {
    let of: HashSet<Option<i64>> =
        state.columns("zone", ["domain_id"]).map(|(_, [domain_id])| domain_id.int()).collect();
    match state.columns("domain", ["id"]).find(|(_, [id])| !of.contains(&id.int())) {
        Some((number, _)) => Err(Unfit::in_row("domain", number, "it has no zone")),
        None => Ok(()),
    }
}

/// Some columns have a value together or none.
fn certificates(state: &State) -> Result<(), Unfit> {
    for columns in TOGETHER {
        let has_values = |column: &&'static str| {
            state.columns("certificate", [column]).map(|(_, [kept])| *kept != Kept::Null)
        };
        let of_first: Vec<bool> = columns.iter().take(1).flat_map(has_values).collect();
        for column in *columns {
            let differs = of_first.iter().zip(has_values(column)).position(|(first, other)| *first != other);
            if let Some(at) = differs {
                let problem = "it has a value, or none, as those beside it";
                return Err(Unfit::in_column("certificate", at + 1, column, problem));
            }
        }
    }
    for (number, [method, approver]) in state.columns("certificate_name", ["method", "approver"]) {
        if (method.text() == Some(EMAIL)) != (*approver != Kept::Null) {
            return Err(Unfit::in_column(
                "certificate_name",
                number,
                "approver",
                "it stands with email, and only there",
            ));
        }
    }
    Ok(())
}

/// The entries of a movement of money sum to zero.
fn movements(state: &State) -> Result<(), Unfit> {
    let mut sums: HashMap<Option<i64>, (usize, i64)> = HashMap::new();
    for (number, [transaction_id, amount]) in state.columns("ledger_entry", ["transaction_id", "amount"]) {
        let (last, sum) = sums.entry(transaction_id.int()).or_default();
        *last = number;
        *sum = sum.saturating_add(amount.int().unwrap_or(0));
    }
    match sums.into_values().filter(|(_, sum)| *sum != 0).min() {
        Some((number, _)) => {
            Err(Unfit::in_row("ledger_entry", number, "the entries of its transaction do not sum to zero"))
        }
        None => Ok(()),
    }
}

/// The entries of an account are counted from one, and each has the balance that follows from those before it.
fn balances(state: &State) -> Result<(), Unfit> {
    let columns = ["book", "account_id", "seq", "amount", "balance_after"];
    let mut entries: Vec<(i64, i64, usize, i64, i64)> = Vec::new();
    for (number, [book, account_id, seq, amount, balance]) in state.columns("ledger_entry", columns) {
        let is_customer = book.text() == Some(ledger::CUSTOMER);
        match [account_id, seq, balance].map(Kept::int) {
            [Some(account_id), Some(seq), Some(balance)] if is_customer => {
                entries.push((account_id, seq, number, amount.int().unwrap_or(0), balance));
            }
            [None, None, None] if !is_customer => {}
            _ => {
                let problem = "account_id, seq and balance_after are those of a customer";
                return Err(Unfit::in_row("ledger_entry", number, problem));
            }
        }
    }
    entries.sort_unstable();
    let mut before = (0, 0, 0);
    for (account_id, seq, number, amount, balance) in entries {
        let (last_seq, funds) = if before.0 == account_id { (before.1, before.2) } else { (0, 0) };
        if seq != last_seq + 1 || balance < 0 || balance != funds + amount {
            return Err(Unfit::in_row("ledger_entry", number, "its seq or balance_after does not follow"));
        }
        before = (account_id, seq, balance);
    }
    Ok(())
}
