//! `namegate.keys.list`: the keys of an account, a page at a time.

use wire::{Body, Command, Element, refusals};

use super::Key;
use crate::paging::{Page, Paging};

/// List the keys of an account, the newest first
#[derive(Command)]
#[command(name = "namegate.keys.list", effect = Scan, response = Response)]
pub struct Request {
    #[block]
    pub page: Page<1>,
}

#[derive(Body, Debug)]
pub struct Response {
    #[child(name = "KeysListResult")]
    pub result: Listed,
    #[child]
    pub paging: Paging,
}

#[derive(Element, Debug)]
pub struct Listed {
    #[child(name = "Key")]
    pub keys: Vec<Key>,
}

refusals! {}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::keys;
    use registrar::runner::Cx;

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::keys::shown::shown;

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let page = keys::list(cx, caller, self.page.asked())?;
            let keys = page.rows.into_iter().map(|key| shown(cx, key)).collect::<Result<_, _>>()?;
            Ok(Response { result: Listed { keys }, paging: self.page.of(page.total) })
        }
    }
}
