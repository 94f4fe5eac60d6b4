//! What lies outside: each port is a trait, with the built-in one beside it.

pub mod builtin_registry;
pub mod ca;
pub mod inbox;
pub mod mail;
pub mod mail_transport;
pub mod outbound;
pub mod outbox;
pub mod registry;
pub mod smtp;
