//! What the list of mails and a mail itself tell alike.

use wire::Attributes;

/// Who writes to whom, of what and when.
#[derive(Attributes, Debug)]
pub struct Head {
    #[attr]
    pub from: String,
    #[attr]
    pub to: String,
    #[attr]
    pub subject: String,
    /// A moment of ISO 8601 in UTC.
    #[attr]
    pub time: String,
}

#[cfg(feature = "server")]
impl Head {
    pub(crate) fn of(mail: &store::Mail) -> Self {
        Head {
            from: mail.sender.clone(),
            to: mail.recipient.clone(),
            subject: mail.subject.clone(),
            time: rules::calendar::iso8601(mail.created),
        }
    }
}
