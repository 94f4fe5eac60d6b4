//! `namegate.ledger.*`: what happened to the funds of an account.

pub mod list;
