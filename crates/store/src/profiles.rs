//! Profiles of accounts: who the holder of an account is. Beside the accounts, which every call reads.

use rules::contact::Contact;

use crate::accounts::{self, Account};
use crate::domains::{from_json, json};
use crate::error::Error;
use crate::tx::Tx;

/// The table of profiles.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE account_profile (
        account_id bigint NOT NULL PRIMARY KEY REFERENCES account (id),
        email_key text NOT NULL,
        profile text NOT NULL) {clustered}",
    "CREATE INDEX account_profile_by_email ON account_profile (email_key, account_id)",
];

impl Tx<'_> {
    /// The profile of an account; `None` for one that was opened without.
    pub fn profile(&mut self, account_id: i64) -> Result<Option<Contact>, Error> {
        self.one("SELECT profile FROM account_profile WHERE account_id = $1", &[account_id.into()], |row| {
            from_json(row.text_ref(0)?)
        })
    }

    /// Sets the profile of an account, whether or not it had one.
    pub fn set_profile(&mut self, account_id: i64, profile: &Contact) -> Result<(), Error> {
        self.execute(
            "INSERT INTO account_profile (account_id, email_key, profile) VALUES ($1, $2, $3)
             ON CONFLICT (account_id) DO UPDATE SET email_key = excluded.email_key, profile = excluded.profile",
            &[
                account_id.into(),
                profile.email_address.to_lowercase().as_str().into(),
                json(profile)?.as_str().into(),
            ],
        )?;
        Ok(())
    }

    /// The account that was opened first among those under `parent_id` whose profile has this e-mail address, in any
    /// letter case.
    pub fn account_by_email(
        &mut self,
        parent_id: i64,
        email_address: &str,
    ) -> Result<Option<Account>, Error> {
        self.one(
            "SELECT a.id, a.user_name, a.parent_id, a.state, a.allowed, a.created
             FROM account_profile p JOIN account a ON a.id = p.account_id
             WHERE p.email_key = $1 AND a.parent_id = $2 ORDER BY a.id LIMIT 1",
            &[email_address.to_lowercase().as_str().into(), parent_id.into()],
            accounts::account,
        )
    }
}
