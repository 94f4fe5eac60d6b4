//! API keys. They are random and long, so a plain hash keeps them (design: SHA-256 under a unique index).

use ring::digest::{SHA256, digest};
use rules::key_policy::Preset;
use store::{ApiKey, KeyLife};

use crate::entropy::{Entropy, hex};

/// What the store keeps of a key.
pub fn hash(key: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, key.as_bytes()).as_ref());
    hash
}

/// A new key: 160 bits that nobody can guess, in fewer characters than ApiKey may have (gate.md section 1).
pub fn draw(entropy: &dyn Entropy) -> String {
    hex::<20>(entropy)
}

/// The key of an account that settings give it.
pub fn of_settings(id: i64, account_id: i64, now: i64) -> ApiKey {
    ApiKey {
        id,
        account_id,
        user_id: account_id,
        of_settings: true,
        label: "settings".to_owned(),
        preset: Preset::Full.word().to_owned(),
        policy: None,
        created: now,
        life: KeyLife { expires: None, unused_limit: None, last_used: now, revoked: None },
    }
}
