//! Purchases, transfers, and the money they move.

use std::slice;

use rules::money::Money;
use rules::transfer::Phase;

use super::{ALICE, BOB, purchase, with_accounts};
use crate::suite::TestEngine;
use crate::{
    Book, Error, IdempotentCall, LedgerEntry, PurchaseState, Transfer, TransferFilter, TransferOrder, Unmoved,
};

pub(in crate::suite) fn money_moves_between_books<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let moved = |result: Result<(), Unmoved>| match result {
            Ok(()) => Ok(true),
            Err(Unmoved::Insufficient) => Ok(false),
            Err(Unmoved::Store(error)) => Err(error),
        };
        assert_eq!(tx.balance(ALICE)?, Money::ZERO);
        let ten = Money::usd(100_000);
        assert!(moved(tx.move_money(1, (Book::Funding, Book::Customer(ALICE)), ten, "in", 1))?);
        assert!(moved(tx.move_money(
            2,
            (Book::Customer(ALICE), Book::Held),
            Money::usd(90_600),
            "order",
            2
        ))?);
        assert_eq!(tx.balance(ALICE)?, Money::usd(9_400));
        assert!(!moved(tx.move_money(3, (Book::Customer(ALICE), Book::Held), ten, "too much", 3))?);
        assert!(!moved(tx.move_money(4, (Book::Customer(BOB), Book::Held), ten, "nothing there", 3))?);
        assert!(moved(tx.move_money(5, (Book::Held, Book::Sales), Money::usd(90_600), "order", 4))?);
        assert_eq!(tx.ledger_sums()?, (0, vec![(9_400, 9_400)]));
        let order = LedgerEntry {
            transaction_id: 2,
            amount: Money::usd(-90_600),
            balance_after: Money::usd(9_400),
            reason: "order".into(),
            created: 2,
        };
        let always = (i64::MIN, i64::MAX);
        assert_eq!((tx.count_ledger_entries(ALICE, always)?, tx.count_ledger_entries(BOB, always)?), (2, 0));
        assert_eq!(
            (tx.count_ledger_entries(ALICE, (1, 2))?, tx.count_ledger_entries(ALICE, (2, 3))?),
            (1, 1)
        );
        assert_eq!(tx.list_ledger_entries(ALICE, always, (1, 0))?, slice::from_ref(&order));
        assert_eq!(tx.list_ledger_entries(ALICE, always, (9, 1))?.len(), 1);
        assert_eq!(tx.list_ledger_entries(ALICE, (2, 3), (9, 0))?, [order]);
        assert_eq!(tx.list_ledger_entries(BOB, always, (9, 0))?, []);
        Ok(())
    });
}

pub(in crate::suite) fn purchases_end_once<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        use PurchaseState::{Completed, Failed, Open, Waiting};
        for (id, state) in [(1, Open), (2, Waiting), (3, Failed), (4, Open)] {
            tx.insert_purchase(&purchase(id, state))?;
            assert_eq!(tx.purchase(id)?, Some(purchase(id, state)));
        }
        assert_eq!(tx.purchase(9)?, None);
        assert_eq!(tx.open_purchases(9, 0, 10)?, [1, 4]);
        assert_eq!((tx.open_purchases(3, 0, 10)?, tx.open_purchases(9, 1, 10)?), (vec![1], vec![4]));
        assert_eq!(tx.open_purchases(9, 0, 1)?, [1]);
        assert!(tx.end_purchase(1, Completed, 20)? && !tx.end_purchase(1, Failed, 21)?, "it ends once");
        assert!(tx.end_purchase(2, Failed, 20)?);
        assert!(!tx.end_purchase(3, Completed, 20)?);
        tx.wait_again(2, 300)?;
        tx.wait_again(1, 300)?;
        let mut state = |id| {
            let found = tx.purchase(id)?;
            Ok::<_, Error>(found.map(|purchase| (purchase.state, purchase.transaction_id)))
        };
        assert_eq!(state(2)?, Some((Waiting, 300)));
        assert_eq!(state(1)?, Some((Completed, 101)), "only what failed waits again");
        assert_eq!((tx.spent_by_key(71, 0)?, tx.spent_by_key(71, 2)?), (90_600, 0), "the third failed");
        assert_eq!(
            (tx.spent_by_key(70, 0)?, tx.spent_by_key(70, 3)?, tx.spent_by_key(9, 0)?),
            (181_200, 90_600, 0)
        );
        Ok(())
    });
}

pub(in crate::suite) fn claims_on_names<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        tx.insert_purchase(&purchase(1, PurchaseState::Open))?;
        assert!(!tx.is_name_claimed("a.com")?);
        tx.claim_name("a.com", 1)?;
        assert!(tx.is_name_claimed("a.com")? && !tx.is_name_claimed("b.com")?);
        tx.release_name(1)?;
        assert!(!tx.is_name_claimed("a.com")?);
        Ok(())
    });
}

