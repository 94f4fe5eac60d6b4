//! API keys: what opens an account, and what it opens there.

use rules::key_policy::Policy;

use crate::accounts::{Account, account};
use crate::engine::Row;
use crate::error::Error;
use crate::tx::Tx;

/// The tables of keys. A key has one secret, and while it is rotated two.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE api_key (
        id bigint NOT NULL PRIMARY KEY,
        account_id bigint NOT NULL REFERENCES account (id),
        user_id bigint NOT NULL REFERENCES account (id),
        of_settings boolean NOT NULL,
        label text NOT NULL,
        preset text NOT NULL,
        policy text,
        created bigint NOT NULL,
        expires bigint,
        unused_limit bigint,
        last_used bigint NOT NULL,
        revoked bigint)",
    "CREATE INDEX api_key_by_account ON api_key (account_id)",
    "CREATE INDEX api_key_by_user ON api_key (user_id)",
    "CREATE TABLE api_secret (
        hash {bytes} NOT NULL PRIMARY KEY,
        key_id bigint NOT NULL REFERENCES api_key (id),
        ends bigint) {clustered}",
    "CREATE INDEX api_secret_by_key ON api_secret (key_id)",
];

/// A key, as a call that carries it finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningKey {
    pub id: i64,
    /// The account that it acts for, unless it is full: that of UserName when it was made.
    pub user_id: i64,
    pub of_settings: bool,
    /// `None` for one that may do everything.
    pub policy: Option<Policy>,
    pub life: KeyLife,
    /// When the secret ends that the call carries, unix seconds.
    pub secret_ends: Option<i64>,
    /// Whether the account has entries on allow-lists, its own or those of any of its keys.
    pub has_allow_entries: bool,
}

/// When a key opens nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyLife {
    /// Unix seconds.
    pub expires: Option<i64>,
    /// Seconds without a call after which it ends.
    pub unused_limit: Option<i64>,
    /// When it was noted last that it was used, or when it was made; unix seconds.
    pub last_used: i64,
    /// Unix seconds.
    pub revoked: Option<i64>,
}

/// A key as its account sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    pub id: i64,
    pub account_id: i64,
    pub user_id: i64,
    /// Whether it stands in the settings, where alone it is changed.
    pub of_settings: bool,
    pub label: String,
    /// The word of the preset it was made from.
    pub preset: String,
    /// `None` for one that may do everything.
    pub policy: Option<Policy>,
    /// Unix seconds.
    pub created: i64,
    pub life: KeyLife,
}

impl KeyLife {
    /// Whether it opens anything at `now`.
    pub fn is_over(&self, now: i64) -> bool {
        let is_past = |end: Option<i64>| end.is_some_and(|end| end <= now);
        is_past(self.expires)
            || is_past(self.unused_limit.map(|limit| self.last_used.saturating_add(limit)))
            || self.revoked.is_some()
    }
}

