//! Whether one policy allows what another does not.

use super::{ClientIp, Policy};

/// What a key that `maker` makes would be allowed beyond it. Only full keys make keys, and what limits a full key is the
/// guard against deletions, and that ClientIp has to be where the call comes from; the other rules about ClientIp say how
/// calls are written, and keep nobody out.
pub fn exceeds(made: &Policy, maker: &Policy) -> Option<&'static str> {
    if !maker.is_full() {
        return Some("a policy");
    }
    if maker.client_ip == ClientIp::Caller && made.client_ip != ClientIp::Caller {
        return Some("ClientIpRule");
    }
    let most = maker.most_deletions?;
    made.most_deletions.is_none_or(|made| made > most).then_some("MostDeletions")
}
