//! The ledger: double entry, nothing is ever changed or taken out. The entries of a transaction sum to zero, and each
//! entry of a customer carries that customer's balance after it.

use rules::money::{Currency, Money};

use crate::engine::Row;
use crate::error::Error;
use crate::tx::Tx;

/// The tables of the ledger.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE ledger_entry (
        transaction_id bigint NOT NULL,
        line bigint NOT NULL,
        book text NOT NULL,
        account_id bigint,
        seq bigint,
        amount bigint NOT NULL,
        balance_after bigint,
        currency text NOT NULL,
        reason text NOT NULL,
        created bigint NOT NULL,
        PRIMARY KEY (transaction_id, line))",
    "CREATE UNIQUE INDEX ledger_entry_by_account ON ledger_entry (account_id, seq)",
];

/// Where money stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Book {
    /// The funds of an account.
    Customer(i64),
    /// Taken for purchases that are under way.
    Held,
    /// Earned.
    Sales,
    /// Where funds come from: payments, and the play money of a sandbox.
    Funding,
}

/// The word of the book of customers.
pub(crate) const CUSTOMER: &str = "customer";

/// Whether a book has this word.
pub(crate) fn is_book(word: &str) -> bool {
    [Book::Customer(0), Book::Held, Book::Sales, Book::Funding].into_iter().any(|book| book.word() == word)
}

impl Book {
    fn word(self) -> &'static str {
        match self {
            Book::Customer(_) => CUSTOMER,
            Book::Held => "held",
            Book::Sales => "sales",
            Book::Funding => "funding",
        }
    }

    fn account_id(self) -> Option<i64> {
        match self {
            Book::Customer(id) => Some(id),
            _ => None,
        }
    }
}

/// A movement of the funds of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    pub transaction_id: i64,
    /// Less than zero for what was taken.
    pub amount: Money,
    pub balance_after: Money,
    /// In words for people.
    pub reason: String,
    /// World time, unix seconds.
    pub created: i64,
}

/// Why money did not move.
#[derive(Debug, thiserror::Error)]
pub enum Unmoved {
    #[error("the account has not enough funds")]
    Insufficient,
    #[error(transparent)]
    Store(#[from] Error),
}

impl Tx<'_> {
    /// What an account can spend.
    pub fn balance(&mut self, account_id: i64) -> Result<Money, Error> {
        Ok(self.last_entry(account_id)?.1)
    }

    /// Moves an amount that is not negative from one book to another, under a transaction id of its own. A customer
    /// never falls below zero.
    pub fn move_money(
        &mut self,
        transaction_id: i64,
        (from, to): (Book, Book),
        amount: Money,
        reason: &str,
        now: i64,
    ) -> Result<(), Unmoved> {
        if amount.is_negative() {
            return Err(Error::corrupt("negative movement of money").into());
        }
        self.enter(transaction_id, 1, from, amount.negated(), reason, now)?;
        self.enter(transaction_id, 2, to, amount, reason, now)
    }

    fn enter(
        &mut self,
        transaction_id: i64,
        line: i64,
        book: Book,
        amount: Money,
        reason: &str,
        now: i64,
    ) -> Result<(), Unmoved> {
        let mut place = (None, None);
        if let Book::Customer(account_id) = book {
            let (seq, balance) = self.last_entry(account_id)?;
            let after = balance.checked_add(amount).ok_or_else(|| Error::corrupt("balance"))?;
            if after.is_negative() {
                return Err(Unmoved::Insufficient);
            }
            place = (Some(seq + 1), Some(after.ten_thousandths));
        }
        self.execute(
            "INSERT INTO ledger_entry (transaction_id, line, book, account_id, seq, amount, balance_after, currency,
                                       reason, created)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &[
                transaction_id.into(),
                line.into(),
                book.word().into(),
                book.account_id().into(),
                place.0.into(),
                amount.ten_thousandths.into(),
                place.1.into(),
                amount.currency.code().into(),
                reason.into(),
                now.into(),
            ],
        )?;
        Ok(())
    }

    /// The number of the last entry of an account and the balance after it.
    fn last_entry(&mut self, account_id: i64) -> Result<(i64, Money), Error> {
        let last = self.one(
            "SELECT seq, balance_after, currency FROM ledger_entry WHERE account_id = $1 ORDER BY seq DESC LIMIT 1",
            &[account_id.into()],
            |row| Ok((row.int(0)?, money(row, 1, 2)?)),
        )?;
        Ok(last.unwrap_or((0, Money::ZERO)))
    }

    /// How many movements the funds of an account had from the first moment on and before the second; unix seconds.
    pub fn count_ledger_entries(&mut self, account_id: i64, (from, to): (i64, i64)) -> Result<i64, Error> {
        let count = self.one(
            "SELECT count(*) FROM ledger_entry WHERE account_id = $1 AND created >= $2 AND created < $3",
            &[account_id.into(), from.into(), to.into()],
            |row| row.int(0),
        )?;
        Ok(count.unwrap_or(0))
    }

    /// These movements, `limit` of them after `offset`, the newest first.
    pub fn list_ledger_entries(
        &mut self,
        account_id: i64,
        (from, to): (i64, i64),
        (limit, offset): (i64, i64),
    ) -> Result<Vec<LedgerEntry>, Error> {
        self.many(
            "SELECT transaction_id, amount, balance_after, currency, reason, created FROM ledger_entry
             WHERE account_id = $1 AND created >= $2 AND created < $3 ORDER BY seq DESC LIMIT $4 OFFSET $5",
            &[account_id.into(), from.into(), to.into(), limit.into(), offset.into()],
            |row| {
                Ok(LedgerEntry {
                    transaction_id: row.int(0)?,
                    amount: money(row, 1, 3)?,
                    balance_after: money(row, 2, 3)?,
                    reason: row.text(4)?,
                    created: row.int(5)?,
                })
            },
        )
    }

    /// For audits: the sum of every entry, which is zero; and each account's balance beside the sum of its entries,
    /// which are equal.
    pub fn ledger_sums(&mut self) -> Result<(i64, Vec<(i64, i64)>), Error> {
        let all =
            self.one("SELECT CAST(coalesce(sum(amount), 0) AS bigint) FROM ledger_entry", &[], |row| {
                row.int(0)
            })?;
        let accounts = self.many(
            "SELECT CAST(sum(amount) AS bigint),
                    (SELECT l.balance_after FROM ledger_entry l WHERE l.account_id = e.account_id
                     ORDER BY l.seq DESC LIMIT 1)
             FROM ledger_entry e WHERE account_id IS NOT NULL GROUP BY account_id",
            &[],
            |row| Ok((row.int(0)?, row.int(1)?)),
        )?;
        Ok((all.unwrap_or(0), accounts))
    }
}

pub(crate) fn money(row: &dyn Row, amount: usize, currency: usize) -> Result<Money, Error> {
    let currency = Currency::from_code(row.text_ref(currency)?).ok_or_else(|| Error::corrupt("currency"))?;
    Ok(Money { ten_thousandths: row.int(amount)?, currency })
}
