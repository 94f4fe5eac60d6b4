//! The inbox: mails that are kept instead of being sent.

use crate::engine::Row;
use crate::error::Error;
use crate::tx::Tx;

/// The table of mails.
pub(crate) const TABLES: &[&str] = &["CREATE TABLE mail (
        id bigint NOT NULL PRIMARY KEY,
        sender_name text NOT NULL,
        sender text NOT NULL,
        recipient text NOT NULL,
        subject text NOT NULL,
        body text NOT NULL,
        created bigint NOT NULL)"];

/// A mail. Its body may hold a code, so `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    pub id: i64,
    pub sender_name: String,
    /// An e-mail address.
    pub sender: String,
    /// An e-mail address.
    pub recipient: String,
    pub subject: String,
    pub body: String,
    /// Unix seconds.
    pub created: i64,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mail {{ id: {}, .. }}", self.id)
    }
}

impl Tx<'_> {
    pub fn insert_mail(&mut self, mail: &Mail) -> Result<(), Error> {
        self.execute(
            "INSERT INTO mail (id, sender_name, sender, recipient, subject, body, created)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &[
                mail.id.into(),
                (&mail.sender_name).into(),
                (&mail.sender).into(),
                (&mail.recipient).into(),
                (&mail.subject).into(),
                (&mail.body).into(),
                mail.created.into(),
            ],
        )?;
        Ok(())
    }

    /// The newest mails, `limit` of them, newest first.
    pub fn mails(&mut self, limit: i64) -> Result<Vec<Mail>, Error> {
        self.many(
            "SELECT id, sender_name, sender, recipient, subject, body, created FROM mail ORDER BY id DESC LIMIT $1",
            &[limit.into()],
            mail,
        )
    }

    /// Deletes all but the newest `kept` mails.
    pub fn trim_mails(&mut self, kept: i64) -> Result<(), Error> {
        self.execute(
            "DELETE FROM mail WHERE id <= (SELECT id FROM mail ORDER BY id DESC LIMIT 1 OFFSET $1)",
            &[kept.into()],
        )?;
        Ok(())
    }
}

fn mail(row: &dyn Row) -> Result<Mail, Error> {
    Ok(Mail {
        id: row.int(0)?,
        sender_name: row.text(1)?,
        sender: row.text(2)?,
        recipient: row.text(3)?,
        subject: row.text(4)?,
        body: row.text(5)?,
        created: row.int(6)?,
    })
}
