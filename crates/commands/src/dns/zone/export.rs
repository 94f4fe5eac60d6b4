//! `namegate.dns.zone.export`: a zone as the text of a master file.

use wire::cdata::Cdata;
use wire::{Body, Command, refusals};

use crate::domains::DOMAIN_NOT_FOUND;

/// A zone as the text of a master file
#[derive(Command)]
#[command(name = "namegate.dns.zone.export", effect = Read, response = Response)]
pub struct Request {
    /// The whole name: example.co.uk.
    #[param(max = 253, subject = 166)]
    pub domain_name: String,
}

#[derive(Body, Debug)]
#[body(name = "DnsZoneExportResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    #[attr]
    pub version: i64,
    /// Every record as it is served; comments say what no record can, and namegate.dns.zone.import reads them.
    #[leaf]
    pub text: Cdata,
}

refusals! {
    DOMAIN_NOT_FOUND;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::records;
    use registrar::runner::Cx;

    use super::*;
    use crate::dns::refused::of_one;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let (domain, version, text) = records::export(cx, caller, &self.domain_name).map_err(of_one)?;
            Ok(Response { domain: domain.name, version, text: Cdata(text) })
        }
    }
}
