//! `namegate.sandbox.clock.get`: the time of a sandbox.

use wire::{Body, Command, refusals};

use crate::sandbox::SUB_ACCOUNT;

/// Time of the sandbox, and when something next happens by itself
#[derive(Command)]
#[command(name = "namegate.sandbox.clock.get", effect = Scan, response = Response)]
pub struct Request {}

/// Moments are those of ISO 8601 in UTC: `2027-07-20T12:00:00Z`.
#[derive(Body, Debug)]
#[body(name = "SandboxClockResult")]
pub struct Response {
    #[attr]
    pub time: String,
    /// Seconds by which it was moved in all.
    #[attr]
    pub offset: i64,
    /// When a domain, a zone or a privacy subscription next comes to an end of any kind.
    #[attr]
    pub next_event: Option<String>,
}

refusals! {
    SUB_ACCOUNT;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::clock_moves;
    use registrar::runner::Cx;
    use rules::calendar::iso8601;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            Response::read(cx)
        }
    }

    impl Response {
        /// What the clock tells now.
        pub fn read(cx: &mut Cx<'_, '_>) -> Answer<Response> {
            let reading = clock_moves::read(cx)?;
            Ok(Response {
                time: iso8601(reading.now),
                offset: reading.offset,
                next_event: reading.next_event.map(iso8601),
            })
        }
    }
}
