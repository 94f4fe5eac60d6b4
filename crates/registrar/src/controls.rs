//! What a process holds in memory beside its store: the log of calls, and the faults that were asked for. A restart
//! forgets both; several processes over one store have their own.

use crate::faults::Faults;
use crate::request_log::RequestLog;

/// What a process holds in memory.
#[derive(Default)]
pub struct Controls {
    pub requests: RequestLog,
    pub faults: Faults,
}

impl Controls {
    /// Those of a server where one account sees the calls of all.
    pub fn overseen_by(user_name: &str) -> Self {
        Controls { requests: RequestLog::overseen_by(user_name), faults: Faults::default() }
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.requests.clear();
        self.faults.clear();
    }
}
