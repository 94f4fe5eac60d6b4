//! The port to whoever carries mail away.

use std::future::Future;
use std::pin::Pin;

use store::Mail;

/// Why a mail was not taken. The words are for the log: they hold no address and nothing of the mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// It will never be taken (RFC 5321 section 4.2.1: a reply of 5yz).
    #[error("refused for good: {0}")]
    Refused(String),
    /// It may be taken later.
    #[error("not taken now: {0}")]
    NotNow(String),
}

/// A future of the port.
pub type Handing<'a> = Pin<Box<dyn Future<Output = Result<(), Undelivered>> + Send + 'a>>;

/// Carries mails away. Once it took one, that mail is in its care.
pub trait MailTransport: Send + Sync {
    fn hand_over<'a>(&'a self, mail: &'a Mail) -> Handing<'a>;
}
