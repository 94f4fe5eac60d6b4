//! `namegate.sandbox.mail.*`: the inbox of a sandbox, which takes all of its mail.

pub mod get;
mod head;
pub mod list;
