//! `namegate.sandbox.requests.list`: the calls of late, a page at a time.

use wire::{Body, Command, Element, refusals, words};

use crate::logged::Logged;
use crate::paging::{Page, Paging};
use crate::sandbox::SUB_ACCOUNT;

words! {
    pub enum StatusWord { Ok = "OK", Error = "ERROR" }
}

/// Page through the calls of late, the newest first
#[derive(Command)]
#[command(name = "namegate.sandbox.requests.list", effect = Inspect, response = Response)]
pub struct Request {
    /// Only calls of this command, or of those whose names begin with it up to a dot: namecheap.domains.
    #[param(max = 80, subject = 911)]
    pub of_command: Option<String>,
    /// Only calls that named this ApiUser.
    #[param(max = 20, subject = 912)]
    pub of_api_user: Option<String>,
    /// ERROR: whatever is not answered with a document whose Status is OK.
    #[param(subject = 922)]
    pub status: Option<StatusWord>,
    #[block]
    pub page: Page<10>,
}

#[derive(Body, Debug)]
pub struct Response {
    #[child(name = "SandboxRequestsListResult")]
    pub result: Listed,
    #[child]
    pub paging: Paging,
}

#[derive(Element, Debug)]
pub struct Listed {
    #[child(name = "Request")]
    pub requests: Vec<Logged>,
}

refusals! {
    SUB_ACCOUNT;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::command_group::is_within;
    use registrar::request_log::Call;

    use super::*;
    use crate::handler::{Answer, Control, Desk};
    use crate::logged::is_ok;

    impl Control for Request {
        fn act(&self, desk: Desk<'_>, caller: &Caller) -> Answer<Response> {
            let place = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
            let page = (place(self.page.number - 1), place(self.page.size));
            let view = desk.controls.requests.view_of(caller);
            let found = desk.controls.requests.page(view, |call| self.is_about(call), page);
            let requests = found.calls.iter().map(|call| Logged::of(call)).collect();
            let total_items = i64::try_from(found.total).unwrap_or(i64::MAX);
            Ok(Response { result: Listed { requests }, paging: self.page.of(total_items) })
        }
    }

    impl Request {
        fn is_about(&self, call: &Call) -> bool {
            let command = call.command.or(call.param("command")).unwrap_or_default();
            let is_of = |name: &str| is_within(command.trim(), name);
            let is_named = |name: &str| {
                call.param("apiuser").is_some_and(|api_user| api_user.eq_ignore_ascii_case(name))
            };
            self.of_command.as_deref().is_none_or(is_of)
                && self.of_api_user.as_deref().is_none_or(is_named)
                && self.status.is_none_or(|status| (status == StatusWord::Ok) == is_ok(call))
        }
    }
}
