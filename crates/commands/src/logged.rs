//! A call as answers show it that come from the request log.

use wire::{Element, RefusalSpec};

/// Sent for what is no id of a call.
pub const BAD_CALL: RefusalSpec = RefusalSpec::new(2_011_920, "Parameter Id is Invalid");
pub const NO_SUCH_CALL: RefusalSpec = RefusalSpec::new(2_019_920, "There is no call of this Id");

/// A call of late. Moments are those of ISO 8601 in UTC.
#[derive(Element, Debug)]
pub struct Logged {
    #[attr]
    pub id: String,
    /// By the sandbox's clock, when it was answered.
    #[attr]
    pub time: String,
    /// By the machine's clock.
    #[attr]
    pub real_time: String,
    /// Where the connection came from.
    #[attr]
    pub address: String,
    #[attr]
    pub api_user: String,
    #[attr]
    pub user_name: String,
    #[attr]
    pub command: String,
    /// OK or ERROR.
    #[attr]
    pub status: String,
    /// Left out where the connection was cut.
    #[attr]
    pub http_status: Option<i64>,
    /// Number of the error.
    #[attr]
    pub number: Option<i64>,
    #[attr]
    pub words: Option<String>,
    #[attr]
    pub microseconds: i64,
    /// The fault that it met.
    #[attr]
    pub fault: Option<i64>,
}

#[cfg(feature = "server")]
mod server {
    use std::sync::Arc;

    use registrar::caller::Caller;
    use registrar::request_log::Call;
    use rules::calendar::iso8601;
    use wire::params::GLOBAL;
    use wire::spec::{CommandSpec, Field};

    use super::{BAD_CALL, Logged, NO_SUCH_CALL};
    use crate::handler::{Answer, Desk};

    /// The call of an id that the caller may see.
    pub fn call(desk: &Desk<'_>, caller: &Caller, id: &str) -> Answer<Arc<Call>> {
        let requests = &desk.controls.requests;
        Ok(requests.get(requests.view_of(caller), id.parse().map_err(|_| BAD_CALL)?).ok_or(NO_SUCH_CALL)?)
    }

    impl Logged {
        pub fn of(call: &Call) -> Self {
            let sent = |name: &str| call.param(name).unwrap_or_default().to_owned();
            Logged {
                id: call.id.to_string(),
                time: iso8601(call.world_time),
                real_time: iso8601(call.real_time),
                address: call.address.to_string(),
                api_user: sent("apiuser"),
                user_name: sent("username"),
                command: call.command.map_or_else(|| sent("command"), str::to_owned),
                status: if is_ok(call) { "OK" } else { "ERROR" }.to_owned(),
                http_status: call.http_status.map(i64::from),
                number: call.refused.as_ref().and_then(|refused| refused.number).map(i64::from),
                words: call.refused.as_ref().map(|refused| refused.words.clone()),
                microseconds: i64::try_from(call.duration.as_micros()).unwrap_or(i64::MAX),
                fault: call.fault,
            }
        }
    }

    /// Whether a call was answered with a document whose Status is OK.
    pub fn is_ok(call: &Call) -> bool {
        call.refused.is_none() && call.http_status.is_some()
    }

    /// The name of a parameter as its declaration spells it; the log has it in lower case.
    pub fn spelled(name: &str, declaration: Option<&CommandSpec>) -> String {
        if let Some(global) = GLOBAL.iter().find(|global| global.eq_ignore_ascii_case(name)) {
            return (*global).to_owned();
        }
        let fields = declaration.map_or(&[][..], |command| command.fields);
        fields.iter().find_map(|field| spelled_by(field, name)).unwrap_or_else(|| name.to_owned())
    }

    fn spelled_by(field: &Field, name: &str) -> Option<String> {
        let declared = field.declaration(name)?.name;
        Some(match field {
            Field::Block { prefix, .. } => format!("{prefix}{declared}"),
            // The number of a row is behind it.
            _ => format!("{declared}{}", name.get(declared.len()..).unwrap_or_default()),
        })
    }
}

#[cfg(feature = "server")]
pub use server::{call, is_ok, spelled};
