//! `namegate.sandbox.requests.get`: one call with its parameters.

use wire::{Body, Command, Element, refusals};

use crate::logged::{BAD_CALL, Logged, NO_SUCH_CALL};
use crate::sandbox::SUB_ACCOUNT;

/// A call of late with its parameters; what nobody may see is masked
#[derive(Command)]
#[command(name = "namegate.sandbox.requests.get", effect = Inspect, response = Response)]
pub struct Request {
    /// What the answer's header X-Namegate-Request said.
    #[param(max = 32, subject = 920)]
    pub id: String,
}

#[derive(Body, Debug)]
#[body(name = "SandboxRequestsGetResult")]
pub struct Response {
    #[child]
    pub request: Logged,
    #[child(name = "Parameter")]
    pub parameters: Vec<Parameter>,
    /// Parameters that are not kept, as there were too many.
    #[leaf]
    pub left_out: i64,
}

#[derive(Element, Debug)]
pub struct Parameter {
    #[attr]
    pub name: String,
    /// Long ones are cut off and end in `…`.
    #[attr]
    pub value: String,
}

refusals! {
    SUB_ACCOUNT;
    BAD_CALL;
    NO_SUCH_CALL;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;

    use super::*;
    use crate::handler::{Answer, Control, Desk};
    use crate::logged::{self, spelled};

    impl Control for Request {
        fn act(&self, desk: Desk<'_>, caller: &Caller) -> Answer<Response> {
            let call = logged::call(&desk, caller, &self.id)?;
            let declaration = desk.declared.of(&call);
            let shown = |(name, value): (&str, &str)| Parameter {
                name: spelled(name, declaration),
                value: value.to_owned(),
            };
            Ok(Response {
                request: Logged::of(&call),
                parameters: call.params.iter().map(shown).collect(),
                left_out: i64::try_from(call.params.left_out()).unwrap_or(i64::MAX),
            })
        }
    }
}
