//! Who changes zones.

/// Who changed a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// `None` where nobody called: the end of a record's life.
    pub account_id: Option<i64>,
    pub key_id: Option<i64>,
    /// Where the call came from; empty where nobody called.
    pub address: String,
    /// The command, or what stands in its place where nobody called.
    pub command: String,
}
