//! `namegate.explain`: why a call was refused.

#[cfg(feature = "server")]
mod nearest;
#[cfg(feature = "server")]
mod parameters;
#[cfg(feature = "server")]
mod why;

use wire::{Body, Command, Element, refusals};

use crate::logged::{BAD_CALL, Logged, NO_SUCH_CALL};

/// Why a call ended as it did: the check that refused it, what that saw, and what would have passed
#[derive(Command)]
#[command(name = "namegate.explain", effect = Inspect, response = Response)]
pub struct Request {
    /// What the answer's header X-Namegate-Request said. Only calls that named the caller's own ApiUser are found, and in
    /// a sandbox all of them by its first account.
    #[param(max = 32, subject = 920)]
    pub id: String,
}

#[derive(Body, Debug)]
#[body(name = "ExplainResult")]
pub struct Response {
    /// The check that refused; left out for a call that was not refused.
    #[attr]
    pub check: Option<String>,
    #[child]
    pub request: Logged,
    #[leaf]
    pub reason: String,
    /// What the check saw.
    #[leaf]
    pub seen: Option<String>,
    /// Where the rule stands.
    #[leaf]
    pub source: Option<String>,
    #[child]
    pub rule: Option<Rule>,
    /// What would have come nearer, or passed.
    #[leaf(name = "Try")]
    pub tries: Vec<String>,
}

/// What the declaration says of the parameter.
#[derive(Element, Debug)]
pub struct Rule {
    #[attr]
    pub name: String,
    #[attr]
    pub required: bool,
    #[attr]
    pub most_characters: Option<i64>,
    #[attr]
    pub least: Option<i64>,
    #[attr]
    pub greatest: Option<i64>,
    #[attr]
    pub default: Option<String>,
    #[attr]
    pub meaning: Option<String>,
    /// The words that are allowed, in any letter case.
    #[leaf(name = "Word")]
    pub words: Vec<String>,
}

refusals! {
    BAD_CALL;
    NO_SUCH_CALL;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;

    use super::why::Why;
    use super::*;
    use crate::handler::{Answer, Control, Desk};
    use crate::logged;

    impl Control for Request {
        fn act(&self, desk: Desk<'_>, caller: &Caller) -> Answer<Response> {
            let call = logged::call(&desk, caller, &self.id)?;
            let Why { check, reason, seen, source, rule, tries } = Why::of(&call, desk.declared);
            let check = check.map(str::to_owned);
            Ok(Response { check, request: Logged::of(&call), reason, seen, source, rule, tries })
        }
    }
}
