//! The services of a zone. They are apart from the host records: getHosts does not show them and setHosts does not touch
//! them.

use crate::host_record::{DEFAULT_TTL, RecordType};
use crate::srv_record::{Srv, SrvRecord};
use crate::zone::{Zone, owner};

/// Most services of a domain.
pub const MOST_SERVICES: usize = 100;

/// Why services cannot stand together. Numbers are positions in the request, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    #[error("more services than a domain may have")]
    TooMany,
    #[error("a CNAME row has the name of a service")]
    BesideCname(usize),
}

/// What a call that replaces all services did to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub inserted: usize,
    pub deleted: usize,
    /// Of the same service, port and target, with another priority or weight.
    pub updated: usize,
}

impl Zone {
    /// The zone after a call that replaces every service. An unchanged one keeps its HostId, and so does one whose
    /// priority or weight alone changed; equal ones count once.
    pub fn with_services(&self, mut sent: Vec<Srv>) -> Result<(Zone, Changes), Conflict> {
        if sent.len() > MOST_SERVICES {
            return Err(Conflict::TooMany);
        }
        let is_cname = |owner_of_srv: &str| {
            self.records.iter().any(|row| row.kind == RecordType::Cname && owner(&row.name) == owner_of_srv)
        };
        if let Some(at) = sent.iter().position(|srv| is_cname(&srv.owner())) {
            return Err(Conflict::BesideCname(at));
        }
        for at in (1..sent.len()).rev() {
            if sent[..at].contains(&sent[at]) {
                sent.remove(at);
            }
        }
        let mut zone = self.clone();
        let changes = zone.keep_services(sent);
        Ok((zone, changes))
    }

    fn keep_services(&mut self, sent: Vec<Srv>) -> Changes {
        let mut changes = Changes::default();
        let mut before = std::mem::take(&mut self.services);
        let mut take = |is_it: &dyn Fn(&SrvRecord) -> bool| {
            before.iter().position(is_it).map(|at| before.remove(at)).map(|row| (row.host_id, row.ttl))
        };
        // First what is unchanged, so that a change of another does not take its HostId.
        let unchanged: Vec<Option<(i64, u32)>> =
            sent.iter().map(|srv| take(&|row| row.srv == *srv)).collect();
        for (srv, unchanged) in sent.into_iter().zip(unchanged) {
            let (host_id, ttl) = match unchanged {
                Some(kept) => kept,
                None => match take(&|row| row.srv.is_at_the_place_of(&srv)) {
                    Some(kept) => {
                        changes.updated += 1;
                        kept
                    }
                    None => {
                        changes.inserted += 1;
                        self.next_host_id += 1;
                        (self.next_host_id - 1, DEFAULT_TTL)
                    }
                },
            };
            self.services.push(SrvRecord { host_id, srv, ttl });
        }
        changes.deleted = before.len();
        self.services.sort_by_key(|row| (row.srv.owner(), row.host_id));
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host_record::{Draft, EmailType};
    use crate::srv_record::tests::srv;
    use proptest::prelude::*;

    #[test]
    fn host_ids_stay_with_what_they_were_given_to() {
        let zone = Zone::empty(EmailType::None);
        let (zone, changes) = zone
            .with_services(vec![
                srv("_b", "_tcp", 1, "x."),
                srv("_a", "_tcp", 1, "x."),
                srv("_b", "_tcp", 1, "x."),
            ])
            .expect("fit");
        assert_eq!(changes, Changes { inserted: 2, ..Changes::default() });
        let ids =
            |zone: &Zone| zone.services.iter().map(|row| (row.srv.owner(), row.host_id)).collect::<Vec<_>>();
        assert_eq!(ids(&zone), [("_a._tcp".into(), 2), ("_b._tcp".into(), 1)]);
        let (zone, changes) =
            zone.with_services(vec![srv("_c", "_tcp", 1, "x."), srv("_b", "_tcp", 9, "X.")]).expect("fit");
        assert_eq!(changes, Changes { inserted: 1, deleted: 1, updated: 1 });
        assert_eq!(ids(&zone), [("_b._tcp".into(), 1), ("_c._tcp".into(), 3)]);
        assert_eq!((zone.services[0].srv.priority, zone.next_host_id), (9, 4));
    }

    #[test]
    fn a_service_and_a_cname_never_share_a_name() {
        let cname = Draft::new("_SIP._tcp", RecordType::Cname, "a.example.");
        let empty = Zone::empty(EmailType::None);
        let with_cname = empty.replaced(vec![cname.clone()], None).expect("fits");
        let sent = vec![srv("_a", "_tcp", 1, "x."), srv("sip", "TCP", 1, "x.")];
        assert_eq!(with_cname.with_services(sent.clone()), Err(Conflict::BesideCname(1)));
        let (with_services, _) = empty.with_services(sent).expect("fit");
        let refused = with_services.replaced(vec![cname], None);
        assert_eq!(refused, Err(crate::zone::Conflict::CnameBesideOthers(0)));
    }

    #[test]
    fn most_services() {
        let sent = |count: usize| (0..count).map(|n| srv("_a", "_tcp", n as u16, "x.")).collect::<Vec<_>>();
        let zone = Zone::empty(EmailType::None);
        assert!(zone.with_services(sent(MOST_SERVICES)).is_ok());
        assert_eq!(zone.with_services(sent(MOST_SERVICES + 1)), Err(Conflict::TooMany));
    }

    proptest! {
        /// Whatever is sent, HostIds are unique, never used again, and a second equal call changes nothing.
        #[test]
        fn ids_hold(calls in proptest::collection::vec(proptest::collection::vec((0_u8..3, 0_u16..3), 0..8), 1..6)) {
            let mut zone = Zone::empty(EmailType::None);
            for call in calls {
                let sent: Vec<Srv> = call.iter().map(|(s, p)| srv(&format!("_{s}"), "_tcp", *p, "x.")).collect();
                let (after, changes) = zone.with_services(sent.clone()).expect("fit");
                prop_assert_eq!(zone.services.len() + changes.inserted - changes.deleted, after.services.len());
                let mut ids: Vec<_> = after.services.iter().map(|row| row.host_id).collect();
                ids.sort_unstable();
                ids.dedup();
                prop_assert_eq!(ids.len(), after.services.len());
                prop_assert!(ids.iter().all(|id| *id < after.next_host_id));
                let new = ids.iter().filter(|id| zone.services.iter().all(|row| row.host_id != **id));
                prop_assert!(new.clone().all(|id| *id >= zone.next_host_id) && new.count() == changes.inserted);
                prop_assert_eq!(after.with_services(sent).expect("fit"), (after.clone(), Changes::default()));
                zone = after;
            }
        }
    }
}
