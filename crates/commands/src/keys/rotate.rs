//! `namegate.keys.rotate`: another secret for a key; the former is good for a while more.

use wire::secret::Secret;
use wire::{Body, Command, refusals};

use super::{NO_KEY, OF_SETTINGS, REVOKED};

/// Give a key another secret, with time to change over
#[derive(Command)]
#[command(name = "namegate.keys.rotate", effect = Write, response = Response)]
pub struct Request {
    #[param(max = 10, least = 1, most = 2147483647, subject = 951)]
    pub key_id: i64,
    /// Hours for which the former secret is good; 0 ends it at once.
    #[param(max = 10, default = "24", least = 0, most = 720, subject = 967)]
    pub overlap_hours: i64,
}

#[derive(Body, Debug)]
#[body(name = "KeysRotateResult")]
pub struct Response {
    #[attr]
    pub key_id: i64,
    #[attr]
    pub api_user: String,
    /// Shown this once.
    #[attr]
    pub api_key: Secret,
}

refusals! {
    NO_KEY;
    OF_SETTINGS;
    REVOKED;
    EXCEEDS = 2030952 "The key does more than the one that turns it over: {}";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::keys::{self, Error, Made};
    use registrar::runner::Cx;

    use super::*;
    use crate::handler::{Answer, Run, Stop};
    use crate::keys::revoke;

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let Made { key, secret } =
                keys::rotate(cx, caller, self.key_id, self.overlap_hours).map_err(refuse)?;
            let api_user = caller.api_user.user_name.clone();
            Ok(Response { key_id: key.id, api_user, api_key: Secret::new(secret) })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::Exceeds(what) => EXCEEDS.about(what).into(),
            cause @ (Error::NotFound
            | Error::OfSettings
            | Error::Revoked
            | Error::TooMany
            | Error::TooManyEntries
            | Error::Store(_)) => revoke::refuse(cause),
        }
    }
}
