//! Where mail to a domain is forwarded.

use crate::error::Error;
use crate::tx::Tx;

/// The table of forwards.
pub(crate) const TABLES: &[&str] = &["CREATE TABLE mail_forward (
        domain_id bigint NOT NULL REFERENCES domain (id),
        number bigint NOT NULL,
        mailbox text NOT NULL,
        forward_to text NOT NULL,
        PRIMARY KEY (domain_id, number)) {clustered}"];

/// A mailbox of a domain and where its mail goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailForward {
    /// The part before the `@`.
    pub mailbox: String,
    /// A whole address.
    pub forward_to: String,
}

impl Tx<'_> {
    /// The forwards of a domain, in the order in which they were set.
    pub fn mail_forwards(&mut self, domain_id: i64) -> Result<Vec<MailForward>, Error> {
        self.many(
            "SELECT mailbox, forward_to FROM mail_forward WHERE domain_id = $1 ORDER BY number",
            &[domain_id.into()],
            |row| Ok(MailForward { mailbox: row.text(0)?, forward_to: row.text(1)? }),
        )
    }

    /// Replaces all forwards of a domain.
    pub fn replace_mail_forwards(&mut self, domain_id: i64, forwards: &[MailForward]) -> Result<(), Error> {
        self.execute("DELETE FROM mail_forward WHERE domain_id = $1", &[domain_id.into()])?;
        for (number, forward) in (1_i64..).zip(forwards) {
            self.execute(
                "INSERT INTO mail_forward (domain_id, number, mailbox, forward_to) VALUES ($1, $2, $3, $4)",
                &[domain_id.into(), number.into(), (&forward.mailbox).into(), (&forward.forward_to).into()],
            )?;
        }
        Ok(())
    }
}