pub(in crate::suite) fn transfers_and_their_lists<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let transfer = |id: i64, name: &str, phase, due| Transfer {
            id,
            account_id: ALICE,
            purchase_id: id,
            name: name.into(),
            created: 100 - id,
            resubmitted: false,
            begun: 10,
            destination: 5,
            status: -1,
            phase,
            status_since: 10 * (id % 3),
            due,
        };
        let all = [
            transfer(1, "b.com", Phase::Queued, Some(30)),
            transfer(2, "a_c.com", Phase::InProgress, Some(20)),
            transfer(3, "abc.com", Phase::Cancelled, None),
        ];
        for transfer in &all {
            tx.insert_purchase(&purchase(transfer.id, PurchaseState::Waiting))?;
            tx.insert_transfer(transfer)?;
        }
        assert_eq!((tx.transfer(2)?.as_ref(), tx.transfer(9)?), (Some(&all[1]), None));
        assert_eq!(
            (tx.transfer_of_purchase(3)?.as_ref(), tx.transfer_of_purchase(9)?),
            (Some(&all[2]), None)
        );
        let ids = |transfers: Vec<Transfer>| transfers.iter().map(|transfer| transfer.id).collect::<Vec<_>>();
        assert_eq!(tx.next_transfer_due()?, Some(20));
        assert_eq!((ids(tx.transfers_due(30, 10)?), ids(tx.transfers_due(29, 10)?)), (vec![2, 1], vec![2]));
        assert_eq!(ids(tx.transfers_due(30, 1)?), [2]);
        let filter = |search: &str, phases: &[Phase]| TransferFilter {
            account_id: ALICE,
            search: search.into(),
            phases: phases.to_vec(),
        };
        for (order, found) in [
            (TransferOrder::Name, [2, 3, 1]),
            (TransferOrder::NameDescending, [1, 3, 2]),
            (TransferOrder::Created, [3, 2, 1]),
            (TransferOrder::CreatedDescending, [1, 2, 3]),
            (TransferOrder::Status, [3, 1, 2]),
            (TransferOrder::StatusDescending, [2, 1, 3]),
        ] {
            assert_eq!(ids(tx.list_transfers(&filter("", &Phase::ALL), order, 10, 0)?), found, "{order:?}");
            assert_eq!(
                ids(tx.list_transfers(&filter("", &Phase::ALL), order, 1, 1)?),
                found[1..2],
                "{order:?}"
            );
        }
        let under_way = filter("", &[Phase::Queued, Phase::InProgress]);
        assert_eq!(tx.count_transfers(&under_way)?, 2);
        assert_eq!(tx.count_transfers(&filter("a_c", &Phase::ALL))?, 1, "a sign of LIKE stands for itself");
        let ended =
            Transfer { status: 5, phase: Phase::Completed, status_since: 40, due: None, ..all[1].clone() };
        tx.save_transfer(&ended)?;
        assert_eq!(tx.transfer(2)?, Some(ended));
        Ok(())
    });
}

pub(in crate::suite) fn refunds_and_calls_under_keys<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        use PurchaseState::{Completed, Open};
        for id in 1..=3 {
            tx.insert_purchase(&purchase(id, Open))?;
        }
        assert!(tx.end_purchase(1, Completed, 20)? && tx.end_purchase(2, Completed, 30)?);
        let ids = |tx: &mut crate::Tx<'_>, since| {
            let found = tx.completed_purchases(ALICE, since)?;
            Ok::<_, crate::Error>(found.iter().map(|purchase| purchase.id).collect::<Vec<_>>())
        };
        assert_eq!((ids(tx, 20)?, ids(tx, 21)?), (vec![1, 2], vec![2]));
        assert_eq!(tx.completed_purchases(BOB, 0)?, []);
        tx.refund_purchase(1)?;
        tx.refund_purchase(3)?;
        assert_eq!(ids(tx, 0)?, [2]);
        assert_eq!(tx.purchase(3)?.map(|purchase| purchase.state), Some(Open), "only what was completed");
        let call = |hash: u8, created| IdempotentCall {
            key_id: 7,
            command: "a.b".into(),
            hash: vec![hash],
            body: vec![0, 255],
            purchase_id: None,
            progress: None,
            answer: Some("<A b=\"ü\" />".into()),
            created,
        };
        let first = IdempotentCall {
            purchase_id: Some(1),
            progress: Some("50 3".into()),
            answer: None,
            ..call(1, 10)
        };
        tx.keep_idempotent_call(&first)?;
        assert_eq!(tx.idempotent_call(7, "a.b", &[1])?, Some(first));
        tx.keep_idempotent_call(&call(1, 11))?;
        tx.keep_idempotent_call(&call(2, 12))?;
        assert_eq!(tx.idempotent_call(7, "a.b", &[1])?, Some(call(1, 11)));
        assert_eq!((tx.idempotent_call(8, "a.b", &[1])?, tx.idempotent_call(7, "a", &[1])?), (None, None));
        assert_eq!((tx.forget_idempotent_calls(10, 9)?, tx.forget_idempotent_calls(12, 1)?), (0, 1));
        tx.forget_idempotent_call(7, "a.b", &[2])?;
        assert_eq!(tx.idempotent_call(7, "a.b", &[2])?, None);
        Ok(())
    });
}
