//! Requests to add funds to an account.

use rules::money::Money;

use crate::error::Error;
use crate::ledger::money;
use crate::tx::Tx;

/// The table of requests.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE add_funds_request (
        token_hash {bytes} NOT NULL PRIMARY KEY,
        account_id bigint NOT NULL REFERENCES account (id),
        amount bigint NOT NULL,
        currency text NOT NULL,
        return_url text NOT NULL,
        created bigint NOT NULL,
        payment text NOT NULL,
        transaction_id bigint NOT NULL) {clustered}",
    "CREATE TABLE declined_payment (
        account_id bigint NOT NULL PRIMARY KEY REFERENCES account (id),
        in_a_row bigint NOT NULL) {clustered}",
];

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payment {
    Awaited,
    /// Under this transaction of the ledger.
    Made {
        transaction_id: i64,
    },
    Declined,
}

impl Payment {
    /// The word in the database, and the transaction id beside it.
    fn columns(self) -> (&'static str, i64) {
        match self {
            Payment::Awaited => ("awaited", 0),
            Payment::Made { transaction_id } => ("made", transaction_id),
            Payment::Declined => ("declined", 0),
        }
    }

    pub(crate) fn from_columns(word: &str, transaction_id: i64) -> Option<Self> {
        let known = [Payment::Awaited, Payment::Made { transaction_id }, Payment::Declined];
        known.into_iter().find(|payment| payment.columns().0 == word)
    }
}

/// A request for a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddFundsRequest {
    pub account_id: i64,
    pub amount: Money,
    /// Where the customer goes after paying.
    pub return_url: String,
    /// Unix seconds.
    pub created: i64,
    pub payment: Payment,
}

impl Tx<'_> {
    pub fn insert_add_funds_request(
        &mut self,
        token_hash: &[u8],
        request: &AddFundsRequest,
    ) -> Result<(), Error> {
        let (payment, transaction_id) = request.payment.columns();
        self.execute(
            "INSERT INTO add_funds_request (token_hash, account_id, amount, currency, return_url, created, payment,
                                            transaction_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                token_hash.into(),
                request.account_id.into(),
                request.amount.ten_thousandths.into(),
                request.amount.currency.code().into(),
                (&request.return_url).into(),
                request.created.into(),
                payment.into(),
                transaction_id.into(),
            ],
        )?;
        Ok(())
    }

    /// The request of a token.
    pub fn add_funds_request(&mut self, token_hash: &[u8]) -> Result<Option<AddFundsRequest>, Error> {
        self.one(
            "SELECT account_id, amount, currency, return_url, created, payment, transaction_id
             FROM add_funds_request WHERE token_hash = $1",
            &[token_hash.into()],
            |row| {
                Ok(AddFundsRequest {
                    account_id: row.int(0)?,
                    amount: money(row, 1, 2)?,
                    return_url: row.text(3)?,
                    created: row.int(4)?,
                    payment: Payment::from_columns(row.text_ref(5)?, row.int(6)?)
                        .ok_or_else(|| Error::corrupt("payment"))?,
                })
            },
        )
    }

    /// Sets what became of a request.
    pub fn set_payment(&mut self, token_hash: &[u8], payment: Payment) -> Result<(), Error> {
        let (payment, transaction_id) = payment.columns();
        self.execute(
            "UPDATE add_funds_request SET payment = $2, transaction_id = $3 WHERE token_hash = $1",
            &[token_hash.into(), payment.into(), transaction_id.into()],
        )?;
        Ok(())
    }

    /// Counts a payment of an account that was declined; how many there are in a row.
    pub fn count_declined_payment(&mut self, account_id: i64) -> Result<i64, Error> {
        self.execute(
            "INSERT INTO declined_payment (account_id, in_a_row) VALUES ($1, 1)
             ON CONFLICT (account_id) DO UPDATE SET in_a_row = declined_payment.in_a_row + 1",
            &[account_id.into()],
        )?;
        let counted = self.one(
            "SELECT in_a_row FROM declined_payment WHERE account_id = $1",
            &[account_id.into()],
            |row| row.int(0),
        )?;
        Ok(counted.unwrap_or(0))
    }

    /// Begins the count of declined payments anew.
    pub fn forget_declined_payments(&mut self, account_id: i64) -> Result<(), Error> {
        self.execute("DELETE FROM declined_payment WHERE account_id = $1", &[account_id.into()])?;
        Ok(())
    }
}
