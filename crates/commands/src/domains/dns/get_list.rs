//! `namecheap.domains.dns.getList`: the name servers of a domain.

use wire::{Body, Command, refusals};

use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::domain_parts::DomainParts;

/// Nameservers of a domain and whether they are ours
#[derive(Command)]
#[command(name = "namecheap.domains.dns.getList", effect = Read, response = Response)]
pub struct Request {
    #[block]
    pub domain: DomainParts,
}

#[derive(Body, Debug)]
#[body(name = "DomainDNSGetListResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    #[attr(name = "IsUsingOurDNS")]
    pub is_using_our_dns: bool,
    /// Left out in answers of 2015.
    #[attr(name = "IsPremiumDNS")]
    pub is_premium_dns: Option<bool>,
    /// Left out in answers of 2015.
    #[attr(name = "IsUsingFreeDNS")]
    pub is_using_free_dns: Option<bool>,
    #[leaf(name = "Nameserver")]
    pub nameservers: Vec<String>,
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
            let (domain, nameservers) = name_servers::list(cx, caller, &name).map_err(set_custom::refuse)?;
            Ok(Response {
                domain: domain.name,
                is_using_our_dns: domain.name_servers.is_empty(),
                is_premium_dns: Some(false),
                is_using_free_dns: Some(false),
                nameservers,
            })
        }
    }
}
