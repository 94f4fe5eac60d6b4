//! Where changed zones go after their transaction was committed.

use rules::name::DomainName;
use store::ZoneChange;

/// Takes changed zones; the name server is one. Only a change with a higher version than the one in force counts, so
/// order does not matter.
pub trait ZoneSink: Send + Sync {
    fn install(&self, changes: Vec<ZoneChange>);

    /// The zones that are answered, each with its version.
    fn held(&self) -> Vec<(DomainName, i64)>;
}
