//! `namegate.sandbox.mail.list`: the inbox of a sandbox, a page at a time.

use wire::{Body, Command, Element, refusals};

use crate::paging::{Page, Paging};
use crate::sandbox::SUB_ACCOUNT;
use crate::sandbox::mail::head::Head;

/// Mails that the sandbox took in the place of sending them, newest first
#[derive(Command)]
#[command(name = "namegate.sandbox.mail.list", effect = Scan, response = Response)]
pub struct Request {
    /// Part of the recipient's address, in any letter case.
    #[param(max = 254, subject = 932)]
    pub to: Option<String>,
    /// Part of the subject, in any letter case.
    #[param(max = 254, subject = 933)]
    pub subject: Option<String>,
    #[block]
    pub page: Page<1>,
}

#[derive(Body, Debug)]
pub struct Response {
    #[child(name = "SandboxMailListResult")]
    pub result: Listed,
    #[child]
    pub paging: Paging,
}

#[derive(Element, Debug)]
pub struct Listed {
    #[child(name = "Mail")]
    pub mails: Vec<Mail>,
}

/// What `namegate.sandbox.mail.get` tells of it too, but for the text.
#[derive(Element, Debug)]
pub struct Mail {
    #[attr]
    pub mail_id: i64,
    #[attrs]
    pub head: Head,
}

refusals! {
    SUB_ACCOUNT;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::mails;
    use registrar::runner::Cx;
    use store::MailFilter;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            let filter = MailFilter {
                recipient: self.to.as_deref().unwrap_or_default(),
                subject: self.subject.as_deref().unwrap_or_default(),
            };
            let page = mails::list(cx, filter, self.page.asked())?;
            Ok(Response {
                result: Listed { mails: page.rows.into_iter().map(shown).collect() },
                paging: self.page.of(page.total),
            })
        }
    }

    fn shown(mail: store::Mail) -> Mail {
        Mail { mail_id: mail.id, head: Head::of(&mail) }
    }
}
