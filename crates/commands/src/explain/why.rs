//! The reason of a refusal in words, from what the check noted.

use registrar::request_log::{Call, Check, Refused};
use store::AccountState;
use wire::scalar::Fault;
use wire::spec::{CommandSpec, ParamSpec};

use super::Rule;
use super::nearest::nearest;
use super::parameters::{meant, rule, spec_of};
use crate::declared::Declared;
use crate::logged::spelled;

/// Keys have at most as many characters (gate.md section 1).
const MOST_KEY: usize = 50;
const PAGE: &str = "docs/commands.md";

/// Why a call ended as it did.
#[derive(Default)]
pub struct Why {
    /// The word for the check that refused.
    pub check: Option<&'static str>,
    pub reason: String,
    pub seen: Option<String>,
    pub source: Option<String>,
    pub rule: Option<Rule>,
    pub tries: Vec<String>,
}

impl Why {
    pub fn of(call: &Call, declared: Declared) -> Why {
        match &call.refused {
            Some(refused) => refusal(call, refused, declared),
            None => not_refused(call, declared.of(call)),
        }
    }

    fn by(check: &'static str, reason: impl Into<String>) -> Why {
        Why { check: Some(check), reason: reason.into(), ..Why::default() }
    }

    fn saw(self, seen: impl Into<String>) -> Why {
        Why { seen: Some(seen.into()), ..self }
    }

    fn source(self, source: impl Into<String>) -> Why {
        Why { source: Some(source.into()), ..self }
    }

    fn tries(mut self, what: impl IntoIterator<Item = String>) -> Why {
        self.tries.extend(what);
        self
    }
}

fn not_refused(call: &Call, command: Option<&'static CommandSpec>) -> Why {
    let fault = call.fault.map(|id| format!(" It met fault {id}."));
    let reason = match call.http_status {
        Some(_) => "The call was not refused.",
        None => "The call did what it asked for, and the connection was cut in the place of the answer.",
    };
    let reason = format!("{reason}{}", fault.unwrap_or_default());
    Why { reason, ..Why::default() }.tries(misspelt(call, command))
}

fn refusal(call: &Call, refused: &Refused, declared: Declared) -> Why {
    let sent = |name: &str| call.param(name).unwrap_or_default().to_owned();
    let settings = |what: &str| format!("the settings file: {what}");
    match &refused.check {
        Check::Parameter { name, fault } => parameter(call, declared.of(call), (name, fault)),
        Check::Command => by_the_command(call, declared.of(call), refused),
        Check::CommandUnknown => unknown_command(&sent("command"), declared),
        Check::AllowList { allowed } => not_allowed(call, allowed),
        Check::Key { characters } => wrong_key(call, *characters),
        Check::Body => {
            Why::by("body", "The body was too large, came too slowly or broke off, and no parameter was read.")
                .saw(refused.words.clone())
                .source("at most 1,048,576 octets, within a minute")
        }
        Check::OtherScheme => Why::by(
            "authorization-header",
            "The request has an Authorization header. The API knows no other key than the parameter ApiKey.",
        )
        .tries(["Leave the header Authorization out.".to_owned()]),
        Check::RateLimit { budget } => over_limit(*budget),
        Check::WrongKeys { most, seconds } => Why::by(
            "wrong-keys",
            format!(
                "{most} wrong keys came for this ApiUser from this address within {seconds} seconds. The pair is \
                 locked for as long, for the right key too."
            ),
        )
        .saw(format!("{} from {}", sent("apiuser"), call.address))
        .source(settings("wrong_keys in [gate]")),
        Check::State(state) => of_state(*state).saw(sent("apiuser")).source(settings("state of the account")),
        Check::DeniedAddress => Why::by("denied-address", "The operator keeps this address out, whatever the key.")
            .saw(call.address.to_string())
            .source(settings("deny_address in [gate]")),
        Check::DeniedClientIp => {
            Why::by("denied-client-ip", "The operator keeps this value of ClientIp out, whatever the key.")
                .saw(sent("clientip"))
                .source(settings("deny_client_ip in [gate]"))
        }
        Check::ClientIpOfAnother => Why::by(
            "client-ip",
            format!("The key asks that ClientIp is the address of the caller, which is {}.", call.address),
        )
        .saw(sent("clientip"))
        .source("the policy of the key: namegate.keys.list"),
        Check::KeyOver => Why::by(
            "key",
            "The key was right once. It has expired, was not used for as long as it may be, or was rotated.",
        )
        .source("namegate.keys.list")
        .tries(["namegate.keys.create".to_owned()]),
        Check::Scope(denied) => Why::by("scope", denied.to_string())
            .source("the policy of the key: namegate.keys.list")
            .tries(["Use a key that may do this: namegate.keys.create.".to_owned()]),
        Check::UserUnknown => Why::by("user-name", "UserName names no account.").saw(sent("username")),
        Check::UserOfAnother => {
            let reason = "UserName names an account that was not opened under that of ApiUser.";
            Why::by("user-name", reason).saw(sent("username"))
        }
        Check::UserLocked => Why::by("user-name", "UserName names an account that is locked.")
            .saw(sent("username"))
            .source(settings("state of the account")),
        Check::Store => Why::by("store", "The store could not be read when the caller was looked at."),
        Check::Fault => of_fault(call),
    }
}

