//! `namecheap.domains.dns.getSrvRecords`: the services of a domain on our name servers. It has no page; what is known of
//! it stands in docs/divergences.md.

use wire::{Body, Command, Element, refusals};

use super::OTHER_NAME_SERVERS;
use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::domain_parts::DomainParts;

/// The services (SRV records) of a domain on our DNS
#[derive(Command)]
#[command(name = "namecheap.domains.dns.getSrvRecords", effect = Read, response = Response)]
pub struct Request {
    #[block]
    pub domain: DomainParts,
}

#[derive(Body, Debug)]
#[body(name = "Result")]
pub struct Response {
    /// Always false, as recorded.
    #[attr]
    pub is_active: bool,
    #[child(name = "Records")]
    pub records: Vec<Record>,
}

/// A service.
#[derive(Element, Debug)]
pub struct Record {
    /// Always empty: no call sets one.
    #[leaf]
    pub associated_app_title: String,
    /// Always empty: no call sets one.
    #[leaf]
    pub friendly_name: String,
    #[leaf]
    pub is_active: bool,
    #[leaf]
    pub host_id: i64,
    /// As it was sent.
    #[leaf]
    pub service: String,
    /// As it was sent.
    #[leaf]
    pub protocol: String,
    #[leaf]
    pub priority: i64,
    #[leaf]
    pub port: i64,
    /// With a closing dot.
    #[leaf]
    pub target: String,
    #[leaf]
    pub weight: i64,
}

refusals! {
    DOMAIN_NOT_FOUND;
    OTHER_NAME_SERVERS;
    UNREADABLE = 4023330 "Unable to get DNS hosts from list";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use registrar::srv_records::{self, Error};
    use rules::srv_record::SrvRecord;
    use wire::RefusalSpec;

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        const FAULT: RefusalSpec = UNREADABLE;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let name = self.domain.name();
            let records = srv_records::get(cx, caller, &name).map_err(refuse)?;
            Ok(Response { is_active: false, records: records.into_iter().map(record).collect() })
        }
    }

    fn record(SrvRecord { host_id, srv, .. }: SrvRecord) -> Record {
        Record {
            associated_app_title: String::new(),
            friendly_name: String::new(),
            is_active: true,
            host_id,
            service: srv.service,
            protocol: srv.protocol,
            priority: srv.priority.into(),
            port: srv.port.into(),
            target: srv.target,
            weight: srv.weight.into(),
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            Error::OtherNameServers => OTHER_NAME_SERVERS.into(),
            // Only replacing them has these.
            Error::Unfit(..) | Error::Conflict(_) => UNREADABLE.into(),
            Error::Store(error) => error.into(),
        }
    }
}
