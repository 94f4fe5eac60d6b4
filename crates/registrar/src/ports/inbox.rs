//! The mail of a sandbox: an inbox in the store takes all of it.

use store::{Mail, Tx};

use super::mail::{Mailer, Unsent};

/// Most mails that are kept; the oldest make room.
const KEPT: i64 = 1_000;

/// The inbox.
pub struct Inbox;

impl Mailer for Inbox {
    /// Names below `invalid` never exist (RFC 6761 section 6.4), so that a test can have a mail that cannot be sent.
    fn post(&self, tx: &mut Tx<'_>, mail: &Mail) -> Result<(), Unsent> {
        if mail.recipient.to_ascii_lowercase().ends_with(".invalid") {
            return Err(Unsent::Undeliverable);
        }
        tx.insert_mail(mail)?;
        Ok(tx.trim_mails(KEPT)?)
    }
}
