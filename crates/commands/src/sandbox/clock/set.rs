//! `namegate.sandbox.clock.set`: moves the clock of a sandbox to a moment.

use wire::{Command, refusals};

use crate::sandbox::SUB_ACCOUNT;

use super::get::Response;

/// Move the clock of the sandbox forward to a moment
#[derive(Command)]
#[command(name = "namegate.sandbox.clock.set", effect = Advance, response = Response)]
pub struct Request {
    /// A moment of ISO 8601 in UTC: `2027-07-20T12:00:00Z`.
    #[param(max = 30, subject = 901)]
    pub time: String,
}

refusals! {
    SUB_ACCOUNT;
    INVALID = 2011901 "Parameter Time is Invalid";
    TOO_FAR = 2013901 "Parameter Time is OutOfRange";
    BACKWARDS = 2015901 "The clock never goes backwards: it is {}";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::clock_moves::{self, Error};
    use registrar::runner::Cx;
    use rules::calendar::{iso8601, parse_iso8601};

    use super::*;
    use crate::handler::{Advance, Answer, Stop};

    impl Advance for Request {
        fn advance(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<()> {
            let time = parse_iso8601(&self.time).ok_or(INVALID)?;
            let ahead = u64::try_from(time.saturating_sub(cx.now));
            let ahead = ahead.map_err(|_| BACKWARDS.about(&iso8601(cx.now)))?;
            clock_moves::move_on(cx, ahead).map_err(refuse)
        }

        fn answer(&self, cx: &mut Cx<'_, '_>) -> Answer<Response> {
            Response::read(cx)
        }
    }

    fn refuse(error: Error) -> Stop {
        match error {
            Error::TooFar => TOO_FAR.into(),
            Error::Store(error) => error.into(),
        }
    }
}
