//! What a process holds in memory beside its store: the log of calls, the faults that were asked for, the calls that did so
//! under an idempotency key, and the oddities that are in force. A restart reads the last and forgets the others; several
//! processes over one store have their own.

use crate::faults::Faults;
use crate::idempotency::in_memory::Answered;
use crate::oddities::in_force::InForce;
use crate::request_log::RequestLog;

/// What a process holds in memory.
#[derive(Default)]
pub struct Controls {
    pub requests: RequestLog,
    pub faults: Faults,
    pub oddities: InForce,
    /// Calls under an idempotency key that changed what is held here.
    pub answered: Answered,
}

impl Controls {
    /// Those of a server where one account sees the calls of all.
    pub fn overseen_by(user_name: &str) -> Self {
        Controls { requests: RequestLog::overseen_by(user_name), ..Controls::default() }
    }

    /// Forgets calls and faults.
    pub fn clear(&self) {
        self.requests.clear();
        self.faults.clear();
        self.answered.clear();
    }
}
