//! The port to mail.

use store::{Mail, Tx};

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum Unsent {
    #[error("nobody takes mail for the recipient")]
    Undeliverable,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Takes mails. They leave only when the transaction is committed, so that what was refused has told nobody.
pub trait Mailer: Send + Sync {
    fn post(&self, tx: &mut Tx<'_>, mail: &Mail) -> Result<(), Unsent>;
}
