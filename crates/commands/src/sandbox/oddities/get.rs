//! `namegate.sandbox.oddities.get`: which oddities of the real service a sandbox has.

use wire::{Body, Command, Element, refusals};

use crate::sandbox::SUB_ACCOUNT;

/// Every oddity of the real service that can be switched on, and whether it is
#[derive(Command)]
#[command(name = "namegate.sandbox.oddities.get", effect = Read, response = Response)]
pub struct Request {}

#[derive(Body, Debug)]
#[body(name = "SandboxOdditiesResult")]
pub struct Response {
    #[child(name = "Oddity")]
    pub oddities: Vec<Listed>,
}

/// An oddity, by the name of its parameter in `namegate.sandbox.oddities.set`.
#[derive(Element, Debug)]
pub struct Listed {
    #[attr]
    pub name: String,
    #[attr]
    pub is_on: bool,
    /// Of a delay that is on.
    #[attr]
    pub seconds: Option<i64>,
    /// What the real service does, or was seen to do.
    #[attr]
    pub imitates: String,
}

refusals! {
    SUB_ACCOUNT;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::oddities;
    use registrar::oddities::in_force::Oddities;
    use registrar::runner::Cx;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            Response::read(cx)
        }
    }

    impl Response {
        pub(crate) fn read(cx: &mut Cx<'_, '_>) -> Answer<Response> {
            let Oddities { rows, hides_forwards, delay } = oddities::kept(cx)?;
            let listed = |name: &str, is_on, imitates: &str| Listed {
                name: name.to_owned(),
                is_on,
                seconds: None,
                imitates: imitates.to_owned(),
            };
            let delayed = listed("PropagationDelay", delay > 0, "The name server answers a change late");
            Ok(Response {
                oddities: vec![
                    listed(
                        "FoldedMx",
                        rows.folds_mx,
                        "setHosts keeps one of two MX records that differ in their preference alone",
                    ),
                    listed(
                        "OldValues",
                        rows.keeps_old_values,
                        "setHosts says success and changes neither a preference nor the flags of a CAA record",
                    ),
                    listed(
                        "ClearedDdns",
                        rows.clears_ddns,
                        "setHosts switches dynamic DNS off for every record",
                    ),
                    listed(
                        "UnreadForwards",
                        hides_forwards,
                        "getEmailForwarding never tells what setEmailForwarding accepted",
                    ),
                    Listed { seconds: Some(delay).filter(|delay| *delay > 0), ..delayed },
                ],
            })
        }
    }
}