impl Tx<'_> {
    /// The account of a name and the hash of a secret of one of its keys, with that key.
    pub fn account_by_key(
        &mut self,
        user_name: &str,
        hash: &[u8],
    ) -> Result<Option<(Account, OpeningKey)>, Error> {
        self.one(
            "SELECT a.id, a.user_name, a.parent_id, a.state, a.allowed, a.created,
                    k.id, k.user_id, k.of_settings, k.policy, k.expires, k.unused_limit, k.last_used, k.revoked, s.ends,
                    EXISTS (SELECT 1 FROM allow_entry e WHERE e.account_id = a.id)
             FROM api_secret s JOIN api_key k ON k.id = s.key_id JOIN account a ON a.id = k.account_id
             WHERE s.hash = $1 AND a.user_key = $2",
            &[hash.into(), user_name.to_ascii_lowercase().as_str().into()],
            |row| {
                let key = OpeningKey {
                    id: row.int(6)?,
                    user_id: row.int(7)?,
                    of_settings: row.bool(8)?,
                    policy: policy(row, 9)?,
                    life: life(row, 10)?,
                    secret_ends: row.opt_int(14)?,
                    has_allow_entries: row.bool(15)?,
                };
                Ok((account(row)?, key))
            },
        )
    }

    /// Gives an account the key of its settings, in the place of the one that it had from there.
    pub fn set_key_of_settings(&mut self, key: &ApiKey, hash: &[u8]) -> Result<(), Error> {
        let kept = self.one(
            "SELECT id FROM api_key WHERE account_id = $1 AND of_settings",
            &[key.account_id.into()],
            |row| row.int(0),
        )?;
        match kept {
            Some(id) => {
                self.execute("DELETE FROM api_secret WHERE key_id = $1", &[id.into()])?;
                self.insert_secret(id, hash)
            }
            None => self.insert_api_key(key, hash),
        }
    }

    pub fn insert_api_key(&mut self, key: &ApiKey, hash: &[u8]) -> Result<(), Error> {
        let written = key.policy.as_ref().map(serde_json::to_string).transpose();
        let written = written.map_err(|_| Error::corrupt("key policy"))?;
        self.execute(
            "INSERT INTO api_key (id, account_id, user_id, of_settings, label, preset, policy, created, expires,
                                  unused_limit, last_used, revoked)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            &[
                key.id.into(),
                key.account_id.into(),
                key.user_id.into(),
                key.of_settings.into(),
                (&key.label).into(),
                (&key.preset).into(),
                written.as_deref().into(),
                key.created.into(),
                key.life.expires.into(),
                key.life.unused_limit.into(),
                key.life.last_used.into(),
                key.life.revoked.into(),
            ],
        )?;
        self.insert_secret(key.id, hash)
    }

    fn insert_secret(&mut self, key_id: i64, hash: &[u8]) -> Result<(), Error> {
        self.execute(
            "INSERT INTO api_secret (hash, key_id, ends) VALUES ($1, $2, NULL)",
            &[hash.into(), key_id.into()],
        )?;
        Ok(())
    }

    /// Gives a key a new secret; those that it has end at `until`, or before where they do already.
    pub fn rotate_api_key(&mut self, key_id: i64, hash: &[u8], until: i64) -> Result<(), Error> {
        self.execute(
            "UPDATE api_secret SET ends = $2 WHERE key_id = $1 AND (ends IS NULL OR ends > $2)",
            &[key_id.into(), until.into()],
        )?;
        self.insert_secret(key_id, hash)
    }

    /// From then on the key opens nothing.
    pub fn revoke_api_key(&mut self, key_id: i64, now: i64) -> Result<(), Error> {
        self.execute("DELETE FROM api_secret WHERE key_id = $1", &[key_id.into()])?;
        self.execute("UPDATE api_key SET revoked = $2 WHERE id = $1", &[key_id.into(), now.into()])?;
        Ok(())
    }

    /// Notes that a key was used.
    pub fn note_use_of_key(&mut self, key_id: i64, now: i64) -> Result<(), Error> {
        self.execute("UPDATE api_key SET last_used = $2 WHERE id = $1", &[key_id.into(), now.into()])?;
        Ok(())
    }

    /// A key of an account.
    pub fn api_key(&mut self, account_id: i64, id: i64) -> Result<Option<ApiKey>, Error> {
        self.one(
            "SELECT id, account_id, user_id, of_settings, label, preset, policy, created, expires, unused_limit,
                    last_used, revoked
             FROM api_key WHERE account_id = $1 AND id = $2",
            &[account_id.into(), id.into()],
            api_key,
        )
    }

    /// The keys of an account, `limit` of them after `offset`, the newest first.
    pub fn list_api_keys(&mut self, account_id: i64, limit: i64, offset: i64) -> Result<Vec<ApiKey>, Error> {
        self.many(
            "SELECT id, account_id, user_id, of_settings, label, preset, policy, created, expires, unused_limit,
                    last_used, revoked
             FROM api_key WHERE account_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3",
            &[account_id.into(), limit.into(), offset.into()],
            api_key,
        )
    }

    /// How many keys an account has, those that were revoked among them.
    pub fn count_api_keys(&mut self, account_id: i64) -> Result<i64, Error> {
        let sql = "SELECT count(*) FROM api_key WHERE account_id = $1";
        Ok(self.one(sql, &[account_id.into()], |row| row.int(0))?.unwrap_or(0))
    }
}

fn api_key(row: &dyn Row) -> Result<ApiKey, Error> {
    Ok(ApiKey {
        id: row.int(0)?,
        account_id: row.int(1)?,
        user_id: row.int(2)?,
        of_settings: row.bool(3)?,
        label: row.text(4)?,
        preset: row.text(5)?,
        policy: policy(row, 6)?,
        created: row.int(7)?,
        life: life(row, 8)?,
    })
}

fn policy(row: &dyn Row, at: usize) -> Result<Option<Policy>, Error> {
    let written = row.opt_text_ref(at)?;
    written.map(|text| serde_json::from_str(text).map_err(|_| Error::corrupt("key policy"))).transpose()
}

fn life(row: &dyn Row, at: usize) -> Result<KeyLife, Error> {
    Ok(KeyLife {
        expires: row.opt_int(at)?,
        unused_limit: row.opt_int(at + 1)?,
        last_used: row.int(at + 2)?,
        revoked: row.opt_int(at + 3)?,
    })
}
