//! What a call was shown that has to be kept before the caller hears of it.

use store::{Domain, KeptZone};

use crate::caller::Caller;

/// A zone that was shown to a caller whose key merges.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    pub domain_id: i64,
    pub key_id: i64,
    pub version: i64,
}

impl Shown {
    /// `None` for a key that does not merge.
    pub(crate) fn to(caller: &Caller, domain: &Domain, kept: &KeptZone) -> Option<Shown> {
        let shown = Shown { domain_id: domain.id, key_id: caller.key.id, version: kept.version };
        caller.key.merges().then_some(shown)
    }
}
