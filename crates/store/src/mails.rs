//! The inbox: mails that are kept instead of being sent.

use crate::domain_list::pattern;
use crate::engine::{Row, Value};
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

/// Which mails a list holds; ASCII letters in any case, and empty for all.
#[derive(Clone, Copy, Debug)]
pub struct MailFilter<'a> {
    /// Part of the recipient.
    pub recipient: &'a str,
    /// Part of the subject.
    pub subject: &'a str,
}

impl MailFilter<'_> {
    fn patterns(&self) -> (String, String) {
        (pattern(&self.recipient.to_ascii_lowercase()), pattern(&self.subject.to_ascii_lowercase()))
    }
}

macro_rules! listed {
    () => {
        "FROM mail WHERE lower(recipient) LIKE $1 ESCAPE '!' AND lower(subject) LIKE $2 ESCAPE '!'"
    };
}

/// A mail in the order of the columns.
pub(crate) fn columns(mail: &Mail) -> [Value<'_>; 7] {
    [
        mail.id.into(),
        (&mail.sender_name).into(),
        (&mail.sender).into(),
        (&mail.recipient).into(),
        (&mail.subject).into(),
        (&mail.body).into(),
        mail.created.into(),
    ]
}

impl Tx<'_> {
    pub fn insert_mail(&mut self, mail: &Mail) -> Result<(), Error> {
        self.execute(
            "INSERT INTO mail (id, sender_name, sender, recipient, subject, body, created)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &columns(mail),
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

    /// The mail of an id.
    pub fn mail(&mut self, id: i64) -> Result<Option<Mail>, Error> {
        self.one(
            "SELECT id, sender_name, sender, recipient, subject, body, created FROM mail WHERE id = $1",
            &[id.into()],
            mail,
        )
    }

    /// How many mails a list has in all.
    pub fn count_mails(&mut self, filter: MailFilter<'_>) -> Result<i64, Error> {
        let (recipient, subject) = filter.patterns();
        let sql = concat!("SELECT count(*) ", listed!());
        let count = self.one(sql, &[(&recipient).into(), (&subject).into()], |row| row.int(0))?;
        Ok(count.unwrap_or(0))
    }

    /// `limit` mails of a list after the first `offset`, newest first.
    pub fn list_mails(
        &mut self,
        filter: MailFilter<'_>,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Mail>, Error> {
        let (recipient, subject) = filter.patterns();
        let values = [(&recipient).into(), (&subject).into(), limit.into(), offset.into()];
        let sql = concat!(
            "SELECT id, sender_name, sender, recipient, subject, body, created ",
            listed!(),
            " ORDER BY id DESC LIMIT $3 OFFSET $4"
        );
        self.many(sql, &values, mail)
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

pub(crate) fn mail(row: &dyn Row) -> Result<Mail, Error> {
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
