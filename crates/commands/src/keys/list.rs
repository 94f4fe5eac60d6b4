//! `namegate.keys.list`: the keys of an account, a page at a time.

use wire::{Body, Command, Element, refusals};

use super::Key;

/// List the keys of an account, the newest first
#[derive(Command)]
#[command(name = "namegate.keys.list", effect = Scan, response = Response)]
pub struct Request {
    /// Counts from 1; beyond the last page the list is empty.
    #[param(max = 10, default = "1", least = 1, most = 2147483647, subject = 274)]
    pub page: i64,
    /// Keys of a page.
    #[param(max = 10, default = "20", least = 1, most = 100, subject = 275)]
    pub page_size: i64,
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

#[derive(Element, Debug)]
pub struct Paging {
    #[leaf]
    pub total_items: i64,
    /// As asked for, also beyond the last page.
    #[leaf]
    pub current_page: i64,
    #[leaf]
    pub page_size: i64,
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
            let page = keys::list(cx, caller, (self.page, self.page_size))?;
            let keys = page.rows.into_iter().map(|key| shown(cx, key)).collect::<Result<_, _>>()?;
            Ok(Response {
                result: Listed { keys },
                paging: Paging {
                    total_items: page.total,
                    current_page: self.page,
                    page_size: self.page_size,
                },
            })
        }
    }
}
