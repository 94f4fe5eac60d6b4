//! The mail of a sandbox that sends it: what the inbox takes is also put on its way, in the same transaction, so that
//! neither a refusal sends a mail nor a crash loses one. `mail_delivery` sends it.

use store::{Mail, Tx};

use super::inbox::Inbox;
use super::mail::{Mailer, Unsent};

/// The inbox, and the way out.
pub struct Outbox;

impl Mailer for Outbox {
    fn post(&self, tx: &mut Tx<'_>, mail: &Mail) -> Result<(), Unsent> {
        Inbox.post(tx, mail)?;
        Ok(tx.insert_outgoing_mail(mail)?)
    }
}
