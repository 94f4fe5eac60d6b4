//! `namecheap.whoisguard.getList`: the privacy subscriptions of an account, a page at a time.

use wire::text::Date;
use wire::{Body, Command, Element, refusals, words};

use crate::paging::Paging;

words! {
    pub enum ListWord { All = "ALL", Alloted = "ALLOTED", Free = "FREE", Discard = "DISCARD" }
}

/// List privacy subscriptions
#[derive(Command)]
#[command(name = "namecheap.whoisguard.getList", effect = Scan, response = Response)]
pub struct Request {
    /// Every subscription is tied to a domain: none is free, none was thrown away.
    #[param(max = 10, default = "ALL", subject = 272)]
    pub list_type: ListWord,
    /// Counts from 1; beyond the last page the list is empty.
    #[param(max = 10, default = "1", least = 1, most = 2147483647, subject = 274)]
    pub page: i64,
    /// Subscriptions of a page.
    #[param(max = 20, default = "20", least = 2, most = 100, subject = 275)]
    pub page_size: i64,
}

#[derive(Body, Debug, Default)]
pub struct Response {
    #[child(name = "WhoisguardGetListResult")]
    pub result: Listed,
    #[child]
    pub paging: Paging,
}

#[derive(Element, Debug, Default)]
pub struct Listed {
    #[child(name = "Whoisguard")]
    pub subscriptions: Vec<Subscription>,
}

#[derive(Element, Debug)]
pub struct Subscription {
    #[attr(name = "ID")]
    pub id: i64,
    #[attr]
    pub domain_name: String,
    #[attr]
    pub created: Date,
    #[attr]
    pub expires: Date,
    /// ENABLED or DISABLED.
    #[attr]
    pub status: String,
}

refusals! {}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::privacy;
    use registrar::runner::Cx;
    use store::NamedPrivacy;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::shown::date;

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let (rows, total_items) = match self.list_type {
                ListWord::All | ListWord::Alloted => {
                    let page = privacy::list(cx, caller, (self.page, self.page_size))?;
                    (page.rows, page.total)
                }
                ListWord::Free | ListWord::Discard => (Vec::new(), 0),
            };
            let subscriptions = rows.into_iter().map(shown).collect();
            let (current_page, page_size) = (self.page, self.page_size);
            Ok(Response {
                result: Listed { subscriptions },
                paging: Paging { total_items, current_page, page_size },
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    fn shown(NamedPrivacy { privacy, domain }: NamedPrivacy) -> Subscription {
        Subscription {
            id: privacy.id,
            domain_name: domain,
            created: date(privacy.created),
            expires: date(privacy.expires),
            status: if privacy.enabled { "ENABLED" } else { "DISABLED" }.to_owned(),
        }
    }
}
