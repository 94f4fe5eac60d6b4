//! `namegate.allow.add`: lets an account be called from somewhere else, or holds a key to where it is used.

use wire::{Body, Command, refusals};

use super::{HELD, NO_ENTRY, TOO_MANY};
use crate::keys::NO_KEY;

/// Let the account be called from an address, a network, a host or anywhere, or hold one of its keys to it
#[derive(Command)]
#[command(name = "namegate.allow.add", effect = Write, response = Response)]
pub struct Request {
    /// An address (192.0.2.1, 2001:db8::1), a network (192.0.2.0/24), the name of a host (home.example.net), whose addresses
    /// are looked up again and again, or `any`.
    #[param(max = 253, subject = 981)]
    pub entry: String,
    /// The key that is held to it, besides what holds for the account; the account itself when left out.
    #[param(max = 10, least = 1, most = 2147483647, subject = 951)]
    pub key_id: Option<i64>,
    /// Days until it ends; never when left out. An entry that is there gets this end.
    #[param(least = 1, most = 3650, subject = 982)]
    pub days: Option<i64>,
}

#[derive(Body, Debug)]
#[body(name = "AllowAddResult")]
pub struct Response {
    /// The entry as it is kept.
    #[attr]
    pub entry: String,
    #[attr]
    pub key_id: Option<i64>,
    #[attr]
    pub expires: Option<String>,
    #[attr]
    pub is_success: bool,
}

refusals! {
    NO_ENTRY;
    NO_KEY;
    TOO_MANY;
    HELD;
}

#[cfg(feature = "server")]
mod server {
    use registrar::allow_list::{self, Error};
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use rules::allow_list::Source;
    use rules::calendar::iso8601;

    use super::*;
    use crate::handler::{Answer, Run, Stop, UNKNOWN};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let source = Source::parse(self.entry.trim()).ok_or(NO_ENTRY)?;
            let added = allow_list::add(cx, caller, self.key_id, source, self.days).map_err(refuse)?;
            Ok(Response {
                entry: added.entry.source.to_string(),
                key_id: added.key_id,
                expires: added.entry.expires.map(iso8601),
                is_success: true,
            })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NoKey => NO_KEY.into(),
            Error::TooMany => TOO_MANY.into(),
            Error::Held => HELD.into(),
            Error::Store(error) => error.into(),
            // Only what takes one away looks for it.
            Error::NotFound => UNKNOWN.into(),
        }
    }
}
