//! `namecheap.ssl.getList`: the certificates of an account, a page at a time.

use wire::text::{Date, OrEmpty};
use wire::{Body, Command, Element, refusals, words};

use crate::paging::{Page, Paging};

words! {
    pub enum ListWord {
        All = "ALL",
        Processing = "Processing",
        EmailSent = "EmailSent",
        TechnicalProblem = "TechnicalProblem",
        InProgress = "InProgress",
        Completed = "Completed",
        Deactivated = "Deactivated",
        Active = "Active",
        Cancelled = "Cancelled",
        NewPurchase = "NewPurchase",
        NewRenewal = "NewRenewal",
    }
}

words! {
    pub enum SortWord {
        PurchaseDate = "PURCHASEDATE",
        PurchaseDateDesc = "PURCHASEDATE_DESC",
        SslType = "SSLTYPE",
        SslTypeDesc = "SSLTYPE_DESC",
        ExpireDateTime = "EXPIREDATETIME",
        ExpireDateTimeDesc = "EXPIREDATETIME_DESC",
        HostName = "Host_Name",
        HostNameDesc = "Host_Name_DESC",
    }
}

/// Certificates of an account, a page at a time
#[derive(Command)]
#[command(name = "namecheap.ssl.getList", effect = Scan, response = Response)]
pub struct Request {
    /// Processing, EmailSent and InProgress: with the authority. TechnicalProblem: refused by it. Completed and Active:
    /// issued. Deactivated and Cancelled: revoked.
    #[param(max = 50, default = "ALL", subject = 272)]
    pub list_type: ListWord,
    /// Part of the common name.
    #[param(max = 70, subject = 166)]
    pub search_term: Option<String>,
    #[block]
    pub page: Page<10>,
    /// By the day of purchase when left out.
    #[param(max = 20, subject = 276)]
    pub sort_by: Option<SortWord>,
    /// Only those bought for so many years.
    #[param(least = 1, most = 9, subject = 167)]
    pub years: Option<i64>,
}

#[derive(Body, Debug, Default)]
pub struct Response {
    #[child(name = "SSLListResult")]
    pub result: Listed,
    #[child]
    pub paging: Paging,
}

#[derive(Element, Debug, Default)]
pub struct Listed {
    #[child(name = "SSL")]
    pub certificates: Vec<Certificate>,
}

#[derive(Element, Debug)]
pub struct Certificate {
    #[attr(name = "CertificateID")]
    pub id: i64,
    /// The common name; empty before the activation.
    #[attr]
    pub host_name: String,
    /// In lower case.
    #[attr(name = "SSLType")]
    pub product: String,
    #[attr]
    pub purchase_date: Date,
    /// The end of what was paid for; empty until the first issue.
    #[attr]
    pub expire_date: OrEmpty<Date>,
    /// Empty, as recorded before an activation; getInfo has the day.
    #[attr]
    pub activation_expire_date: OrEmpty<Date>,
    #[attr(name = "IsExpiredYN")]
    pub is_expired: bool,
    /// In lower case.
    #[attr]
    pub status: String,
    /// The authority's order; empty before the activation. Reissues share it.
    #[attr(name = "ProviderOrderID")]
    pub provider_order_id: String,
    #[attr]
    pub years: i64,
}

refusals! {}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::certificates::{self, Which};
    use registrar::runner::Cx;
    use rules::certificate::ListType;
    use store::CertificateOrder;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::shown::date;

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let which = Which {
                state: self.list_type().state(),
                search: self.search_term.as_deref().unwrap_or_default(),
                years: self.years,
            };
            let page = certificates::list(cx, caller, which, self.order(), self.page.asked())?;
            let certificates = page.rows.into_iter().map(|row| shown(row, cx.now)).collect();
            Ok(Response { result: Listed { certificates }, paging: self.page.of(page.total) })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    impl Request {
        fn list_type(&self) -> ListType {
            match self.list_type {
                ListWord::All => ListType::All,
                ListWord::Processing => ListType::Processing,
                ListWord::EmailSent => ListType::EmailSent,
                ListWord::TechnicalProblem => ListType::TechnicalProblem,
                ListWord::InProgress => ListType::InProgress,
                ListWord::Completed => ListType::Completed,
                ListWord::Deactivated => ListType::Deactivated,
                ListWord::Active => ListType::Active,
                ListWord::Cancelled => ListType::Cancelled,
                ListWord::NewPurchase => ListType::NewPurchase,
                ListWord::NewRenewal => ListType::NewRenewal,
            }
        }

        fn order(&self) -> CertificateOrder {
            match self.sort_by.unwrap_or(SortWord::PurchaseDate) {
                SortWord::PurchaseDate => CertificateOrder::Purchased,
                SortWord::PurchaseDateDesc => CertificateOrder::PurchasedDescending,
                SortWord::SslType => CertificateOrder::Product,
                SortWord::SslTypeDesc => CertificateOrder::ProductDescending,
                SortWord::ExpireDateTime => CertificateOrder::Expires,
                SortWord::ExpireDateTimeDesc => CertificateOrder::ExpiresDescending,
                SortWord::HostName => CertificateOrder::CommonName,
                SortWord::HostNameDesc => CertificateOrder::CommonNameDescending,
            }
        }
    }

    fn shown(row: store::Certificate, now: i64) -> Certificate {
        let ends = row.term.map(|term| term.ends);
        let (host_name, provider_order_id) =
            row.request.map(|request| (request.common_name, request.authority_order)).unwrap_or_default();
        Certificate {
            id: row.id,
            host_name,
            product: row.product.name().to_ascii_lowercase(),
            purchase_date: date(row.purchased),
            expire_date: OrEmpty(ends.map(date)),
            activation_expire_date: OrEmpty(None),
            is_expired: ends.is_some_and(|ends| ends <= now),
            status: row.state.name().to_ascii_lowercase(),
            provider_order_id,
            years: row.years.into(),
        }
    }
}
