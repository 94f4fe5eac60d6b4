//! `namecheap.domains.transfer.getList`: the transfers of an account, a page at a time.

use wire::text::{Date, OrEmpty};
use wire::{Body, Command, Element, refusals, words};

use crate::paging::{Page, Paging};

words! {
    pub enum ListWord { All = "ALL", InProgress = "INPROGRESS", Cancelled = "CANCELLED", Completed = "COMPLETED" }
}

words! {
    pub enum SortWord {
        Name = "DOMAINNAME",
        NameDesc = "DOMAINNAME_DESC",
        TransferDate = "TRANSFERDATE",
        TransferDateDesc = "TRANSFERDATE_DESC",
        StatusDate = "STATUSDATE",
        StatusDateDesc = "STATUSDATE_DESC",
    }
}

/// Page through the incoming transfers of the user
#[derive(Command)]
#[command(name = "namecheap.domains.transfer.getList", effect = Scan, response = Response)]
pub struct Request {
    /// INPROGRESS: queued ones too.
    #[param(max = 10, default = "ALL", subject = 272)]
    pub list_type: ListWord,
    /// Part of the name.
    #[param(max = 70, subject = 166)]
    pub search_term: Option<String>,
    #[block]
    pub page: Page<10>,
    #[param(max = 50, default = "DOMAINNAME", subject = 276)]
    pub sort_by: SortWord,
}

#[derive(Body, Debug, Default)]
pub struct Response {
    #[child(name = "TransferGetListResult")]
    pub result: Listed,
    #[child]
    pub paging: Paging,
}

#[derive(Element, Debug, Default)]
pub struct Listed {
    #[child(name = "Transfer")]
    pub transfers: Vec<Transfer>,
}

#[derive(Element, Debug)]
pub struct Transfer {
    #[attr(name = "ID")]
    pub id: i64,
    #[attr]
    pub domain_name: String,
    /// The account it comes to.
    #[attr]
    pub user: String,
    #[attr]
    pub transfer_date: Date,
    /// Empty while it is queued.
    #[attr(name = "OrderID")]
    pub order_id: OrEmpty<i64>,
    #[attr(name = "StatusID")]
    pub status_id: i64,
    /// QUEUED, INPROGRESS, CANCELLED or COMPLETED.
    #[attr]
    pub status: String,
    #[attr]
    pub status_date: Date,
    #[attr]
    pub status_description: String,
}

refusals! {
    FAILED = 4019329 "Transfer status not available";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use registrar::transfer;
    use rules::transfer::Phase;
    use store::TransferOrder;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::shown::{date, transfer_status};

    impl Run for Request {
        const FAULT: RefusalSpec = FAILED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let phases: &[Phase] = match self.list_type {
                ListWord::All => &Phase::ALL,
                ListWord::InProgress => &[Phase::Queued, Phase::InProgress],
                ListWord::Cancelled => &[Phase::Cancelled],
                ListWord::Completed => &[Phase::Completed],
            };
            let which = (phases, self.search_term.as_deref().unwrap_or_default());
            let page = transfer::list(cx, caller, which, self.order(), self.page.asked())?;
            let user = &caller.user.user_name;
            let transfers = page.rows.into_iter().map(|row| shown(row, user)).collect();
            Ok(Response { result: Listed { transfers }, paging: self.page.of(page.total) })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    impl Request {
        fn order(&self) -> TransferOrder {
            match self.sort_by {
                SortWord::Name => TransferOrder::Name,
                SortWord::NameDesc => TransferOrder::NameDescending,
                SortWord::TransferDate => TransferOrder::Created,
                SortWord::TransferDateDesc => TransferOrder::CreatedDescending,
                SortWord::StatusDate => TransferOrder::Status,
                SortWord::StatusDateDesc => TransferOrder::StatusDescending,
            }
        }
    }

    fn shown(row: store::Transfer, user: &str) -> Transfer {
        let status = match row.phase {
            Phase::Queued => "QUEUED",
            Phase::InProgress => "INPROGRESS",
            Phase::Cancelled => "CANCELLED",
            Phase::Completed => "COMPLETED",
        };
        Transfer {
            id: row.id,
            domain_name: row.name,
            user: user.to_owned(),
            transfer_date: date(row.created),
            order_id: OrEmpty((row.phase != Phase::Queued).then_some(row.purchase_id)),
            status_id: row.status,
            status: status.to_owned(),
            status_date: date(row.status_since),
            status_description: transfer_status(row.status).to_owned(),
        }
    }
}
