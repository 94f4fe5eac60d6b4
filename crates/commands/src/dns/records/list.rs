//! `namegate.dns.records.list`: the records of a domain, of every type.

use wire::{Body, Command, Element, refusals};

use super::super::changes::Record;
use super::super::{BAD_NAME, TypeWord};
use crate::domains::DOMAIN_NOT_FOUND;

/// The records of a domain, of every type
#[derive(Command)]
#[command(name = "namegate.dns.records.list", effect = Read, response = Response)]
pub struct Request {
    /// The whole name: example.co.uk.
    #[param(max = 253, subject = 166)]
    pub domain_name: String,
    /// Only records of this name: `@`, relative to the domain, or whole with a closing dot.
    #[param(max = 254, subject = 971)]
    pub name: Option<String>,
    /// Only records of this type.
    #[param(name = "Type", subject = 972)]
    pub kind: Option<TypeWord>,
}

#[derive(Body, Debug)]
#[body(name = "DnsRecordsListResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    /// The version of the zone; a change that names it is made only if nothing else was.
    #[attr]
    pub version: i64,
    /// NONE, FWD, MX, MXE, OX or GMAIL.
    #[attr]
    pub email_type: String,
    #[attr(name = "IsUsingOurDNS")]
    pub is_using_our_dns: bool,
    #[child(name = "Record")]
    pub records: Vec<Listed>,
}

/// A record and, where a key gave it an end, when that is.
#[derive(Element, Debug)]
pub struct Listed {
    #[attrs]
    pub record: Record,
    /// When it is deleted, where a key gave it an end; ISO 8601 in UTC.
    #[attr]
    pub ends: Option<String>,
}

refusals! {
    DOMAIN_NOT_FOUND;
    BAD_NAME;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::records;
    use registrar::runner::Cx;
    use rules::calendar::iso8601;
    use rules::zone::Zone;
    use rules::zone_edit::{Refused, relative};

    use super::*;
    use crate::dns::refused::of_one;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let (domain, kept) = records::list(cx, caller, &self.domain_name).map_err(of_one)?;
            let name = self.name.as_deref().map(|name| {
                let cause = records::Error::Refused { at: None, why: Refused::Name };
                relative(&domain.name, name).ok_or(cause)
            });
            let name = name.transpose().map_err(of_one)?;
            Ok(Response {
                domain: domain.name,
                version: kept.version,
                email_type: kept.zone.email_type.word().to_owned(),
                is_using_our_dns: domain.name_servers.is_empty(),
                records: listed(&kept.zone, name.as_deref(), self.kind.map(TypeWord::word)),
            })
        }
    }

    fn listed(zone: &Zone, name: Option<&str>, kind: Option<&str>) -> Vec<Listed> {
        let asked_for = zone
            .lines()
            .filter(|line| name.is_none_or(|name| line.name == name))
            .filter(|line| kind.is_none_or(|kind| line.kind == kind));
        let with_end = asked_for.map(|line| {
            let claim = zone.claims.iter().find(|claim| claim.host_id == line.host_id);
            let ends = claim.and_then(|claim| claim.ends).map(iso8601);
            Listed { record: Record::of(&line), ends }
        });
        with_end.collect()
    }
}
