//! `namecheap.users.resetPassword`: mails a reset code to the holder of an account under the caller's.

use wire::{Body, Command, refusals, words};

words! {
    pub enum FindWord {
        EmailAddress = "EMAILADDRESS",
        DomainName = "DOMAINNAME",
        UserName = "USERNAME",
    }
}

/// Mail a password reset link to an account
#[derive(Command)]
#[command(name = "namecheap.users.resetPassword", effect = Write, response = Response)]
pub struct Request {
    #[param(max = 20, subject = 315)]
    pub find_by: FindWord,
    #[param(max = 255, subject = 316)]
    pub find_by_value: String,
    #[param(max = 255, subject = 317)]
    pub email_from_name: Option<String>,
    #[param(max = 255, subject = 318)]
    pub email_from: Option<String>,
    /// The text of the mail: `[RESETCODE]` in it becomes the code, which is good for seven days.
    #[param(name = "URLPattern", max = 2048, default = "[RESETCODE]", subject = 319)]
    pub url_pattern: String,
}

#[derive(Body, Debug)]
#[body(name = "UserResetPasswordResult")]
pub struct Response {
    #[attr]
    pub success: bool,
    /// Where the mail went; left out on refusal.
    #[leaf]
    pub email: Option<String>,
}

refusals! {
    SENDER_NAME_INVALID = 2011317 "Parameter EmailFromName is Invalid";
    SENDER_INVALID = 2011318 "Parameter EmailFrom is Invalid";
    PATTERN_INVALID = 2011319 "Parameter URLPattern is Invalid";
    UNKNOWN_USER = 4011331 "The username provided does not exist or password reset by username is disabled.";
    UNKNOWN_EMAIL = 4011331 "The email address provided does not exist or password reset by email address is disabled.";
    UNKNOWN_DOMAIN = 4011331 "The domain name provided does not exist or password reset by domain name is disabled.";
    UNSENT = 4027153 "Failed to send email";
    NOT_RESET = 4022335 "Unable to reset password";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::password_resets::{self, Error, FindBy, Form, PLACE_OF_CODE};
    use registrar::runner::Cx;
    use rules::contact::is_email_address;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    /// Who a mail is from when the caller does not say.
    const SENDER: (&str, &str) = ("Namegate", "support@localhost");

    impl Run for Request {
        const FAULT: RefusalSpec = NOT_RESET;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let form = self.form()?;
            let find_by = match self.find_by {
                FindWord::EmailAddress => FindBy::EmailAddress(&self.find_by_value),
                FindWord::DomainName => FindBy::DomainName(&self.find_by_value),
                FindWord::UserName => FindBy::UserName(&self.find_by_value),
            };
            let sent = password_resets::send(cx, caller, find_by, form);
            let email = sent.map_err(|cause| self.refuse(cause))?;
            Ok(Response { success: true, email: Some(email) })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response { success: false, email: None })
        }
    }

    impl Request {
        /// What the caller writes of the mail: nothing in it may start another header or end the text early.
        fn form(&self) -> Answer<Form<'_>> {
            let sender_name = self.email_from_name.as_deref().unwrap_or(SENDER.0);
            if sender_name.chars().any(char::is_control) {
                return Err(SENDER_NAME_INVALID.into());
            }
            let sender = self.email_from.as_deref();
            if sender.is_some_and(|address| !is_email_address(address)) {
                return Err(SENDER_INVALID.into());
            }
            let pattern = self.url_pattern.as_str();
            if !pattern.contains(PLACE_OF_CODE) || pattern.chars().any(char::is_control) {
                return Err(PATTERN_INVALID.into());
            }
            Ok(Form { sender_name, sender: sender.unwrap_or(SENDER.1), pattern })
        }

        fn refuse(&self, cause: Error) -> Stop {
            match (cause, self.find_by) {
                (Error::NotFound, FindWord::UserName) => UNKNOWN_USER.into(),
                (Error::NotFound, FindWord::EmailAddress) => UNKNOWN_EMAIL.into(),
                (Error::NotFound, FindWord::DomainName) => UNKNOWN_DOMAIN.into(),
                (Error::Unsent, _) => UNSENT.into(),
                (Error::Store(error), _) => error.into(),
            }
        }
    }
}