fn of_fault(call: &Call) -> Why {
    let id = call.fault.unwrap_or_default();
    Why::by("fault", "A fault that was asked for struck the call, and nothing was done.")
        .saw(format!("fault {id}"))
        .source("namegate.sandbox.faults.list")
        .tries([format!("namegate.sandbox.faults.remove FaultId={id}")])
}

fn parameter(call: &Call, command: Option<&'static CommandSpec>, (name, fault): (&str, &str)) -> Why {
    let value = call.param(&name.to_ascii_lowercase()).filter(|value| !value.trim().is_empty());
    let seen = value.map_or_else(|| "nothing".to_owned(), str::to_owned);
    let declared = command.and_then(|command| Some((command, spec_of(command, name)?)));
    let Some((of, spec)) = declared else {
        let reason = match fault {
            _ if fault == Fault::Missing.word() => format!("Every call has to carry {name}."),
            _ => format!("{name} has to be an IPv4 address."),
        };
        return Why::by("parameter", reason).saw(seen).source(format!("{PAGE}, how a call looks"));
    };
    let reason = broken_rule(name, spec, fault, value);
    let nearest_word = value.and_then(|value| nearest(value, spec.words.iter().copied()));
    let word = nearest_word.map(|word| format!("{name}={word}"));
    let why = Why::by("parameter", reason)
        .saw(seen)
        .source(format!("{PAGE}, parameters of {}", of.name))
        .tries(word)
        .tries(misspelt(call, command));
    Why { rule: Some(rule(name, spec)), ..why }
}

fn broken_rule(name: &str, spec: &ParamSpec, fault: &str, value: Option<&str>) -> String {
    let count = value.map_or(0, |value| value.chars().count());
    match (fault, spec) {
        _ if fault == Fault::Missing.word() => {
            format!("{name} has to be sent, and an empty value counts as none.")
        }
        (_, ParamSpec { max: Some(max), secret: false, .. }) if fault == Fault::TooLong.word() => {
            format!("{name} may have {max} characters, and has {count} or more.")
        }
        (_, ParamSpec { max: Some(max), .. }) if fault == Fault::TooLong.word() => {
            format!("{name} may have {max} characters, and has more.")
        }
        (_, ParamSpec { range: Some((least, greatest)), .. }) if fault == Fault::OutOfRange.word() => {
            format!("{name} has to be from {least} to {greatest}.")
        }
        (_, ParamSpec { words: [_, ..], .. }) => {
            format!("{name} has to be one of {}.", spec.words.join(", "))
        }
        (_, ParamSpec { range: Some(_), .. }) => format!("{name} has to be a whole number."),
        _ => format!("{name} is not of its form."),
    }
}

