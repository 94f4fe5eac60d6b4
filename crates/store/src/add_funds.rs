//! Requests to add funds to an account.

use rules::money::Money;

use crate::error::Error;
use crate::ledger::money;
use crate::tx::Tx;

/// The table of requests.
pub(crate) const TABLES: &[&str] = &["CREATE TABLE add_funds_request (
        token_hash {bytes} NOT NULL PRIMARY KEY,
        account_id bigint NOT NULL REFERENCES account (id),
        amount bigint NOT NULL,
        currency text NOT NULL,
        return_url text NOT NULL,
        created bigint NOT NULL) {clustered}"];

/// A request that waits for its payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddFundsRequest {
    pub account_id: i64,
    pub amount: Money,
    /// Where the customer goes after paying.
    pub return_url: String,
    /// Unix seconds.
    pub created: i64,
}

impl Tx<'_> {
    pub fn insert_add_funds_request(
        &mut self,
        token_hash: &[u8],
        request: &AddFundsRequest,
    ) -> Result<(), Error> {
        self.execute(
            "INSERT INTO add_funds_request (token_hash, account_id, amount, currency, return_url, created)
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                token_hash.into(),
                request.account_id.into(),
                request.amount.ten_thousandths.into(),
                request.amount.currency.code().into(),
                (&request.return_url).into(),
                request.created.into(),
            ],
        )?;
        Ok(())
    }

    /// The request of a token, if it is one of the account.
    pub fn add_funds_request(
        &mut self,
        account_id: i64,
        token_hash: &[u8],
    ) -> Result<Option<AddFundsRequest>, Error> {
        self.one(
            "SELECT account_id, amount, currency, return_url, created FROM add_funds_request
             WHERE token_hash = $2 AND account_id = $1",
            &[account_id.into(), token_hash.into()],
            |row| {
                Ok(AddFundsRequest {
                    account_id: row.int(0)?,
                    amount: money(row, 1, 2)?,
                    return_url: row.text(3)?,
                    created: row.int(4)?,
                })
            },
        )
    }
}
