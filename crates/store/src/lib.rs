//! Transactions over SQL engines. Above this crate everything is synchronous: a use case is a closure over [`Tx`],
//! which [`Store::read`] runs on the calling thread, [`Store::scan`] on a thread for long reads, and
//! [`Store::write`] on the engine's writer.

#[cfg(feature = "bench")]
pub mod bench;
mod change;
mod dialect;
mod engine;
mod error;
mod ids;
mod job;
mod limits;
mod queue;
mod schema;
mod sqlite;
mod store;
#[cfg(test)]
mod suite;
mod tx;

pub use change::ZoneChange;
pub use engine::{Row, Value};
pub use error::{Error, OpenError};
pub use ids::{Ids, Kind};
pub use limits::Limits;
pub use store::Store;
pub use tx::{End, Tx, Written};
