//! `namegate.ledger.list`: a statement of an account, a page at a time.

use wire::text::Amount;
use wire::{Body, Command, Element, refusals};

use crate::paging::{Page, Paging};
use crate::time_span::{NO_FROM, NO_TO};

/// What happened to the funds of the account, the newest first
#[derive(Command)]
#[command(name = "namegate.ledger.list", effect = Scan, response = Response)]
pub struct Request {
    /// From this moment on: 2027-07-20T12:00:00Z.
    #[param(max = 30, subject = 971)]
    pub from: Option<String>,
    /// Before this moment.
    #[param(max = 30, subject = 972)]
    pub to: Option<String>,
    #[block]
    pub page: Page<1, 1000>,
}

#[derive(Body, Debug)]
pub struct Response {
    #[child(name = "LedgerListResult")]
    pub result: Listed,
    #[child]
    pub paging: Paging,
}

#[derive(Element, Debug)]
pub struct Listed {
    #[child(name = "Movement")]
    pub movements: Vec<Movement>,
}

#[derive(Element, Debug)]
pub struct Movement {
    /// As the order that was charged answered it; what was paid back has one of its own.
    #[attr(name = "TransactionID")]
    pub transaction_id: i64,
    /// A moment of ISO 8601 in UTC.
    #[attr]
    pub time: String,
    /// Less than zero for what was charged.
    #[attr]
    pub amount: Amount<4>,
    #[attr]
    pub currency: String,
    /// What the account could spend afterwards.
    #[attr]
    pub balance_after: Amount<4>,
    /// What for. A domain that the key does not reach is not named.
    #[attr]
    pub reason: String,
}

refusals! {
    NO_FROM;
    NO_TO;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::funds;
    use registrar::runner::Cx;
    use rules::calendar::iso8601;
    use store::LedgerEntry;

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::time_span;

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let span = time_span::read(&self.from, &self.to)?;
            let page = funds::statement(cx, caller, span, self.page.asked())?;
            Ok(Response {
                result: Listed { movements: page.rows.into_iter().map(shown).collect() },
                paging: self.page.of(page.total),
            })
        }
    }

    fn shown(entry: LedgerEntry) -> Movement {
        Movement {
            transaction_id: entry.transaction_id,
            time: iso8601(entry.created),
            amount: Amount(entry.amount.ten_thousandths),
            currency: entry.amount.currency.code().to_owned(),
            balance_after: Amount(entry.balance_after.ten_thousandths),
            reason: entry.reason,
        }
    }
}
