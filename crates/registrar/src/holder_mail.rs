//! Mails to those who hold a domain.

use store::{Domain, Kind, Mail};

use crate::ports::mail::Unsent;
use crate::runner::Cx;

const SENDER: (&str, &str) = ("Namegate domains", "domains@namegate.invalid");

/// Tells the holder of a domain, at the address of the account, or else at that of the registrant.
pub(crate) fn post(
    cx: &mut Cx<'_, '_>,
    domain: &Domain,
    subject: String,
    body: String,
) -> Result<(), store::Error> {
    let of_account = cx.tx.profile(domain.account_id)?.map(|profile| profile.email_address);
    let of_registrant = cx.tx.contacts(domain.id)?.map(|(contacts, _)| contacts.registrant.email_address);
    let Some(recipient) = of_account.or(of_registrant) else { return Ok(()) };
    let mail = Mail {
        id: cx.tx.next_id(Kind::Mail)?,
        sender_name: SENDER.0.to_owned(),
        sender: SENDER.1.to_owned(),
        recipient,
        subject,
        body,
        created: cx.now,
    };
    match cx.mailer.post(cx.tx, &mail) {
        Ok(()) | Err(Unsent::Undeliverable) => Ok(()),
        Err(Unsent::Store(error)) => Err(error),
    }
}
