//! Hands changed zones to the name server.

use dns::Zones;
use registrar::zone_sink::ZoneSink;
use rules::name::DomainName;
use store::ZoneChange;

/// The name server's zones as the registrar sees them.
pub struct ZoneServer(pub Zones);

impl ZoneSink for ZoneServer {
    fn install(&self, changes: Vec<ZoneChange>) {
        for ZoneChange { apex, version, records } in changes {
            // The rules let no such records in; what was answered before goes on.
            if let Err(error) = self.0.apply(&apex, version, records.as_deref()) {
                tracing::error!(zone = %apex, %error, "a zone cannot be answered");
            }
        }
    }

    fn held(&self) -> Vec<(DomainName, i64)> {
        self.0.held()
    }
}
