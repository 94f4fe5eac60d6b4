//! Putting a row into its place in a zone.

use super::row::Row;
use crate::host_record::RecordType;
use crate::zone::Zone;

/// Takes a row into the zone: in the place of one that has its name, type and value, which keeps its HostId, or as a new
/// one. The HostId. `held` have their rows already.
pub(super) fn put(zone: &mut Zone, row: Row, held: &[i64]) -> i64 {
    let Some(host_id) = row.same(zone).into_iter().find(|host_id| !held.contains(host_id)) else {
        let host_id = zone.next_host_id;
        zone.next_host_id += 1;
        row.insert(zone, host_id);
        return host_id;
    };
    match row {
        Row::Host(draft) => {
            for kept in zone.records.iter_mut().filter(|kept| kept.host_id == host_id) {
                kept.ttl = draft.ttl.unwrap_or(kept.ttl);
                if kept.kind == RecordType::Mx {
                    kept.preference = draft.preference.unwrap_or(kept.preference);
                }
            }
        }
        Row::Service { srv, ttl } => {
            for kept in zone.services.iter_mut().filter(|kept| kept.host_id == host_id) {
                kept.ttl = ttl.unwrap_or(kept.ttl);
                (kept.srv.priority, kept.srv.weight) = (srv.priority, srv.weight);
            }
        }
        Row::Other { ttl, .. } => {
            for kept in zone.others.iter_mut().filter(|kept| kept.host_id == host_id) {
                kept.ttl = ttl.unwrap_or(kept.ttl);
            }
        }
    }
    host_id
}
