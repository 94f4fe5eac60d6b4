//! `namecheap.domains.dns.getHosts`: every host record of a domain on our name servers.

use wire::{Body, Command, Element, refusals};

use super::OTHER_NAME_SERVERS;
use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::domain_parts::DomainParts;

/// All host records of a domain on our DNS
#[derive(Command)]
#[command(name = "namecheap.domains.dns.getHosts", effect = Read, response = Response)]
pub struct Request {
    #[block]
    pub domain: DomainParts,
}

#[derive(Body, Debug)]
#[body(name = "DomainDNSGetHostsResult")]
pub struct Response {
    #[attr]
    pub domain: Option<String>,
    /// NONE, FWD, MX, MXE, OX or GMAIL.
    #[attr]
    pub email_type: Option<String>,
    #[attr(name = "IsUsingOurDNS")]
    pub is_using_our_dns: bool,
    #[child(name = "host")]
    pub hosts: Vec<Host>,
}

/// A host record.
#[derive(Element, Debug)]
pub struct Host {
    #[attr]
    pub host_id: i64,
    #[attr]
    pub name: String,
    #[attr(name = "Type")]
    pub kind: String,
    #[attr]
    pub address: String,
    #[attr(name = "MXPref")]
    pub mx_pref: i64,
    #[attr(name = "TTL")]
    pub ttl: i64,
    #[attr]
    pub associated_app_title: String,
    #[attr]
    pub friendly_name: String,
    #[attr]
    pub is_active: bool,
    #[attr(name = "IsDDNSEnabled")]
    pub is_ddns_enabled: bool,
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
    use registrar::zones::{self, Error};
    use rules::host_record::{HostRecord, RecordType};
    use rules::zone::Zone;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        const FAULT: RefusalSpec = UNREADABLE;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let (domain, zone) = zones::read(cx, caller, &self.domain.name()).map_err(refuse)?;
            Ok(response(domain.name, zone))
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response { domain: None, email_type: None, is_using_our_dns: false, hosts: Vec::new() })
        }
    }

    fn response(domain: String, zone: Zone) -> Response {
        let email_type = Some(zone.email_type.word().to_owned());
        let hosts = zone.records.into_iter().map(|record| host(record, &domain)).collect();
        Response { domain: Some(domain), email_type, is_using_our_dns: true, hosts }
    }

    fn host(record: HostRecord, domain: &str) -> Host {
        Host {
            host_id: record.host_id,
            // Recorded 2016: an MXE row shows the domain itself as its name.
            name: if record.kind == RecordType::Mxe { domain.to_owned() } else { record.name },
            kind: record.kind.word().to_owned(),
            address: record.address,
            mx_pref: record.preference.into(),
            ttl: record.ttl.into(),
            associated_app_title: record.associated_app_title,
            friendly_name: record.friendly_name,
            is_active: true,
            is_ddns_enabled: record.is_ddns_enabled,
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            Error::OtherNameServers => OTHER_NAME_SERVERS.into(),
            // Only replacing records makes conflicts.
            Error::Conflict(_) | Error::Merge(_) => UNREADABLE.into(),
            Error::Store(error) => error.into(),
        }
    }
}
