//! `namegate.keys.revoke`: takes a key away, from the next call on.

use wire::{Body, Command, refusals};

use super::{NO_KEY, OF_SETTINGS, REVOKED};

/// Take a key away at once
#[derive(Command)]
#[command(name = "namegate.keys.revoke", effect = Write, response = Response)]
pub struct Request {
    #[param(max = 10, least = 1, most = 2147483647, subject = 951)]
    pub key_id: i64,
}

#[derive(Body, Debug)]
#[body(name = "KeysRevokeResult")]
pub struct Response {
    #[attr]
    pub key_id: i64,
    #[attr]
    pub is_success: bool,
}

refusals! {
    NO_KEY;
    OF_SETTINGS;
    REVOKED;
}

#[cfg(feature = "server")]
pub(super) use server::refuse;

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::keys::{self, Error};
    use registrar::runner::Cx;

    use super::*;
    use crate::handler::{Answer, Run, Stop, UNKNOWN};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let key = keys::revoke(cx, caller, self.key_id).map_err(refuse)?;
            Ok(Response { key_id: key.id, is_success: true })
        }
    }

    /// The refusals of what changes a key.
    pub fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound => NO_KEY.into(),
            Error::OfSettings => OF_SETTINGS.into(),
            Error::Revoked => REVOKED.into(),
            Error::Store(error) => error.into(),
            // Only what makes a key is told so.
            Error::Exceeds(_) | Error::TooMany | Error::TooManyEntries => UNKNOWN.into(),
        }
    }
}
