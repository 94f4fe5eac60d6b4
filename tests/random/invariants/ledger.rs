//! Money neither comes into being nor is lost.

use super::{number, rows};
use crate::world::World;

/// Entries sum to zero, each account's balance is the sum of its entries, and what is held is for orders under way.
pub fn check(world: &World) {
    let (total, accounts) = world.app.runner.store().read(|tx| tx.ledger_sums()).expect("read");
    assert_eq!(total, 0, "the sum of all entries");
    for (sum, balance) in accounts {
        assert_eq!(sum, balance, "the sum of an account's entries, and its balance");
        assert!(balance >= 0, "a balance of {balance}");
    }
    let held = sum(world, "ledger_entry WHERE book = 'held'");
    let waiting = sum(world, "purchase WHERE state IN ('open', 'waiting')");
    assert_eq!(held, waiting, "held, and waiting to be settled");
    assert_eq!(sum(world, "purchase WHERE state = 'open'"), 0, "an order was left open");
}

fn sum(world: &World, of: &str) -> i64 {
    let sql = format!("SELECT CAST(CAST(coalesce(sum(amount), 0) AS bigint) AS text) FROM {of}");
    number(&rows(world, &sql)[0][0])
}

/// Each entry of an account follows the one before it.
pub fn check_balances(world: &World) {
    let sql = "SELECT CAST(account_id AS text), CAST(seq AS text), CAST(amount AS text), CAST(balance_after AS text)
               FROM ledger_entry l WHERE account_id IS NOT NULL ORDER BY l.account_id, l.seq";
    let mut before = (String::new(), 0, 0);
    for row in rows(world, sql) {
        let [account, seq, amount, after] = row.try_into().expect("four columns");
        if account != before.0 {
            before = (account.clone(), 0, 0);
        }
        before = (account, before.1 + 1, before.2 + number(&amount));
        assert_eq!((number(&seq), number(&after)), (before.1, before.2), "account {}", before.0);
    }
}
