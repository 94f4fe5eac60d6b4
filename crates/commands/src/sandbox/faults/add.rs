//! `namegate.sandbox.faults.add`: has calls of the sandbox fail.

use wire::{Body, Command, refusals, words};

use crate::sandbox::SUB_ACCOUNT;

words! {
    /// What a call meets.
    pub enum KindWord {
        Latency = "latency",
        Error = "error",
        Http405 = "http405",
        Http500 = "http500",
        Empty200 = "empty200",
        Cut = "cut",
        Lost = "lost",
        Malformed = "malformed",
    }
}

/// Have calls fail: late, refused, with an HTTP status, without an answer
#[derive(Command)]
#[command(name = "namegate.sandbox.faults.add", effect = Control, response = Response)]
pub struct Request {
    /// Latency and lost let the work be done; all others strike before anything is.
    #[param(subject = 910)]
    pub kind: KindWord,
    /// Only calls of this command, or of those whose names begin with it up to a dot: namecheap.domains.
    #[param(max = 80, subject = 911)]
    pub of_command: Option<String>,
    /// Only calls that name this ApiUser.
    #[param(max = 20, subject = 912)]
    pub of_api_user: Option<String>,
    /// Only the next so many calls.
    #[param(least = 1, most = 1_000_000, subject = 913)]
    pub calls: Option<i64>,
    /// Only every n-th call: with 3 the third, the sixth and so on.
    #[param(least = 1, most = 1_000_000, subject = 914)]
    pub every: Option<i64>,
    /// Only so many calls of a hundred, scattered in the same way every time.
    #[param(least = 1, most = 100, subject = 915)]
    pub percent: Option<i64>,
    /// Scatters in another way; stands with Percent.
    #[param(least = 0, most = 2147483647, subject = 916)]
    pub seed: Option<i64>,
    /// How much longer a call takes; needed with Kind=latency.
    #[param(least = 1, most = 600_000, subject = 917)]
    pub milliseconds: Option<i64>,
    /// The error number; needed with Kind=error.
    #[param(least = 1, most = 99_999_999, subject = 918)]
    pub number: Option<i64>,
    /// The words of the error; those of a command that declares the number when left out.
    #[param(max = 500, subject = 919)]
    pub text: Option<String>,
}

#[derive(Body, Debug)]
#[body(name = "SandboxFaultsAddResult")]
pub struct Response {
    #[attr]
    pub fault_id: i64,
}

refusals! {
    SUB_ACCOUNT;
    NO_COMMAND = 2011911 "Parameter OfCommand is Invalid";
    MIXED = 2015913 "Calls, Every and Percent do not stand together";
    STRAY = 2015910 "Parameter {} has no meaning here";
    NO_MILLISECONDS = 2010917 "Parameter Milliseconds is Missing";
    NO_NUMBER = 2010918 "Parameter Number is Missing";
    NO_TEXT = 2010919 "Parameter Text is Missing";
    TOO_MANY = 2016910 "There are as many faults as there may be";
}

#[cfg(feature = "server")]
mod server {
    use std::time::Duration;

    use registrar::caller::Caller;
    use registrar::faults::{Fault, Kind, Schedule, TooMany};
    use wire::Refusal;

    use super::*;
    use crate::declared::{Declared, is_own};
    use crate::handler::{Answer, Control, Desk};

    impl Control for Request {
        fn act(&self, desk: Desk<'_>, _: &Caller) -> Answer<Response> {
            let fault_id =
                desk.controls.faults.add(self.fault(desk.declared)?).map_err(|TooMany| TOO_MANY)?;
            Ok(Response { fault_id })
        }
    }

    impl Request {
        fn fault(&self, declared: Declared) -> Result<Fault, Refusal> {
            let (command, api_user) = (self.of_command.clone(), self.of_api_user.clone());
            let schedule = self.schedule()?;
            let fault = Fault { kind: Kind::Cut, schedule, command, api_user };
            if !declared.iter().any(|spec| !is_own(spec) && fault.is_of(spec.name)) {
                return Err(NO_COMMAND.into());
            }
            Ok(Fault { kind: self.kind(&fault, declared)?, ..fault })
        }

        fn schedule(&self) -> Result<Schedule, Refusal> {
            if self.seed.is_some() && self.percent.is_none() {
                return Err(STRAY.about("Seed"));
            }
            match (self.calls, self.every, self.percent) {
                (None, None, None) => Ok(Schedule::Always),
                (Some(calls), None, None) => Ok(Schedule::Calls(calls.unsigned_abs())),
                (None, Some(every), None) => Ok(Schedule::Every(every.unsigned_abs())),
                (None, None, Some(share)) => {
                    let seed = self.seed.unwrap_or_default().unsigned_abs();
                    Ok(Schedule::Percent { share: share.unsigned_abs(), seed })
                }
                _ => Err(MIXED.into()),
            }
        }

        fn kind(&self, fault: &Fault, declared: Declared) -> Result<Kind, Refusal> {
            let of_error = self.number.map(|_| "Number").or(self.text.as_ref().map(|_| "Text"));
            let of_latency = self.milliseconds.map(|_| "Milliseconds");
            let stray = match self.kind {
                KindWord::Latency => of_error,
                KindWord::Error => of_latency,
                _ => of_error.or(of_latency),
            };
            if let Some(name) = stray {
                return Err(STRAY.about(name));
            }
            Ok(match self.kind {
                KindWord::Latency => {
                    let milliseconds = self.milliseconds.ok_or(NO_MILLISECONDS)?;
                    Kind::Latency(Duration::from_millis(milliseconds.unsigned_abs()))
                }
                KindWord::Error => self.error(fault, declared)?,
                KindWord::Http405 => Kind::Http405,
                KindWord::Http500 => Kind::Http500,
                KindWord::Empty200 => Kind::Empty200,
                KindWord::Cut => Kind::Cut,
                KindWord::Lost => Kind::Lost,
                KindWord::Malformed => Kind::Malformed,
            })
        }

        fn error(&self, fault: &Fault, declared: Declared) -> Result<Kind, Refusal> {
            let number = self.number.and_then(|number| u32::try_from(number).ok()).ok_or(NO_NUMBER)?;
            let words = self.text.clone().or_else(|| words(declared, fault, number).map(str::to_owned));
            Ok(Kind::Error { number, words: words.ok_or(NO_TEXT)? })
        }
    }

    /// The words of a number, as a command declares them that the fault is for; words that name what they are about do
    /// not stand alone.
    fn words(declared: Declared, fault: &Fault, number: u32) -> Option<&'static str> {
        let of_commands = declared.0.iter().filter(|command| fault.is_of(command.spec.name));
        let mut refusals =
            of_commands.flat_map(|command| command.spec.refusals.iter().chain([&command.fault]));
        refusals
            .find(|refusal| refusal.number == number && !refusal.words.contains("{}"))
            .map(|refusal| refusal.words)
    }
}
