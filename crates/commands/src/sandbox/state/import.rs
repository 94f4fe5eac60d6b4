//! `namegate.sandbox.state.import`: a file in the place of everything a sandbox holds.

use wire::secret::Secret;
use wire::{Body, Command, refusals};

use crate::sandbox::SUB_ACCOUNT;

/// Put a state in the place of everything the sandbox holds
#[derive(Command)]
#[command(name = "namegate.sandbox.state.import", effect = Replace, response = Response)]
pub struct Request {
    /// JSON as `namegate.sandbox.state.export` tells it. The body of this call may have 64 MiB, as long as the
    /// parameters that let the caller in stand before it.
    #[param(subject = 931)]
    pub state: Secret,
}

/// How much of it there was.
#[derive(Body, Debug)]
#[body(name = "SandboxImportResult")]
pub struct Response {
    #[attr]
    pub accounts: i64,
    #[attr]
    pub domains: i64,
    /// In all tables together.
    #[attr]
    pub rows: i64,
}

refusals! {
    SUB_ACCOUNT;
    UNFIT = 2011931 "The state cannot be read: {}";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use registrar::world;
    use store::State;

    use super::*;
    use crate::handler::{Answer, Prepare};

    impl Prepare for Request {
        type Found = ();
        type Made = State;

        fn find(&self, _: &mut Cx<'_, '_>, _: &Caller) -> Answer<()> {
            Ok(())
        }

        fn make(&self, (): ()) -> Answer<State> {
            world::read(self.state.expose()).map_err(|unfit| UNFIT.about(&unfit.to_string()).into())
        }

        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller, state: &State) -> Answer<Response> {
            world::import(cx, state)?;
            let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
            Ok(Response {
                accounts: count(state.count("account")),
                domains: count(state.count("domain")),
                rows: count(state.count_all()),
            })
        }
    }
}
