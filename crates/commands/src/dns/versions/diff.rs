//! `namegate.dns.versions.diff`: what differs between two versions of a zone.

use wire::{Body, Command, refusals};

use super::super::NO_VERSION;
use super::super::changes::Difference;
use crate::domains::DOMAIN_NOT_FOUND;

/// What differs between two versions of a zone, or one and now
#[derive(Command)]
#[command(name = "namegate.dns.versions.diff", effect = Scan, response = Response)]
pub struct Request {
    /// The whole name: example.co.uk.
    #[param(max = 253, subject = 166)]
    pub domain_name: String,
    /// A version of namegate.dns.versions.list.
    #[param(least = 0, most = 9999999999999, subject = 970)]
    pub from: i64,
    /// What stands now when left out.
    #[param(least = 0, most = 9999999999999, subject = 970)]
    pub to: Option<i64>,
}

#[derive(Body, Debug)]
#[body(name = "DnsVersionsDiffResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    #[attr]
    pub from: i64,
    #[attr]
    pub to: i64,
    #[child]
    pub difference: Difference,
}

refusals! {
    DOMAIN_NOT_FOUND;
    NO_VERSION;
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
            let compared =
                records::diff(cx, caller, &self.domain_name, self.from, self.to).map_err(of_one)?;
            let [from, to] = compared.versions;
            let difference = Difference::between(&compared.before, &compared.after);
            Ok(Response { domain: compared.domain.name, from, to, difference })
        }
    }
}
