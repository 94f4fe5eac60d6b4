//! `namegate.domains.delete`: gives a domain up within its add grace period, and its price comes back.

use wire::text::Amount;
use wire::{Body, Command, refusals};

use crate::domains::DOMAIN_NOT_FOUND;

/// Delete a domain within its add grace period; its price comes back, and the name is anybody's again
#[derive(Command)]
#[command(name = "namegate.domains.delete", effect = Write, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
}

#[derive(Body, Debug)]
#[body(name = "DomainDeleteResult")]
pub struct Response {
    #[attr]
    pub domain_name: String,
    #[attr]
    pub is_success: bool,
    /// What was paid for the registration, and for renewals since.
    #[attr]
    pub refunded_amount: Amount<4>,
    /// Under which the ledger has the refund.
    #[attr(name = "TransactionID")]
    pub transaction_id: i64,
}

refusals! {
    DOMAIN_NOT_FOUND;
    NOT_IN_GRACE = 2030166 "The domain can be deleted in the add grace period of its registration only";
    UNDER_WAY = 2528166 "An order for the domain is under way";
    HOST_IN_USE = 3031510 "Object association prohibits operation: other domains use a nameserver below this one";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::deletion::{self, Error};
    use registrar::runner::Cx;

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let deleted = deletion::delete(cx, caller, &self.domain_name).map_err(refuse)?;
            Ok(Response {
                domain_name: deleted.domain.name,
                is_success: true,
                refunded_amount: Amount(deleted.refunded.ten_thousandths),
                transaction_id: deleted.transaction_id,
            })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            Error::NotInGrace => NOT_IN_GRACE.into(),
            Error::UnderWay => UNDER_WAY.into(),
            Error::HostInUse => HOST_IN_USE.into(),
            Error::Store(error) => error.into(),
        }
    }
}
