//! A call as the log keeps it.

use std::net::IpAddr;
use std::time::Duration;

use rules::key_policy::Denied;
use store::AccountState;

use super::{Pairs, RequestId};

/// A call that was answered, or cut off.
#[derive(Clone, Debug)]
pub struct Call {
    pub id: RequestId,
    /// Unix seconds, when it was answered.
    pub world_time: i64,
    /// Unix seconds of the machine.
    pub real_time: i64,
    /// Where the connection came from.
    pub address: IpAddr,
    /// The values of secrets are masked. Not all, where there were many.
    pub params: Pairs,
    /// The declared command that was named; `None` where none was.
    pub command: Option<&'static str>,
    /// `None` where the connection was cut.
    pub http_status: Option<u16>,
    pub duration: Duration,
    /// `None` for an answer that is no refusal.
    pub refused: Option<Box<Refused>>,
    /// The fault that the call met.
    pub fault: Option<i64>,
}

/// How a call was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// `None` where the answer was no document.
    pub number: Option<u32>,
    pub words: String,
    pub check: Check,
}

/// Which check refused a call, and what it saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// A parameter has no value, or one that its declaration does not allow.
    Parameter { name: String, fault: &'static str },
    /// The body is too large, too late or broken off; no parameter was read.
    Body,
    /// The request has an Authorization header.
    OtherScheme,
    /// More calls than so many within so many seconds; `None` where too many keys are counted to count another.
    RateLimit { budget: Option<(u32, i64)> },
    /// More wrong keys than so many within so many seconds.
    WrongKeys { most: u32, seconds: i64 },
    /// No account of this name has this key, which has so many characters.
    Key { characters: usize },
    /// The key asks for the address of the caller as ClientIp, and another was sent.
    ClientIpOfAnother,
    /// The key has expired, was not used for too long, or was rotated and is no longer good.
    KeyOver,
    /// The key does not reach so far.
    Scope(Box<Denied>),
    /// The state of the account that ApiUser names.
    State(AccountState),
    /// The address is none of these networks, which blanks separate.
    AllowList { allowed: String },
    /// The operator keeps the address out.
    DeniedAddress,
    /// The operator keeps the value of ClientIp out.
    DeniedClientIp,
    /// UserName names no account.
    UserUnknown,
    /// UserName names an account that was not opened under that of ApiUser.
    UserOfAnother,
    /// UserName names an account that is not active.
    UserLocked,
    /// There is no such command here.
    CommandUnknown,
    /// What the command does is not allowed, or the store failed under it.
    Command,
    /// The store failed before the caller was known.
    Store,
    /// The fault that the call met.
    Fault,
}

impl Call {
    /// The value of a parameter, by its name in lower case. An empty value counts as none.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.get(name).filter(|value| !value.is_empty())
    }

    /// What it takes in memory, roughly.
    pub(super) fn octets(&self) -> usize {
        std::mem::size_of::<Self>() + self.params.octets()
    }
}
