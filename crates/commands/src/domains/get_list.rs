//! `namecheap.domains.getList`: the domains of an account, a page at a time.

use wire::text::Date;
use wire::{Body, Command, Element, refusals, words};

use crate::paging::{Page, Paging};

words! {
    pub enum ListWord { All = "ALL", Expiring = "EXPIRING", Expired = "EXPIRED" }
}

words! {
    pub enum SortWord {
        Name = "NAME",
        NameDesc = "NAME_DESC",
        ExpireDate = "EXPIREDATE",
        ExpireDateDesc = "EXPIREDATE_DESC",
        CreateDate = "CREATEDATE",
        CreateDateDesc = "CREATEDATE_DESC",
    }
}

/// Domains of an account, a page at a time
#[derive(Command)]
#[command(name = "namecheap.domains.getList", effect = Scan, response = Response)]
pub struct Request {
    /// EXPIRING: within 30 days.
    #[param(max = 10, default = "ALL", subject = 272)]
    pub list_type: ListWord,
    /// Part of the name.
    #[param(max = 70, subject = 166)]
    pub search_term: Option<String>,
    #[block]
    pub page: Page<10>,
    /// By name when left out.
    #[param(max = 50, subject = 276)]
    pub sort_by: Option<SortWord>,
}

#[derive(Body, Debug, Default)]
pub struct Response {
    #[child(name = "DomainGetListResult")]
    pub result: Listed,
    #[child]
    pub paging: Paging,
}

#[derive(Element, Debug, Default)]
pub struct Listed {
    #[child(name = "Domain")]
    pub domains: Vec<Domain>,
}

#[derive(Element, Debug)]
pub struct Domain {
    #[attr(name = "ID")]
    pub id: i64,
    #[attr]
    pub name: String,
    /// The account that holds it.
    #[attr]
    pub user: String,
    #[attr]
    pub created: Date,
    #[attr]
    pub expires: Date,
    #[attr]
    pub is_expired: bool,
    #[attr]
    pub is_locked: bool,
    #[attr]
    pub auto_renew: bool,
    /// ENABLED or NOTPRESENT.
    #[attr(name = "WhoisGuard")]
    pub whoisguard: String,
    /// The last two are left out in answers of 2014 and 2015.
    #[attr]
    pub is_premium: Option<bool>,
    #[attr(name = "IsOurDNS")]
    pub is_our_dns: Option<bool>,
}

refusals! {
    FAILED = 5050169 "Unknown exceptions";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::domains::{self, ListType};
    use registrar::runner::Cx;
    use store::{DomainOrder, ListedDomain};
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::shown::date;

    impl Run for Request {
        const FAULT: RefusalSpec = FAILED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let list_type = match self.list_type {
                ListWord::All => ListType::All,
                ListWord::Expiring => ListType::Expiring,
                ListWord::Expired => ListType::Expired,
            };
            let which = (list_type, self.search_term.as_deref().unwrap_or_default());
            let page = domains::list(cx, caller, which, self.order(), self.page.asked())?;
            let now = cx.now;
            let domains = page.rows.into_iter().map(|row| shown(row, &caller.user.user_name, now)).collect();
            Ok(Response { result: Listed { domains }, paging: self.page.of(page.total) })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    impl Request {
        fn order(&self) -> DomainOrder {
            match self.sort_by {
                None | Some(SortWord::Name) => DomainOrder::Name,
                Some(SortWord::NameDesc) => DomainOrder::NameDescending,
                Some(SortWord::ExpireDate) => DomainOrder::Expires,
                Some(SortWord::ExpireDateDesc) => DomainOrder::ExpiresDescending,
                Some(SortWord::CreateDate) => DomainOrder::Created,
                Some(SortWord::CreateDateDesc) => DomainOrder::CreatedDescending,
            }
        }
    }

    fn shown(row: ListedDomain, user: &str, now: i64) -> Domain {
        let domain = row.domain;
        Domain {
            id: domain.id,
            name: domain.name,
            user: user.to_owned(),
            created: date(domain.created),
            expires: date(domain.expires),
            is_expired: domain.expires <= now,
            is_locked: domain.locked,
            auto_renew: domain.auto_renew,
            whoisguard: if row.privacy == Some(true) { "ENABLED" } else { "NOTPRESENT" }.to_owned(),
            is_premium: Some(domain.premium),
            is_our_dns: Some(domain.name_servers.is_empty()),
        }
    }
}
