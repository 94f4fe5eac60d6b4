//! The authoritative name server: immutable zone snapshots, swapped one at a time, answered over UDP and TCP by
//! threads of its own.
//!
//! - [`Template`]: the SOA and the name servers that all zones share.
//! - [`Zone`]: the compact snapshot of one zone; [`Zones`]: all that are held, read without a lock.
//! - [`Server`]: the sockets and threads; [`Settings`] their limits.
//! - [`AliasResolver`]: where the addresses of ALIAS targets outside come from.
//! - [`Lookup`]: the client's side: names in the zones held here, and through a resolver outside.
//!
//! Right for RFC 1034, 1035, 2181, 2308, 3597, 4343, 4592, 6604, 6891, 7766, 8482, 9471 and 9619. No zone transfers,
//! no TSIG, no DNSSEC.

mod alias;
mod answer;
mod lookup;
mod name;
mod query;
mod record;
mod server;
mod settings;
mod table;
mod tcp;
mod template;
mod udp;
mod writer;
mod zone;
mod zones;

pub use alias::{Addresses, AliasResolver, SystemResolver};
pub use lookup::{Lookup, LookupError};
pub use server::Server;
pub use settings::Settings;
pub use template::{Template, UnfitTemplate};
pub use zone::{Unfit, Zone};
pub use zones::Zones;
