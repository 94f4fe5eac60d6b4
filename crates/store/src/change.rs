//! What a committed transaction changed for the name server.

use rules::name::DomainName;
use rules::resource_record::ResourceRecord;

/// A zone as a transaction left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneChange {
    pub apex: DomainName,
    /// Grows with every change of the zone, its removal included: whoever holds a higher version drops this one.
    pub version: i64,
    /// `None` when the zone is no longer answered.
    pub records: Option<Vec<ResourceRecord>>,
}
