//! `namegate.sandbox.availability.remove`: the registry of a sandbox says again what it would say by itself.

use wire::{Body, Command, refusals};

use crate::sandbox::SUB_ACCOUNT;

/// Take back what the registry was asked to say
#[derive(Command)]
#[command(name = "namegate.sandbox.availability.remove", effect = Write, response = Response)]
pub struct Request {
    /// As it was set.
    #[param(max = 253, subject = 941)]
    pub pattern: String,
}

#[derive(Body, Debug)]
#[body(name = "SandboxAvailabilityRemoveResult")]
pub struct Response {
    #[attr]
    pub pattern: String,
    #[attr]
    pub is_success: bool,
}

refusals! {
    SUB_ACCOUNT;
    NOT_SET = 2019941 "Nothing was set for {}";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::named_answers;
    use registrar::runner::Cx;
    use rules::name_pattern::NamePattern;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            match NamePattern::parse(&self.pattern) {
                Some(pattern) if named_answers::remove(cx, &pattern)? => {
                    Ok(Response { pattern: pattern.to_string(), is_success: true })
                }
                _ => Err(NOT_SET.about(&self.pattern).into()),
            }
        }
    }
}
