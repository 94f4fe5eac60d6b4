//! What the name server was told.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use dns::{Template, Zones};
use registrar::zone_sink::ZoneSink;
use rules::name::DomainName;
use rules::resource_record::ResourceRecord;
use store::ZoneChange;

/// The zones as a name server holds them, where a change counts only with a higher version; and a name server's own.
pub struct ToldZones {
    told: Mutex<HashMap<String, ZoneChange>>,
    pub served: Zones,
}

impl Default for ToldZones {
    fn default() -> Self {
        let served = Zones::new(&Template::default()).expect("the default template is sound");
        ToldZones { told: Mutex::default(), served }
    }
}

impl ToldZones {
    /// The records answered for a zone; `None` when it is not answered.
    pub fn records(&self, apex: &str) -> Option<Vec<ResourceRecord>> {
        let zones = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        zones.get(apex).and_then(|change| change.records.clone())
    }

    /// The version of a zone, also of one that is answered no more; `None` of one that was never told of.
    pub fn version(&self, apex: &str) -> Option<i64> {
        let zones = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        zones.get(apex).map(|change| change.version)
    }

    pub fn is_answered(&self, apex: &str) -> bool {
        self.records(apex).is_some()
    }
}

impl ZoneSink for ToldZones {
    fn held(&self) -> Vec<(DomainName, i64)> {
        self.served.held()
    }

    fn install(&self, changes: Vec<ZoneChange>) {
        let mut zones = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        for change in changes {
            let records = change.records.as_deref();
            self.served.apply(&change.apex, change.version, records).expect("a zone that can be answered");
            match zones.get(change.apex.as_str()) {
                Some(held) if held.version >= change.version => {}
                _ => drop(zones.insert(change.apex.to_string(), change)),
            }
        }
    }
}
