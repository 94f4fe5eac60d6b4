//! Services of a domain and where they are found (RFC 2782), as domains.dns.setSrvRecords writes them. They are apart
//! from the host records: getHosts does not show them and setHosts does not touch them.

use crate::host_record::RecordType;
use crate::name;
use crate::zone::{Zone, owner};

/// Most services of a domain.
pub const MOST_SERVICES: usize = 100;

/// Where a service is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Srv {
    /// As sent: `_sip`, or `sip`; a name below the domain may follow after a dot.
    pub service: String,
    /// As sent: `_tcp`, or `tcp`; a name below the domain may follow after a dot.
    pub protocol: String,
    pub priority: u16,
    pub weight: u16,
    pub port: u16,
    /// Ends in a dot; `.` says that the service is not to be had (RFC 2782).
    pub target: String,
}

/// A service as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SrvRecord {
    /// Of one count with the host records of its zone.
    pub host_id: i64,
    pub srv: Srv,
}

/// Why a service cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("the service is no name")]
    Service,
    #[error("the protocol is no name")]
    Protocol,
    #[error("the target is no host")]
    Target,
}

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

impl Srv {
    /// Checks a service of a domain and gives it the form in which it is kept.
    pub fn checked(mut self, domain: &str) -> Result<Srv, Unfit> {
        let is_name = |text: &str| text.split('.').all(name::is_owner_label);
        if !is_name(&self.service) {
            return Err(Unfit::Service);
        }
        // One octet for the dot before the domain.
        let room = name::LONGEST_NAME.saturating_sub(domain.len() + 1);
        if !is_name(&self.protocol) || self.owner().len() > room {
            return Err(Unfit::Protocol);
        }
        if self.target != "." && !name::is_target(&self.target) {
            return Err(Unfit::Target);
        }
        if !self.target.ends_with('.') {
            self.target.push('.');
        }
        Ok(self)
    }

    /// The owner of the record relative to the domain, in lower case: both parts with the underscore that keeps them
    /// apart from names of hosts (RFC 2782), which some callers leave out.
    pub fn owner(&self) -> String {
        let part = |text: &str| {
            let underscore = if text.starts_with('_') { "" } else { "_" };
            format!("{underscore}{}", text.to_ascii_lowercase())
        };
        format!("{}.{}", part(&self.service), part(&self.protocol))
    }

    fn is_at_the_place_of(&self, other: &Srv) -> bool {
        self.owner() == other.owner()
            && self.port == other.port
            && self.target.eq_ignore_ascii_case(&other.target)
    }
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
            before.iter().position(is_it).map(|at| before.remove(at).host_id)
        };
        // First what is unchanged, so that a change of another does not take its HostId.
        let unchanged: Vec<Option<i64>> = sent.iter().map(|srv| take(&|row| row.srv == *srv)).collect();
        for (srv, unchanged) in sent.into_iter().zip(unchanged) {
            let host_id = match unchanged {
                Some(host_id) => host_id,
                None => match take(&|row| row.srv.is_at_the_place_of(&srv)) {
                    Some(host_id) => {
                        changes.updated += 1;
                        host_id
                    }
                    None => {
                        changes.inserted += 1;
                        self.next_host_id += 1;
                        self.next_host_id - 1
                    }
                },
            };
            self.services.push(SrvRecord { host_id, srv });
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
    use proptest::prelude::*;

    fn srv(service: &str, protocol: &str, priority: u16, target: &str) -> Srv {
        Srv {
            service: service.into(),
            protocol: protocol.into(),
            priority,
            weight: 5,
            port: 5060,
            target: target.into(),
        }
    }

    #[test]
    fn what_a_service_may_be() {
        let checked = |service, protocol, target| srv(service, protocol, 0, target).checked("example.com");
        let kept = checked("_Sip", "tcp.voice", "Sip.example.net").expect("fits");
        assert_eq!((kept.owner().as_str(), kept.target.as_str()), ("_sip._tcp.voice", "Sip.example.net."));
        assert_eq!(checked("sip", "_udp", ".").expect("fits").target, ".");
        for (service, protocol, target, why) in [
            ("", "_tcp", "a.example", Unfit::Service),
            ("*", "_tcp", "a.example", Unfit::Service),
            ("@", "_tcp", "a.example", Unfit::Service),
            ("_sip.", "_tcp", "a.example", Unfit::Service),
            ("_sip", "", "a.example", Unfit::Protocol),
            ("_sip", "_t cp", "a.example", Unfit::Protocol),
            ("_sip", "_tcp", "", Unfit::Target),
            ("_sip", "_tcp", "a..example", Unfit::Target),
            ("_sip", "_tcp", "5060 a.example", Unfit::Target),
        ] {
            assert_eq!(checked(service, protocol, target), Err(why), "{service:?} {protocol:?} {target:?}");
        }
    }

    #[test]
    fn an_owner_fits_a_name_with_its_domain() {
        let labels = vec!["a".repeat(62); 3].join(".");
        let protocol = |last: usize| format!("{labels}.{}", "b".repeat(last));
        let fits = |last| srv("_s", &protocol(last), 0, ".").checked("example.com").is_ok();
        // `_s.`, the underscore of the protocol, three labels, the last one, and `.example.com`.
        assert!(fits(253 - 12 - 4 - 189));
        assert!(!fits(253 - 12 - 4 - 189 + 1));
    }

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
        let cname = Draft {
            name: "_SIP._tcp".into(),
            kind: RecordType::Cname,
            address: "a.example.".into(),
            preference: None,
            ttl: None,
            associated_app_title: String::new(),
            friendly_name: String::new(),
        };
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

        #[test]
        fn any_service_is_kept_or_refused(service in ".{0,20}", protocol in ".{0,20}", target in ".{0,20}") {
            let _ = srv(&service, &protocol, 0, &target).checked("example.com");
        }
    }
}
