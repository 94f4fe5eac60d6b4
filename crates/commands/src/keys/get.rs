//! `namegate.keys.get`: what a key may do.

use wire::{Body, Command, refusals};

use super::{Key, NO_KEY};

/// Tell what a key may do
#[derive(Command)]
#[command(name = "namegate.keys.get", effect = Read, response = Response)]
pub struct Request {
    #[param(max = 10, least = 1, most = 2147483647, subject = 951)]
    pub key_id: i64,
}

#[derive(Body, Debug)]
#[body(name = "KeysGetResult")]
pub struct Response {
    #[child]
    pub key: Key,
}

refusals! {
    NO_KEY;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::keys;
    use registrar::runner::Cx;

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::keys::revoke::refuse;
    use crate::keys::shown::shown;

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let key = keys::get(cx, caller, self.key_id).map_err(refuse)?;
            Ok(Response { key: shown(cx, key)? })
        }
    }
}
