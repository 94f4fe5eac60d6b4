//! A service of a domain and where it is found (RFC 2782), as domains.dns.setSrvRecords writes it.

use std::fmt;

use crate::name;

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

/// The data of the record in presentation format (RFC 2782).
impl fmt::Display for Srv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.priority, self.weight, self.port, self.target)
    }
}

/// A service as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SrvRecord {
    /// Of one count with the host records of its zone.
    pub host_id: i64,
    pub srv: Srv,
    /// Seconds. setSrvRecords names none, and getSrvRecords shows none.
    pub ttl: u32,
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

    pub(crate) fn is_at_the_place_of(&self, other: &Srv) -> bool {
        self.owner() == other.owner()
            && self.port == other.port
            && self.target.eq_ignore_ascii_case(&other.target)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn srv(service: &str, protocol: &str, priority: u16, target: &str) -> Srv {
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

    proptest! {
        #[test]
        fn any_service_is_kept_or_refused(service in ".{0,20}", protocol in ".{0,20}", target in ".{0,20}") {
            let _ = srv(&service, &protocol, 0, &target).checked("example.com");
        }
    }
}
