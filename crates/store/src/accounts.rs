//! Accounts.

use crate::engine::Row;
use crate::error::Error;
use crate::tx::Tx;

/// The table of accounts.
pub(crate) const TABLES: &[&str] = &["CREATE TABLE account (
        id bigint NOT NULL PRIMARY KEY,
        user_name text NOT NULL,
        user_key text NOT NULL UNIQUE,
        parent_id bigint,
        state text NOT NULL,
        allowed text NOT NULL,
        created bigint NOT NULL)"];

/// Whether an account may call (gate.md section 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    Active,
    /// Suspended by the operator.
    Locked,
    /// Too many of its payments were declined.
    PaymentsDeclined,
    /// It is not set to calls with a key.
    OtherAuthentication,
}

const STATES: [(AccountState, &str); 4] = [
    (AccountState::Active, "active"),
    (AccountState::Locked, "locked"),
    (AccountState::PaymentsDeclined, "payments-declined"),
    (AccountState::OtherAuthentication, "other-authentication"),
];

impl AccountState {
    /// The word in the database and in settings.
    pub fn word(self) -> &'static str {
        STATES.iter().find(|(state, _)| *state == self).map_or("locked", |(_, word)| word)
    }

    /// The state of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        STATES.iter().find(|(_, have)| *have == word).map(|(state, _)| *state)
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: i64,
    pub user_name: String,
    /// The account under which it was opened.
    pub parent_id: Option<i64>,
    pub state: AccountState,
    /// Networks from which it may be called, apart by blanks.
    pub allowed: String,
    /// Unix seconds.
    pub created: i64,
}

impl Tx<'_> {
    /// The account of a name in any letter case.
    pub fn account_by_name(&mut self, user_name: &str) -> Result<Option<Account>, Error> {
        self.one(
            "SELECT id, user_name, parent_id, state, allowed, created FROM account WHERE user_key = $1",
            &[user_name.to_ascii_lowercase().as_str().into()],
            account,
        )
    }

    /// The account of an id.
    pub fn account(&mut self, id: i64) -> Result<Option<Account>, Error> {
        self.one(
            "SELECT id, user_name, parent_id, state, allowed, created FROM account WHERE id = $1",
            &[id.into()],
            account,
        )
    }

    /// Whether there is any account.
    pub fn has_accounts(&mut self) -> Result<bool, Error> {
        Ok(self.one("SELECT id FROM account LIMIT 1", &[], |row| row.int(0))?.is_some())
    }

    pub fn insert_account(&mut self, account: &Account) -> Result<(), Error> {
        let user_key = account.user_name.to_ascii_lowercase();
        self.execute(
            "INSERT INTO account (id, user_name, user_key, parent_id, state, allowed, created)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &[
                account.id.into(),
                (&account.user_name).into(),
                user_key.as_str().into(),
                account.parent_id.into(),
                account.state.word().into(),
                (&account.allowed).into(),
                account.created.into(),
            ],
        )?;
        Ok(())
    }

    /// Sets what settings say of an account.
    pub fn update_account(&mut self, id: i64, state: AccountState, allowed: &str) -> Result<(), Error> {
        self.execute(
            "UPDATE account SET state = $2, allowed = $3 WHERE id = $1",
            &[id.into(), state.word().into(), allowed.into()],
        )?;
        Ok(())
    }
}

pub(crate) fn account(row: &dyn Row) -> Result<Account, Error> {
    Ok(Account {
        id: row.int(0)?,
        user_name: row.text(1)?,
        parent_id: row.opt_int(2)?,
        state: AccountState::from_word(row.text_ref(3)?).ok_or_else(|| Error::corrupt("account state"))?,
        allowed: row.text(4)?,
        created: row.int(5)?,
    })
}
