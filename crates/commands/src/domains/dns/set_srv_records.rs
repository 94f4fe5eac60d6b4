//! `namecheap.domains.dns.setSrvRecords`: replaces every service of a domain. It has no page; what is known of it stands
//! in docs/divergences.md.

use wire::{Body, Command, Row, refusals};

use super::OTHER_NAME_SERVERS;
use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::domain_parts::DomainParts;

/// Replace all services (SRV records) of a domain
#[derive(Command)]
#[command(name = "namecheap.domains.dns.setSrvRecords", effect = Write, response = Response)]
pub struct Request {
    #[block]
    pub domain: DomainParts,
    /// How many services are sent; may be left out.
    #[param(least = 0, most = 1000, subject = 288)]
    pub srv_count: Option<i64>,
    #[numbered]
    pub services: Vec<Service>,
}

/// A row of the request.
#[derive(Row)]
pub struct Service {
    /// The number it was sent under.
    #[number]
    pub number: u32,
    /// `_sip` or `sip`.
    #[param(subject = 288)]
    pub service: String,
    /// `_tcp` or `tcp`; a name below the domain follows after a dot, as in `_tcp.voice`.
    #[param(subject = 288)]
    pub protocol: String,
    #[param(least = 0, most = 65535, subject = 288)]
    pub priority: i64,
    #[param(least = 0, most = 65535, subject = 288)]
    pub weight: i64,
    #[param(least = 0, most = 65535, subject = 288)]
    pub port: i64,
    /// A host, or `.` for a service that is not to be had.
    #[param(subject = 288)]
    pub target: String,
}

#[derive(Body, Debug)]
#[body(name = "Result")]
pub struct Response {
    #[leaf]
    pub inserted: i64,
    #[leaf]
    pub deleted: i64,
    #[leaf]
    pub updated: i64,
}

refusals! {
    DOMAIN_NOT_FOUND;
    OTHER_NAME_SERVERS;
    BAD_COUNT = 2011288 "Parameter SrvCount is Invalid";
    BAD_SERVICE = 2011288 "Parameter Service{} is Invalid";
    BAD_PROTOCOL = 2011288 "Parameter Protocol{} is Invalid";
    BAD_TARGET = 2011288 "Parameter Target{} is Invalid";
    BESIDE_CNAME = 2015288 "Host name of SRV record {} is used by a CNAME record";
    TOO_MANY = 4013288 "Too many records";
    FAILED = 4022288 "Unable to get nameserver list";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use registrar::srv_records::{self, Error};
    use rules::services::Conflict;
    use rules::srv_record::{Srv, Unfit};
    use wire::RefusalSpec;

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        const FAULT: RefusalSpec = FAILED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            // A call that was cut on its way must not take services away.
            if self.srv_count.is_some_and(|count| usize::try_from(count) != Ok(self.services.len())) {
                return Err(BAD_COUNT.into());
            }
            let name = self.domain.name();
            let sent = self.services.iter().map(srv).collect();
            let changes =
                srv_records::replace(cx, caller, &name, sent).map_err(|cause| self.refuse(cause))?;
            let count = |count| i64::try_from(count).unwrap_or(i64::MAX);
            Ok(Response {
                inserted: count(changes.inserted),
                deleted: count(changes.deleted),
                updated: count(changes.updated),
            })
        }
    }

    fn srv(row: &Service) -> Srv {
        // The declaration keeps each within 16 bits.
        let number = |value| u16::try_from(value).unwrap_or(u16::MAX);
        Srv {
            service: row.service.clone(),
            protocol: row.protocol.clone(),
            priority: number(row.priority),
            weight: number(row.weight),
            port: number(row.port),
            target: row.target.clone(),
        }
    }

    impl Request {
        fn refuse(&self, cause: Error) -> Stop {
            let row = |at: usize| self.services.get(at).map_or(0, |row| row.number).to_string();
            match cause {
                Error::NotHeld => DOMAIN_NOT_FOUND.into(),
                Error::OtherNameServers => OTHER_NAME_SERVERS.into(),
                Error::Unfit(at, Unfit::Service) => BAD_SERVICE.about(&row(at)).into(),
                Error::Unfit(at, Unfit::Protocol) => BAD_PROTOCOL.about(&row(at)).into(),
                Error::Unfit(at, Unfit::Target) => BAD_TARGET.about(&row(at)).into(),
                Error::Conflict(Conflict::BesideCname(at)) => BESIDE_CNAME.about(&row(at)).into(),
                Error::Conflict(Conflict::TooMany) => TOO_MANY.into(),
                Error::Store(error) => error.into(),
            }
        }
    }
}
