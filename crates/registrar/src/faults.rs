//! Faults that were asked for: a program that uses the API is tested by what it does when the service fails. Each strikes
//! some calls of some commands, by a count of its own, so that a test meets the same calls every time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::command_group::is_within;

/// Faults kept at most, those that are used up among them.
pub const MOST_FAULTS: usize = 100;

/// What a call meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It takes so much longer, and is then answered as ever.
    Latency(Duration),
    /// It is refused with this number and these words.
    Error { number: u32, words: String },
    /// HTTP status 405, as when there are too many calls.
    Http405,
    /// HTTP status 500.
    Http500,
    /// HTTP status 200 and no body.
    Empty200,
    /// The connection is cut before anything is done.
    Cut,
    /// What was asked is done, and the connection is cut in the place of the answer.
    Lost,
    /// The answer is no well-formed XML.
    Malformed,
}

/// Which of the calls that a fault is for it strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    Always,
    /// The next so many.
    Calls(u64),
    /// Every n-th: with 3 the third, the sixth and so on.
    Every(u64),
    /// So many in a hundred, scattered; the seed chooses which.
    Percent {
        share: u64,
        seed: u64,
    },
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: Kind,
    pub schedule: Schedule,
    /// A command, or the beginning of its name up to a dot: `namecheap.domains`. `None`: every command.
    pub command: Option<String>,
    /// Only calls that name this ApiUser.
    pub api_user: Option<String>,
}

/// A fault that was asked for, and how it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    pub id: i64,
    pub fault: Fault,
    /// Calls that it was for.
    pub seen: u64,
    /// Calls that it struck.
    pub struck: u64,
}

/// What a call meets: a wait, and then an end of another kind than its own answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struck {
    /// Of the fault that decides the answer, else of the first that makes it late.
    pub id: i64,
    pub wait: Duration,
    /// Anything but latency.
    pub instead: Option<Kind>,
}

/// The faults in force.
#[derive(Default)]
pub struct Faults {
    /// How many may still strike. With none a call pays for this look and nothing else.
    live: AtomicUsize,
    list: Mutex<List>,
}

#[derive(Default)]
struct List {
    added: Vec<Added>,
    last_id: i64,
}

/// There are as many faults as there may be.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("too many faults")]
pub struct TooMany;

impl Faults {
    /// Adds a fault behind the others; its id.
    pub fn add(&self, fault: Fault) -> Result<i64, TooMany> {
        let mut list = self.list();
        if list.added.len() >= MOST_FAULTS {
            return Err(TooMany);
        }
        list.last_id += 1;
        let id = list.last_id;
        list.added.push(Added { id, fault, seen: 0, struck: 0 });
        self.look(&list);
        Ok(id)
    }

    /// Every fault in its order.
    pub fn all(&self) -> Vec<Added> {
        self.list().added.clone()
    }

    /// Takes a fault away; whether it was there.
    pub fn remove(&self, id: i64) -> bool {
        let mut list = self.list();
        let before = list.added.len();
        list.added.retain(|added| added.id != id);
        self.look(&list);
        list.added.len() < before
    }

    /// Takes every fault away; how many there were.
    pub fn clear(&self) -> usize {
        let mut list = self.list();
        let gone = std::mem::take(&mut list.added);
        self.look(&list);
        gone.len()
    }

    /// What a call meets, if anything. Faults are asked in their order: latencies add up, and the first of another kind
    /// that strikes decides the answer; those behind it do not count the call.
    pub fn strike(&self, command: &str, api_user: &str) -> Option<Struck> {
        if self.live.load(Ordering::Acquire) == 0 {
            return None;
        }
        let mut list = self.list();
        let mut met: Option<Struck> = None;
        for added in &mut list.added {
            if met.as_ref().is_some_and(|met| met.instead.is_some()) {
                break;
            }
            if added.fault.is_for(command, api_user) && added.strikes() {
                let struck = met.get_or_insert(Struck { id: added.id, wait: Duration::ZERO, instead: None });
                match &added.fault.kind {
                    Kind::Latency(wait) => struck.wait += *wait,
                    other => (struck.id, struck.instead) = (added.id, Some(other.clone())),
                }
            }
        }
        self.look(&list);
        met
    }

    /// Counts what may still strike.
    fn look(&self, list: &List) {
        let live = list.added.iter().filter(|added| added.left() != Some(0)).count();
        self.live.store(live, Ordering::Release);
    }

    fn list(&self) -> MutexGuard<'_, List> {
        // Nothing panics under this lock.
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fault {
    /// Whether it is for calls of this command.
    pub fn is_of(&self, command: &str) -> bool {
        self.command.as_deref().is_none_or(|name| is_within(command, name))
    }

    fn is_for(&self, command: &str, api_user: &str) -> bool {
        self.is_of(command) && self.api_user.as_ref().is_none_or(|name| name.eq_ignore_ascii_case(api_user))
    }
}

impl Added {
    /// How many calls it will still strike; `None` where it has no end.
    pub fn left(&self) -> Option<u64> {
        match self.fault.schedule {
            Schedule::Calls(calls) => Some(calls.saturating_sub(self.struck)),
            Schedule::Always | Schedule::Every(_) | Schedule::Percent { .. } => None,
        }
    }

    /// Counts a call that it is for; whether it strikes.
    fn strikes(&mut self) -> bool {
        self.seen += 1;
        let strikes = match self.fault.schedule {
            Schedule::Always => true,
            Schedule::Calls(calls) => self.struck < calls,
            Schedule::Every(n) => self.seen.is_multiple_of(n),
            Schedule::Percent { share, seed } => scattered(seed.wrapping_add(self.seen)) % 100 < share,
        };
        self.struck += u64::from(strikes);
        strikes
    }
}

/// The output function of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014): numbers in
/// a row are far apart.
fn scattered(n: u64) -> u64 {
    let mut z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests;
