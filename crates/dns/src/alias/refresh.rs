//! The threads that look ALIAS targets up.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::{Addresses, AliasResolver, Known};
use crate::answer::{Chase, chase};
use crate::name::{Name, to_text};
use crate::record;
use crate::table::Change;
use crate::zones::Zones;

/// One slow name must not hold up the others.
const THREADS: usize = 4;
const SHORTEST: u32 = 60;
const LONGEST: u32 = 3_600;
/// How long a stop waits for a lookup under way, which cannot be cut short.
const STOP_WAIT: Duration = Duration::from_secs(1);

/// Running threads; they end on `stop`.
pub(crate) struct Refreshing {
    zones: Zones,
    stopping: Arc<AtomicBool>,
    ended: Receiver<()>,
}

impl Refreshing {
    pub(crate) fn start(zones: &Zones, resolver: Arc<dyn AliasResolver>) -> io::Result<Refreshing> {
        let stopping = Arc::new(AtomicBool::new(false));
        let (running, ended) = mpsc::channel();
        let refreshing = Refreshing { zones: zones.clone(), stopping: Arc::clone(&stopping), ended };
        for number in 0..THREADS {
            let worker = Worker {
                zones: zones.clone(),
                resolver: Arc::clone(&resolver),
                stopping: Arc::clone(&stopping),
                _running: running.clone(),
            };
            thread::Builder::new().name(format!("dns-alias-{number}")).spawn(move || worker.run())?;
        }
        Ok(refreshing)
    }

    /// Ends the threads. One that is in the middle of a lookup after a second is left to end by itself; what it
    /// finds is not used.
    pub(crate) fn stop(&self) {
        {
            // Under the lock, so that no thread is between its look at the flag and its wait.
            let _schedule = self.zones.aliases().schedule();
            self.stopping.store(true, Ordering::Release);
        }
        self.zones.aliases().changed.notify_all();
        if self.ended.recv_timeout(STOP_WAIT) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!("a lookup of an ALIAS target is still under way");
        }
    }
}

struct Worker {
    zones: Zones,
    resolver: Arc<dyn AliasResolver>,
    stopping: Arc<AtomicBool>,
    /// Dropped at the end: the channel closes with the last thread.
    _running: Sender<()>,
}

impl Worker {
    fn run(&self) {
        while let Some(target) = self.next() {
            let found = self.look_up(&target);
            if self.stopping.load(Ordering::Acquire) {
                return;
            }
            self.keep(target, found);
        }
    }

    /// Waits for the next target that is due; `None` when the threads are to end.
    fn next(&self) -> Option<Box<[u8]>> {
        let aliases = self.zones.aliases();
        let mut schedule = aliases.schedule();
        loop {
            if self.stopping.load(Ordering::Acquire) {
                return None;
            }
            let now = Instant::now();
            let wait = schedule.due.first().map(|(due, _)| due.map_or(Duration::ZERO, |due| due - now));
            schedule = match wait {
                Some(Duration::ZERO) => return schedule.due.pop_first().map(|(_, target)| target),
                Some(wait) => {
                    let waited = aliases.changed.wait_timeout(schedule, wait);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => aliases.changed.wait(schedule).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// `None` when nothing outside need be asked; the target is looked at again later, since the zones may change.
    fn look_up(&self, target: &[u8]) -> Option<io::Result<Addresses>> {
        let target = Name::read(target)?;
        let outside = [record::A, record::AAAA].into_iter().find_map(|qtype| {
            match chase(&self.zones, &target, qtype, |_, _| ()) {
                Chase::Outside(name) => Some(name),
                Chase::Found(()) | Chase::Nothing => None,
            }
        })?;
        Some(self.resolver.resolve(&to_text(outside.wire())))
    }

    fn keep(&self, target: Box<[u8]>, found: Option<io::Result<Addresses>>) {
        let mut pause = SHORTEST;
        let known = match found {
            Some(Ok(mut addresses)) => {
                addresses.ttl = addresses.ttl.clamp(SHORTEST, LONGEST);
                pause = addresses.ttl;
                Some(addresses)
            }
            Some(Err(error)) => {
                tracing::warn!(target = to_text(&target), %error, "an ALIAS target cannot be looked up");
                None
            }
            None => None,
        };
        let aliases = self.zones.aliases();
        let mut schedule = aliases.schedule();
        let due = Instant::now() + Duration::from_secs(pause.into());
        if schedule.set_due(&target, due)
            && let Some(addresses) = known
        {
            aliases.known.update(&target.clone(), |_| Change::Set(Known { target, addresses }));
        }
        aliases.changed.notify_all();
    }
}
