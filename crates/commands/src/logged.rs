//! A call as answers show it that come from the request log.

use wire::Element;

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
    use registrar::request_log::Call;
    use rules::calendar::iso8601;
    use wire::params::GLOBAL;
    use wire::spec::{CommandSpec, Field};

    use super::Logged;

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
pub use server::{is_ok, spelled};
