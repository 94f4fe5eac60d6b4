//! Whether one policy allows what another does not.

use super::Policy;

/// What a key that `maker` makes would be allowed beyond it. Only full keys make keys, and what limits a full key is the
/// guard against deletions alone.
pub fn exceeds(made: &Policy, maker: &Policy) -> Option<&'static str> {
    if !maker.is_full() {
        return Some("a policy");
    }
    let most = maker.most_deletions?;
    made.most_deletions.is_none_or(|made| made > most).then_some("MostDeletions")
}
