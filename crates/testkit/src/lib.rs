//! An app in a test: the real store, registrar and HTTP edge, with clocks that stand still until they are set and a
//! memory of what the name server was told. What goes wrong here fails the test that asked for it.

mod answer;
mod app;
pub mod chain;
mod connection;
mod database;
mod parameters;
pub mod postgres;
mod setup;
mod told_zones;

pub use answer::Answer;
pub use app::TestApp;
pub use connection::Connection;
pub use database::Database;
pub use parameters::{CUSTOMER, PASSWORD, contacts, encode, globals, registration};
pub use setup::{REAL_START, Setup, WORLD_START, account, key_of};
pub use told_zones::ToldZones;
