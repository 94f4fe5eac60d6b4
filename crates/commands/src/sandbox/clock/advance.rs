//! `namegate.sandbox.clock.advance`: lets time pass in a sandbox.

use wire::{Command, refusals, words};

use crate::sandbox::SUB_ACCOUNT;

use super::get::Response;

words! {
    /// Where time can stop by itself.
    pub enum Stop {
        NextEvent = "next-event",
    }
}

/// Let time pass in the sandbox: days, hours and seconds together, or until something happens
#[derive(Command)]
#[command(name = "namegate.sandbox.clock.advance", effect = Advance, response = Response)]
pub struct Request {
    /// Days of 24 hours.
    #[param(least = 1, most = 365_000, subject = 902)]
    pub days: Option<i64>,
    /// Hours.
    #[param(least = 1, most = 8_760_000, subject = 903)]
    pub hours: Option<i64>,
    /// Seconds.
    #[param(least = 1, most = 31_536_000_000, subject = 904)]
    pub seconds: Option<i64>,
    /// Until a domain, a zone or a privacy subscription comes to an end of any kind; stands alone.
    #[param(subject = 905)]
    pub to: Option<Stop>,
}

refusals! {
    SUB_ACCOUNT;
    NOTHING = 2010902 "Days, Hours, Seconds or To=next-event is needed";
    MIXED = 2015905 "To stands without Days, Hours and Seconds";
    TOO_FAR = 2015902 "The clock goes no further than the year 2999";
    NO_EVENT = 2019905 "Nothing is going to happen by itself";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::clock_moves::{self, Error};
    use registrar::runner::Cx;
    use registrar::sweeps;
    use rules::calendar::DAY;

    use super::*;
    use crate::handler::{self, Advance, Answer};

    const HOUR: i64 = 3_600;

    impl Advance for Request {
        fn advance(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<()> {
            let seconds = match (self.span(), self.to) {
                (Some(span), None) => span,
                (None, Some(Stop::NextEvent)) => sweeps::next(cx)?.ok_or(NO_EVENT)?.saturating_sub(cx.now),
                (None, None) => return Err(NOTHING.into()),
                (Some(_), Some(_)) => return Err(MIXED.into()),
            };
            // Spans have a least of one, and what comes next is not in the past.
            clock_moves::move_on(cx, seconds.unsigned_abs()).map_err(refuse)
        }

        fn answer(&self, cx: &mut Cx<'_, '_>) -> Answer<Response> {
            Response::read(cx)
        }
    }

    impl Request {
        /// Seconds of the three spans together; `None` where none is given.
        fn span(&self) -> Option<i64> {
            let spans =
                [self.days.map(|days| days * DAY), self.hours.map(|hours| hours * HOUR), self.seconds];
            spans.into_iter().flatten().reduce(|sum, span| sum + span)
        }
    }

    fn refuse(error: Error) -> handler::Stop {
        match error {
            Error::TooFar => TOO_FAR.into(),
            Error::Store(error) => error.into(),
        }
    }
}
