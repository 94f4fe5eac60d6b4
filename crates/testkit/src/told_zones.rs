//! What the name server was told.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use registrar::zone_sink::ZoneSink;
use rules::resource_record::ResourceRecord;
use store::ZoneChange;

/// The zones as a name server holds them: a change counts only with a higher version.
#[derive(Default)]
pub struct ToldZones(Mutex<HashMap<String, ZoneChange>>);

impl ToldZones {
    /// The records answered for a zone; `None` when it is not answered.
    pub fn records(&self, apex: &str) -> Option<Vec<ResourceRecord>> {
        let zones = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        zones.get(apex).and_then(|change| change.records.clone())
    }

    /// The version of a zone, also of one that is answered no more; `None` of one that was never told of.
    pub fn version(&self, apex: &str) -> Option<i64> {
        let zones = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        zones.get(apex).map(|change| change.version)
    }

    pub fn is_answered(&self, apex: &str) -> bool {
        self.records(apex).is_some()
    }
}

impl ZoneSink for ToldZones {
    fn install(&self, changes: Vec<ZoneChange>) {
        let mut zones = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for change in changes {
            match zones.get(change.apex.as_str()) {
                Some(held) if held.version >= change.version => {}
                _ => drop(zones.insert(change.apex.to_string(), change)),
            }
        }
    }
}
