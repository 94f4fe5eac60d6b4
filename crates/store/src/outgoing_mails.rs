//! Mails on their way out. Each stands here whole until it was handed over, whatever becomes of its copy in the inbox.

use crate::engine::Row;
use crate::error::Error;
use crate::mails::{Mail, columns};
use crate::tx::Tx;

/// The table of mails on their way.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE outgoing_mail (
        id bigint NOT NULL PRIMARY KEY,
        sender_name text NOT NULL,
        sender text NOT NULL,
        recipient text NOT NULL,
        subject text NOT NULL,
        body text NOT NULL,
        created bigint NOT NULL,
        tries bigint NOT NULL,
        due bigint NOT NULL)",
    "CREATE INDEX outgoing_mail_by_due ON outgoing_mail (due)",
];

/// A mail on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingMail {
    pub mail: Mail,
    /// How often it was tried.
    pub tries: i64,
    /// When it is tried next; unix seconds of real time.
    pub due: i64,
}

impl Tx<'_> {
    /// Sends a mail on its way; it is due at once.
    pub fn insert_outgoing_mail(&mut self, mail: &Mail) -> Result<(), Error> {
        self.execute(
            "INSERT INTO outgoing_mail (id, sender_name, sender, recipient, subject, body, created, tries, due)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0)",
            &columns(mail),
        )?;
        Ok(())
    }

    /// Mails that are due at `now`, `limit` of them, the longest due first.
    pub fn due_outgoing_mails(&mut self, now: i64, limit: i64) -> Result<Vec<OutgoingMail>, Error> {
        self.many(
            "SELECT id, sender_name, sender, recipient, subject, body, created, tries, due FROM outgoing_mail
             WHERE due <= $1 ORDER BY due, id LIMIT $2",
            &[now.into(), limit.into()],
            outgoing_mail,
        )
    }

    /// Sets how often a mail was tried and when it is tried next, if nobody else did meanwhile.
    pub fn put_off_outgoing_mail(
        &mut self,
        seen: &OutgoingMail,
        tries: i64,
        due: i64,
    ) -> Result<bool, Error> {
        let changed = self.execute(
            "UPDATE outgoing_mail SET tries = $4, due = $5 WHERE id = $1 AND tries = $2 AND due = $3",
            &[seen.mail.id.into(), seen.tries.into(), seen.due.into(), tries.into(), due.into()],
        )?;
        Ok(changed == 1)
    }

    pub fn delete_outgoing_mail(&mut self, id: i64) -> Result<(), Error> {
        self.execute("DELETE FROM outgoing_mail WHERE id = $1", &[id.into()])?;
        Ok(())
    }
}

fn outgoing_mail(row: &dyn Row) -> Result<OutgoingMail, Error> {
    Ok(OutgoingMail { mail: crate::mails::mail(row)?, tries: row.int(7)?, due: row.int(8)? })
}