/// The command read its parameters and then refused; its words may name the one it is about.
fn by_the_command(call: &Call, command: Option<&'static CommandSpec>, refused: &Refused) -> Why {
    let Some(of) = command else { return Why::by("command", refused.words.clone()) };
    let named = refused.words.split(|c: char| !c.is_ascii_alphanumeric());
    let about = named.filter(|word| !word.is_empty()).find_map(|word| Some((word, spec_of(of, word)?)));
    let seen = about.and_then(|(name, _)| call.param(&name.to_ascii_lowercase())).map(str::to_owned);
    let reason =
        "The caller was let in and every parameter fits its declaration. The command itself refused.";
    let why = Why::by("command", reason)
        .source(format!("{PAGE}, refusals of {}", of.name))
        .tries(misspelt(call, command));
    Why { seen, rule: about.map(|(name, spec)| rule(&spelled(name, command), spec)), ..why }
}

/// Parameters that the command ignored, and what they may have been meant to be.
fn misspelt(call: &Call, command: Option<&'static CommandSpec>) -> Vec<String> {
    let meant = command.map(|command| meant(call, command)).unwrap_or_default();
    meant
        .into_iter()
        .map(|(sent, meant)| format!("{meant}, in the place of {sent}, which is ignored"))
        .collect()
}

fn unknown_command(sent: &str, declared: Declared) -> Why {
    let sent = sent.trim();
    let why = |reason: &str| Why::by("command-name", reason).saw(sent).source(PAGE);
    if declared.find(sent).is_some() {
        return why("Only a sandbox has this command.");
    }
    let near = nearest(sent, declared.iter().map(|spec| spec.name));
    why("There is no command of this name.").tries(near.map(|name| format!("Command={name}")))
}

fn wrong_key(call: &Call, characters: usize) -> Why {
    let user = call.param("apiuser").unwrap_or_default();
    let long = (characters > MOST_KEY).then(|| format!("A key has at most {MOST_KEY} characters."));
    let mail =
        user.contains('@').then(|| "ApiUser is the name of the account, not an e-mail address.".to_owned());
    Why::by("key", "No account of the name in ApiUser has this key. One answer stands for an unknown name and a wrong key.")
        .saw(format!("{user} with a key of {characters} characters"))
        .tries(long.into_iter().chain(mail))
}

fn not_allowed(call: &Call, allowed: &str) -> Why {
    let list = match allowed.split_whitespace().collect::<Vec<_>>().join(", ") {
        list if list.is_empty() => "from nowhere".to_owned(),
        list => format!("only from {list}"),
    };
    let address = call.address;
    let bits = if address.is_ipv4() { 32 } else { 128 };
    Why::by(
        "allow-list",
        format!("The key is right, and calls with it may come {list}. ClientIp does not matter."),
    )
    .saw(address.to_string())
    .source("the allow-list: namegate.allow.list, allow in the settings file, --allow for the sandbox's own")
    .tries([format!("Add {address}/{bits} to the list.")])
}

fn over_limit(budget: Option<(u32, i64)>) -> Why {
    let reason = match budget {
        Some((calls, seconds)) => {
            format!(
                "The key may make {calls} calls in {seconds} seconds, and made more. Refused calls count too."
            )
        }
        None => "As many keys are counted as can be, and this one is not among them.".to_owned(),
    };
    Why::by("rate-limit", reason).source("the settings file: [rate_limit]")
}

fn of_state(state: AccountState) -> Why {
    Why::by(
        "account-state",
        match state {
            AccountState::OtherAuthentication => "The account is not called by a key.",
            AccountState::Locked => "The account is locked.",
            AccountState::PaymentsDeclined => "Too many payments of the account were declined.",
            AccountState::Active => "The account is active.",
        },
    )
}
