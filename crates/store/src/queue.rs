//! Jobs on their way to the threads of an engine.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::engine::Job;
use crate::error::Error;

/// Waiting callers a queue holds; the next one is told to come back.
const CAPACITY: usize = 65_536;

#[derive(Default)]
pub(crate) struct Queue {
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Box<dyn Job>>,
    /// Threads that wait. Waking costs a system call, so nobody is woken in vain.
    idle: usize,
    closed: bool,
}

impl Queue {
    /// Queues a job, or answers it with why not.
    pub(crate) fn push(&self, job: Box<dyn Job>) {
        let mut state = self.lock();
        let refused = match () {
            () if state.closed => Error::Closed,
            () if state.jobs.len() >= CAPACITY => Error::Busy,
            () => {
                state.jobs.push_back(job);
                let idle = state.idle > 0;
                drop(state);
                if idle {
                    self.wake.notify_one();
                }
                return;
            }
        };
        drop(state);
        job.answer(Err(refused));
    }

    /// Moves up to `most` jobs to `to`, and waits for one where there is none; `false` once closed and empty.
    pub(crate) fn take(&self, most: usize, to: &mut Vec<Box<dyn Job>>) -> bool {
        let mut state = self.lock();
        while state.jobs.is_empty() {
            if state.closed {
                return false;
            }
            state.idle += 1;
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.idle -= 1;
        }
        let most = most.min(state.jobs.len());
        to.extend(state.jobs.drain(..most));
        true
    }

    /// Takes no more jobs; those queued are still handed out.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.wake.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics under this lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
