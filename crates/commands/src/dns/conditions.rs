//! What whatever changes a zone can be told besides.

use wire::Block;

/// How a zone is changed.
#[derive(Block, Clone, Copy, Debug)]
pub struct Conditions {
    /// Only if the zone is at this version.
    #[param(least = 0, most = 9999999999999, subject = 970)]
    pub version: Option<i64>,
    /// Say what would change, and change nothing.
    #[param(subject = 976)]
    pub dry_run: Option<bool>,
}

#[cfg(feature = "server")]
mod server {
    use registrar::records::Asked;

    use super::Conditions;

    impl Conditions {
        /// A change of the zone of this domain.
        pub(crate) fn of(self, domain: &str) -> Asked<'_> {
            Asked { domain, version: self.version, dry_run: self.dry_run.unwrap_or(false) }
        }
    }
}
