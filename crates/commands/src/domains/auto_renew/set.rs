//! `namegate.domains.autoRenew.set`: has a domain renewed by itself, or not.

use wire::{Body, Command, refusals};

use crate::domains::DOMAIN_NOT_FOUND;

/// Have a domain renewed by itself, or not
#[derive(Command)]
#[command(name = "namegate.domains.autoRenew.set", effect = Write, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    /// With `true` it is renewed 30 days before its end; a mail tells where that fails. A domain is registered without.
    #[param(max = 10, subject = 981)]
    pub auto_renew: bool,
}

#[derive(Body, Debug)]
#[body(name = "DomainAutoRenewSetResult")]
pub struct Response {
    #[attr]
    pub domain_name: String,
    /// After the call.
    #[attr]
    pub auto_renew: bool,
    /// Whether the call changed it.
    #[attr]
    pub is_updated: bool,
}

refusals! {
    DOMAIN_NOT_FOUND;
}

#[cfg(feature = "server")]
mod server {
    use registrar::auto_renewal;
    use registrar::caller::Caller;
    use registrar::runner::Cx;

    use super::*;
    use crate::domains::auto_renew::get::refuse;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let before = auto_renewal::set(cx, caller, &self.domain_name, self.auto_renew).map_err(refuse)?;
            let is_updated = before.auto_renew != self.auto_renew;
            Ok(Response { domain_name: before.name, auto_renew: self.auto_renew, is_updated })
        }
    }
}
