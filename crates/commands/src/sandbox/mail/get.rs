//! `namegate.sandbox.mail.get`: a mail with its text.

use wire::{Body, Command, refusals};

use crate::sandbox::SUB_ACCOUNT;
use crate::sandbox::mail::head::Head;

/// A mail of the sandbox's inbox with its whole text
#[derive(Command)]
#[command(name = "namegate.sandbox.mail.get", effect = Read, response = Response)]
pub struct Request {
    /// As `namegate.sandbox.mail.list` tells it.
    #[param(max = 20, subject = 934)]
    pub mail_id: i64,
}

#[derive(Body, Debug)]
#[body(name = "SandboxMailResult")]
pub struct Response {
    #[attr]
    pub mail_id: i64,
    #[attr]
    pub from_name: String,
    #[attrs]
    pub head: Head,
    #[leaf]
    pub text: String,
}

refusals! {
    SUB_ACCOUNT;
    NO_SUCH_MAIL = 2019934 "No such mail";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::mails;
    use registrar::runner::Cx;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            let mail = mails::get(cx, self.mail_id)?.ok_or(NO_SUCH_MAIL)?;
            Ok(Response {
                mail_id: mail.id,
                head: Head::of(&mail),
                from_name: mail.sender_name,
                text: mail.body,
            })
        }
    }
}
