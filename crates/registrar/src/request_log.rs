//! The log of calls: what was asked, what came of it, and which check refused. A ring in memory; texts are made when it
//! is read, not when it is written.

mod call;
mod id;
mod pairs;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use call::{Call, Check, Refused};
pub use id::RequestId;
pub use pairs::Pairs;

use crate::caller::Caller;

/// Calls kept at most; the oldest goes first.
pub const MOST_CALLS: usize = 10_000;
/// Octets kept at most, roughly: calls with many parameters push out more than one.
const MOST_OCTETS: usize = 64 * 1_048_576;

/// The calls of late.
#[derive(Default)]
pub struct RequestLog {
    kept: Mutex<Kept>,
    /// The user name of the account that sees the calls of all.
    overseer: Option<String>,
}

#[derive(Default)]
struct Kept {
    /// The newest last, each with what it takes in memory.
    calls: VecDeque<(Arc<Call>, usize)>,
    octets: usize,
}

/// Whose calls are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View<'a> {
    Everything,
    /// Those that named this ApiUser.
    Of(&'a str),
}

/// A page of calls, the newest first, and how many there are on all pages.
pub struct Page {
    pub calls: Vec<Arc<Call>>,
    pub total: usize,
}

impl RequestLog {
    /// A log of which one account sees everything.
    pub fn overseen_by(user_name: &str) -> Self {
        RequestLog { overseer: Some(user_name.to_owned()), ..RequestLog::default() }
    }

    /// Adds a call, which may push out older ones.
    pub fn add(&self, call: Call) {
        let call = Arc::new(call);
        let octets = call.octets();
        // Each call pushes out one when the log is full, and that is let go once the lock is.
        let mut oldest = None;
        let mut kept = self.kept();
        kept.octets += octets;
        kept.calls.push_back((call, octets));
        while kept.calls.len() > MOST_CALLS || kept.octets > MOST_OCTETS {
            oldest = kept.calls.pop_front();
            kept.octets -= oldest.as_ref().map_or(0, |(_, octets)| *octets);
        }
        drop(kept);
        drop(oldest);
    }

    /// What a caller sees: calls that named the caller's own ApiUser, or everything.
    pub fn view_of<'a>(&self, caller: &'a Caller) -> View<'a> {
        let name = caller.api_user.user_name.as_str();
        match &self.overseer {
            Some(overseer) if overseer.eq_ignore_ascii_case(name) => View::Everything,
            _ => View::Of(name),
        }
    }

    /// The call of an id, if it is in view.
    pub fn get(&self, view: View<'_>, id: RequestId) -> Option<Arc<Call>> {
        let found = self.kept().calls.iter().rev().map(|(call, _)| call).find(|call| call.id == id).cloned();
        found.filter(|call| view.shows(call))
    }

    /// A page of the calls in view that `is_wanted`; pages count from 0.
    pub fn page(
        &self,
        view: View<'_>,
        is_wanted: impl Fn(&Call) -> bool,
        (page, size): (usize, usize),
    ) -> Page {
        // Looked through outside the lock, for which every call waits.
        let calls: Vec<Arc<Call>> = self.kept().calls.iter().map(|(call, _)| Arc::clone(call)).collect();
        let wanted = calls.into_iter().rev().filter(|call| view.shows(call) && is_wanted(call));
        let first = page.saturating_mul(size);
        let mut page = Page { calls: Vec::new(), total: 0 };
        for call in wanted {
            if page.total >= first && page.calls.len() < size {
                page.calls.push(call);
            }
            page.total += 1;
        }
        page
    }

    /// Forgets every call.
    pub fn clear(&self) {
        let forgotten = std::mem::take(&mut *self.kept());
        drop(forgotten);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Nothing panics under this lock.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl View<'_> {
    fn shows(self, call: &Call) -> bool {
        match self {
            View::Everything => true,
            View::Of(name) => call.param("apiuser").is_some_and(|named| named.eq_ignore_ascii_case(name)),
        }
    }
}

#[cfg(test)]
mod tests;
