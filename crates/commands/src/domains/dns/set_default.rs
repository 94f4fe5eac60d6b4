//! `namecheap.domains.dns.setDefault`: puts a domain back on our name servers.

use wire::{Body, Command, refusals};

use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::domain_parts::DomainParts;

/// Put the domain back on the default (BasicDNS) nameservers
#[derive(Command)]
#[command(name = "namecheap.domains.dns.setDefault", effect = Write, response = Response)]
pub struct Request {
    #[block]
    pub domain: DomainParts,
}

#[derive(Body, Debug)]
#[body(name = "DomainDNSSetDefaultResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    #[attr]
    pub updated: bool,
}

refusals! {
    DOMAIN_NOT_FOUND;
    FAILED = 4022288 "Unable to get nameserver list";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::name_servers;
    use registrar::runner::Cx;
    use wire::RefusalSpec;

    use super::*;
    use crate::domains::dns::set_custom;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        const FAULT: RefusalSpec = FAILED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let name = self.domain.name();
            let domain = name_servers::set_default(cx, caller, &name).map_err(set_custom::refuse)?;
            Ok(Response { domain: domain.name, updated: true })
        }
    }
}
