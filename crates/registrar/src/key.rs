//! API keys. They are random and long, so a plain hash keeps them (design: SHA-256 under a unique index).

use ring::digest::{SHA256, digest};

/// What the store keeps of a key.
pub fn hash(key: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, key.as_bytes()).as_ref());
    hash
}
