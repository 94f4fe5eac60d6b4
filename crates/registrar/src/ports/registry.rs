//! The port to registries: the few questions and orders of RFC 5731 that a registrar has for them.

use std::future::Future;
use std::pin::Pin;

use rules::money::Money;
use rules::name::DomainName;
use store::{Store, Tx};

/// What a registry says of a name (RFC 5731 section 3.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    Available,
    Taken,
    /// It can be registered for these prices only.
    Premium(PremiumPrices),
    /// The registry did not answer.
    NoAnswer,
}

/// Prices of a premium name; one year each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PremiumPrices {
    pub registration: Money,
    pub renewal: Money,
    pub restore: Money,
    pub transfer: Money,
    /// The fee of an early-access phase; zero outside one.
    pub early_access: Money,
}

/// Why a registry did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the name is taken")]
    Taken,
    #[error("the registry refused")]
    Policy,
    #[error("the registry did not answer")]
    NoAnswer,
}

/// A future of a port.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A registry. What it is told twice under one order id, it does once.
pub trait Registry: Send + Sync {
    /// Hands it the store that it may keep something in. By default it keeps nothing.
    fn keep_in(&self, _store: &Store) {}

    /// What it says of a name, as far as is known without asking it again; `tx` is the transaction of who asks.
    fn availability(&self, tx: &mut Tx<'_>, name: &DomainName) -> Result<Availability, store::Error>;

    /// Registers a name (RFC 5731 section 3.2.1).
    fn create<'a>(
        &'a self,
        name: &'a DomainName,
        years: u32,
        order_id: i64,
    ) -> Answer<'a, Result<(), Refused>>;

    /// Lengthens the term of a name, within it or in the grace after it (RFC 5731 section 3.2.3). `expires` is the end
    /// of the term as it is; unix seconds.
    fn renew<'a>(
        &'a self,
        name: &'a DomainName,
        expires: i64,
        years: u32,
        order_id: i64,
    ) -> Answer<'a, Result<(), Refused>>;
}
