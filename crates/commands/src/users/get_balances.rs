//! `namecheap.users.getBalances`: the funds of an account.

use wire::text::Amount;
use wire::{Body, Command, refusals};

/// Account funds
#[derive(Command)]
#[command(name = "namecheap.users.getBalances", effect = Read, response = Response)]
pub struct Request {}

#[derive(Body, Debug)]
#[body(name = "UserGetBalancesResult")]
pub struct Response {
    #[attr]
    pub currency: String,
    /// What can be spent.
    #[attr]
    pub available_balance: Amount<2>,
    /// Documented as the same.
    #[attr]
    pub account_balance: Amount<2>,
    /// From sales on the marketplace.
    #[attr]
    pub earned_amount: Amount<2>,
    /// What can be paid out.
    #[attr]
    pub withdrawable_amount: Amount<2>,
    /// For domains with automatic renewal that expire within 90 days.
    #[attr]
    pub funds_required_for_auto_renew: Amount<2>,
}

refusals! {
    NOT_AVAILABLE = 4022312 "Balance information is not available";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::funds;
    use registrar::runner::Cx;
    use wire::RefusalSpec;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        const FAULT: RefusalSpec = NOT_AVAILABLE;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let balance = funds::balance(cx, caller)?;
            let amount = Amount(balance.ten_thousandths);
            Ok(Response {
                currency: balance.currency.code().to_owned(),
                available_balance: amount,
                account_balance: amount,
                earned_amount: Amount(0),
                withdrawable_amount: Amount(0),
                // No command of this server switches automatic renewal on.
                funds_required_for_auto_renew: Amount(0),
            })
        }
    }
}
