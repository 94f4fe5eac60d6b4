//! `namegate.allow.remove`: an account, or one of its keys, is no longer called from somewhere.

use wire::{Body, Command, refusals};

use super::{HELD, NO_ENTRY};

/// Take an entry off the list of the account, or of one of its keys
#[derive(Command)]
#[command(name = "namegate.allow.remove", effect = Write, response = Response)]
pub struct Request {
    /// As it was added.
    #[param(max = 253, subject = 981)]
    pub entry: String,
    /// The key whose entry it is; that of the account when left out. A key without entries is held to those of the account
    /// alone.
    #[param(max = 10, least = 1, most = 2147483647, subject = 951)]
    pub key_id: Option<i64>,
}

#[derive(Body, Debug)]
#[body(name = "AllowRemoveResult")]
pub struct Response {
    #[attr]
    pub entry: String,
    #[attr]
    pub key_id: Option<i64>,
    #[attr]
    pub is_success: bool,
}

refusals! {
    NO_ENTRY;
    NOT_THERE = 2019981 "There is no such entry";
    HELD;
}

#[cfg(feature = "server")]
mod server {
    use registrar::allow_list::{self, Error};
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use rules::allow_list::Source;

    use super::*;
    use crate::handler::{Answer, Run, Stop, UNKNOWN};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let source = Source::parse(self.entry.trim()).ok_or(NO_ENTRY)?;
            allow_list::remove(cx, caller, self.key_id, &source).map_err(refuse)?;
            Ok(Response { entry: source.to_string(), key_id: self.key_id, is_success: true })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound => NOT_THERE.into(),
            Error::Held => HELD.into(),
            Error::Store(error) => error.into(),
            // Only what adds one is told so.
            Error::NoKey | Error::TooMany => UNKNOWN.into(),
        }
    }
}
