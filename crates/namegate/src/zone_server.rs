//! Hands changed zones to the name server.

use dns::{Zone, Zones};
use registrar::zone_sink::ZoneSink;
use store::ZoneChange;

/// The name server's zones as the registrar sees them.
pub struct ZoneServer(pub Zones);

impl ZoneSink for ZoneServer {
    fn install(&self, changes: Vec<ZoneChange>) {
        for ZoneChange { apex, version, records } in changes {
            match records.map(|records| Zone::build(&apex, version, &records)) {
                Some(Ok(zone)) => {
                    self.0.install(zone);
                }
                // The rules let no such records in; what was answered before goes on.
                Some(Err(error)) => tracing::error!(zone = %apex, %error, "a zone cannot be answered"),
                None => {
                    self.0.remove(&apex, version);
                }
            }
        }
    }
}
