//! `namegate.sandbox.state.export`: everything a sandbox holds, as one file.

use wire::{Body, Command, refusals};

use crate::sandbox::SUB_ACCOUNT;

/// Everything the sandbox holds, from one moment, as JSON
#[derive(Command)]
#[command(name = "namegate.sandbox.state.export", effect = Scan, response = Response)]
pub struct Request {}

#[derive(Body, Debug)]
#[body(name = "SandboxStateResult")]
pub struct Response {
    /// JSON, as [sandbox.md](sandbox.md#the-state) describes it.
    #[leaf]
    pub state: String,
}

refusals! {
    SUB_ACCOUNT;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use registrar::world;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            Ok(Response { state: world::export(cx)? })
        }
    }
}
