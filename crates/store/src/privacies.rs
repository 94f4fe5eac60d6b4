//! Privacy subscriptions as their account sees them. Each is tied to a domain of the account.

use crate::domains::{Privacy, privacy};
use crate::engine::Row;
use crate::error::Error;
use crate::tx::Tx;

/// A privacy subscription with the name of its domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPrivacy {
    pub privacy: Privacy,
    pub domain: String,
}

impl Tx<'_> {
    /// A subscription of an account.
    pub fn privacy_of_account(&mut self, account_id: i64, id: i64) -> Result<Option<NamedPrivacy>, Error> {
        self.one(
            "SELECT p.id, p.domain_id, p.enabled, p.mask, p.forwarded_to, p.mask_since, p.created, p.expires, d.name
             FROM privacy p JOIN domain d ON d.id = p.domain_id WHERE p.id = $2 AND d.account_id = $1",
            &[account_id.into(), id.into()],
            named,
        )
    }

    /// How many subscriptions an account has.
    pub fn count_privacies(&mut self, account_id: i64) -> Result<i64, Error> {
        let count = self.one(
            "SELECT count(*) FROM privacy p JOIN domain d ON d.id = p.domain_id WHERE d.account_id = $1",
            &[account_id.into()],
            |row| row.int(0),
        )?;
        Ok(count.unwrap_or(0))
    }

    /// Subscriptions of an account in the order of their ids, `limit` of them after the first `offset`.
    pub fn list_privacies(
        &mut self,
        account_id: i64,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<NamedPrivacy>, Error> {
        self.many(
            "SELECT p.id, p.domain_id, p.enabled, p.mask, p.forwarded_to, p.mask_since, p.created, p.expires, d.name
             FROM privacy p JOIN domain d ON d.id = p.domain_id WHERE d.account_id = $1
             ORDER BY p.id LIMIT $2 OFFSET $3",
            &[account_id.into(), limit.into(), offset.into()],
            named,
        )
    }

    /// Replaces what can change of a subscription.
    pub fn update_privacy(&mut self, privacy: &Privacy) -> Result<(), Error> {
        self.execute(
            "UPDATE privacy SET enabled = $2, mask = $3, forwarded_to = $4, mask_since = $5, expires = $6 WHERE id = $1",
            &[
                privacy.id.into(),
                privacy.enabled.into(),
                (&privacy.mask).into(),
                (&privacy.forwarded_to).into(),
                privacy.mask_since.into(),
                privacy.expires.into(),
            ],
        )?;
        Ok(())
    }
}

fn named(row: &dyn Row) -> Result<NamedPrivacy, Error> {
    Ok(NamedPrivacy { privacy: privacy(row)?, domain: row.text(8)? })
}
