//! `namegate.sandbox.faults.list`: the faults that calls may meet, and how often they did.

use wire::{Body, Command, Element, refusals};

use crate::sandbox::SUB_ACCOUNT;

/// Faults in the order in which they are asked, with their counts
#[derive(Command)]
#[command(name = "namegate.sandbox.faults.list", effect = Inspect, response = Response)]
pub struct Request {}

#[derive(Body, Debug)]
#[body(name = "SandboxFaultsListResult")]
pub struct Response {
    #[child(name = "Fault")]
    pub faults: Vec<Listed>,
}

/// A fault as it was asked for, and how it went.
#[derive(Element, Debug)]
pub struct Listed {
    #[attr]
    pub fault_id: i64,
    #[attr]
    pub kind: String,
    #[attr]
    pub of_command: Option<String>,
    #[attr]
    pub of_api_user: Option<String>,
    #[attr]
    pub calls: Option<i64>,
    #[attr]
    pub every: Option<i64>,
    #[attr]
    pub percent: Option<i64>,
    #[attr]
    pub seed: Option<i64>,
    #[attr]
    pub milliseconds: Option<i64>,
    #[attr]
    pub number: Option<i64>,
    #[attr]
    pub text: Option<String>,
    /// Calls that it was for.
    #[attr]
    pub seen: i64,
    /// Calls that it struck.
    #[attr]
    pub struck: i64,
    /// Calls that it will still strike; left out where there is no end.
    #[attr]
    pub left: Option<i64>,
}

refusals! {
    SUB_ACCOUNT;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::faults::{Added, Kind, Schedule};

    use super::*;
    use crate::handler::{Answer, Control, Desk};
    use crate::sandbox::faults::add::KindWord;

    impl Control for Request {
        fn act(&self, desk: Desk<'_>, _: &Caller) -> Answer<Response> {
            Ok(Response { faults: desk.controls.faults.all().into_iter().map(listed).collect() })
        }
    }

    fn listed(added: Added) -> Listed {
        let left = added.left().map(count);
        let Added { id, fault, seen, struck } = added;
        let (calls, every, percent, seed) = match fault.schedule {
            Schedule::Always => (None, None, None, None),
            Schedule::Calls(calls) => (Some(count(calls)), None, None, None),
            Schedule::Every(every) => (None, Some(count(every)), None, None),
            Schedule::Percent { share, seed } => (None, None, Some(count(share)), Some(count(seed))),
        };
        let kind = word(&fault.kind).word().to_owned();
        let (milliseconds, number, text) = match fault.kind {
            Kind::Latency(wait) => (i64::try_from(wait.as_millis()).ok(), None, None),
            Kind::Error { number, words } => (None, Some(i64::from(number)), Some(words)),
            _ => (None, None, None),
        };
        let (of_command, of_api_user) = (fault.command, fault.api_user);
        let (seen, struck) = (count(seen), count(struck));
        Listed {
            fault_id: id,
            kind,
            of_command,
            of_api_user,
            calls,
            every,
            percent,
            seed,
            milliseconds,
            number,
            text,
            seen,
            struck,
            left,
        }
    }

    fn word(kind: &Kind) -> KindWord {
        match kind {
            Kind::Latency(_) => KindWord::Latency,
            Kind::Error { .. } => KindWord::Error,
            Kind::Http405 => KindWord::Http405,
            Kind::Http500 => KindWord::Http500,
            Kind::Empty200 => KindWord::Empty200,
            Kind::Cut => KindWord::Cut,
            Kind::Lost => KindWord::Lost,
            Kind::Malformed => KindWord::Malformed,
        }
    }

    fn count(count: u64) -> i64 {
        i64::try_from(count).unwrap_or(i64::MAX)
    }
}
