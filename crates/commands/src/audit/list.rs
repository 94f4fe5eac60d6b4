//! `namegate.audit.list`: who did what on an account, a page at a time.

use wire::{Body, Command, Element, refusals};

use crate::paging::{Page, Paging};
use crate::time_span::{NO_FROM, NO_TO};

/// Who did what on the account, with which key and from where, the newest first
#[derive(Command)]
#[command(name = "namegate.audit.list", effect = Scan, response = Response)]
pub struct Request {
    /// A command by its whole name, in any letter case.
    #[param(max = 80, subject = 970)]
    pub of_command: Option<String>,
    /// What was done with a key.
    #[param(max = 10, least = 1, most = 2147483647, subject = 951)]
    pub key_id: Option<i64>,
    /// What was done with a domain.
    #[param(max = 253, subject = 166)]
    pub domain: Option<String>,
    /// From this moment on: 2027-07-20T12:00:00Z.
    #[param(max = 30, subject = 971)]
    pub from: Option<String>,
    /// Before this moment.
    #[param(max = 30, subject = 972)]
    pub to: Option<String>,
    /// Entries of lower places in the chain only: where a walk goes on.
    #[param(max = 19, least = 1, most = 9223372036854775806, subject = 973)]
    pub before_seq: Option<i64>,
    #[block]
    pub page: Page<1, 1000>,
}

#[derive(Body, Debug)]
pub struct Response {
    #[child(name = "AuditListResult")]
    pub result: Listed,
    #[child]
    pub paging: Paging,
}

#[derive(Element, Debug)]
pub struct Listed {
    /// The account whose chain it is.
    #[attr]
    pub account_id: i64,
    #[child(name = "Entry")]
    pub entries: Vec<Entry>,
}

#[derive(Element, Debug)]
pub struct Entry {
    /// Its place in the chain, from 1; left out until it is in its place, a minute at most.
    #[attr]
    pub seq: Option<i64>,
    /// A moment of ISO 8601 in UTC.
    #[attr]
    pub time: String,
    #[attr]
    pub api_user: String,
    #[attr]
    pub key_id: i64,
    /// Where the connection came from.
    #[attr]
    pub address: String,
    #[attr]
    pub command: String,
    /// done, ordered or refused.
    #[attr]
    pub outcome: String,
    /// Number of the error, 0 where there was none.
    #[attr]
    pub number: i64,
    /// The domain or the id that it was about.
    #[attr]
    pub subject: String,
    /// What an order was charged, with four decimals.
    #[attr]
    pub amount: String,
    /// SHA-256 over the entry and the hash before it: see [audit.md](audit.md).
    #[attr]
    pub hash: Option<String>,
}

refusals! {
    NO_FROM;
    NO_TO;
}

#[cfg(feature = "server")]
mod server {
    use registrar::audit;
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use rules::calendar::iso8601;
    use rules::money::Money;
    use store::AuditFilter;

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::time_span;

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let text = |text: &Option<String>| text.as_deref().unwrap_or_default().to_ascii_lowercase();
            let filter = AuditFilter {
                account_id: caller.user.id,
                command: text(&self.of_command),
                key_id: self.key_id.unwrap_or(0),
                subject: text(&self.domain),
                at: time_span::read(&self.from, &self.to)?,
                before: self.before_seq.unwrap_or(i64::MAX),
            };
            let page = audit::list(cx, caller, filter, self.page.asked())?;
            let entries = page.rows.into_iter().map(shown).collect();
            Ok(Response {
                result: Listed { account_id: caller.user.id, entries },
                paging: self.page.of(page.total),
            })
        }
    }

    fn shown(audit::Listed { entry, sealed }: audit::Listed) -> Entry {
        Entry {
            seq: sealed.as_ref().map(|(seq, _)| *seq),
            time: iso8601(entry.at),
            api_user: entry.api_user,
            key_id: entry.key_id,
            address: entry.address,
            command: entry.command,
            outcome: entry.outcome,
            number: entry.refusal,
            subject: entry.subject,
            amount: Money::usd(entry.amount).four_decimals(),
            hash: sealed.map(|(_, hash)| audit::hex(&hash)),
        }
    }
}
