//! Reset codes: who forgot a password is sent one by mail.

use rules::name::DomainName;
use store::{Account, Kind, Mail};

use crate::caller::Caller;
use crate::entropy::hex;
use crate::key;
use crate::passwords::RESET_CODE_LIFE;
use crate::ports::mail::Unsent;
use crate::runner::Cx;

/// What stands for the code in a pattern.
pub const PLACE_OF_CODE: &str = "[RESETCODE]";

/// How an account is looked for.
#[derive(Clone, Copy, Debug)]
pub enum FindBy<'a> {
    UserName(&'a str),
    EmailAddress(&'a str),
    DomainName(&'a str),
}

/// How the mail is to look.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    pub sender_name: &'a str,
    /// An e-mail address.
    pub sender: &'a str,
    /// Holds [`PLACE_OF_CODE`].
    pub pattern: &'a str,
}

/// Why no code was sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Also for one that is not under the caller's, or has no e-mail address.
    #[error("no such account")]
    NotFound,
    #[error("the mail cannot be sent")]
    Unsent,
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<Unsent> for Error {
    fn from(unsent: Unsent) -> Self {
        match unsent {
            Unsent::Undeliverable => Error::Unsent,
            Unsent::Store(error) => Error::Store(error),
        }
    }
}

/// Sends the holder of an account a code that is good once and for seven days; where it went. Only of an account that
/// was opened under the caller's: the caller writes part of the mail.
pub fn send(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    find_by: FindBy<'_>,
    form: Form<'_>,
) -> Result<String, Error> {
    let account = account(cx, caller.api_user.id, find_by)?.ok_or(Error::NotFound)?;
    let profile = cx.tx.profile(account.id)?.ok_or(Error::NotFound)?;
    let code = hex::<16>(cx.entropy);
    cx.tx.set_reset_code(account.id, &key::hash(&code), cx.now.saturating_add(RESET_CODE_LIFE))?;
    let mail = Mail {
        id: cx.tx.next_id(Kind::Mail)?,
        sender_name: form.sender_name.to_owned(),
        sender: form.sender.to_owned(),
        recipient: profile.email_address,
        subject: format!("New password for {}", account.user_name),
        body: form.pattern.replace(PLACE_OF_CODE, &code),
        created: cx.now,
    };
    cx.mailer.post(cx.tx, &mail)?;
    Ok(mail.recipient)
}

fn account(
    cx: &mut Cx<'_, '_>,
    parent_id: i64,
    find_by: FindBy<'_>,
) -> Result<Option<Account>, store::Error> {
    let found = match find_by {
        FindBy::UserName(name) => cx.tx.account_by_name(name)?,
        FindBy::EmailAddress(address) => cx.tx.account_by_email(parent_id, address)?,
        FindBy::DomainName(name) => holder(cx, name)?,
    };
    Ok(found.filter(|account| account.parent_id == Some(parent_id)))
}

fn holder(cx: &mut Cx<'_, '_>, name: &str) -> Result<Option<Account>, store::Error> {
    let Some(name) = DomainName::parse(name) else { return Ok(None) };
    match cx.tx.domain(name.as_str())? {
        Some(domain) => cx.tx.account(domain.account_id),
        None => Ok(None),
    }
}
