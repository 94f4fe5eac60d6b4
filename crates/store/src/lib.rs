//! Transactions over SQL engines. Above this crate everything is synchronous: a use case is a closure over [`Tx`],
//! which [`Store::read`] runs on the calling thread, [`Store::scan`] on a thread for long reads, and
//! [`Store::write`] on the engine's writer.

mod accounts;
mod add_funds;
mod addresses;
mod certificate_checks;
mod certificate_list;
mod certificate_names;
mod certificates;
mod change;
mod delegations;
mod dialect;
mod domain_list;
mod domains;
mod engine;
mod error;
mod id_pool;
mod ids;
mod job;
mod ledger;
mod life_cycle;
mod limits;
mod mail_forwards;
mod mails;
mod passwords;
mod postgres;
mod privacies;
mod profiles;
mod purchases;
mod queue;
mod schema;
mod settings;
mod sqlite;
mod store;
#[cfg(test)]
mod suite;
mod transfer_locks;
mod transfers;
mod tx;
mod zones;

pub use accounts::{Account, AccountState};
pub use add_funds::{AddFundsRequest, Payment};
pub use addresses::Address;
pub use certificate_list::{CertificateFilter, CertificateOrder};
pub use certificate_names::CertificateName;
pub use certificates::{Certificate, CertificateRequest, IssuedCertificate};
pub use change::ZoneChange;
pub use domain_list::{DomainFilter, DomainOrder, ListedDomain};
pub use domains::{Attributes, Domain, Privacy};
pub use engine::{Row, Value};
pub use error::{Error, OpenError};
pub use id_pool::Kind;
pub use ledger::{Book, Unmoved};
pub use limits::Limits;
pub use mail_forwards::MailForward;
pub use mails::{Mail, MailFilter};
pub use passwords::KeptPassword;
pub use privacies::NamedPrivacy;
pub use purchases::{Purchase, PurchaseState};
pub use store::Store;
pub use transfer_locks::TransferLock;
pub use transfers::{Transfer, TransferFilter, TransferOrder};
pub use tx::{End, Tx, Written};
pub use zones::{KeptZone, Served};
