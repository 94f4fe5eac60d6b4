//! Reads that may take long, on threads of their own.

use std::time::Duration;

use super::readers::Readers;
use crate::engine::Job;
use crate::queue::Queue;

/// Serves scans until the queue is closed and empty.
pub(super) fn serve(queue: &Queue, readers: &Readers, budget: Duration) {
    let mut taken = Vec::with_capacity(1);
    while queue.take(1, &mut taken) {
        for job in taken.drain(..).filter(|job| !job.abandoned()) {
            scan(readers, job, budget);
        }
    }
}

fn scan(readers: &Readers, mut job: Box<dyn Job>, budget: Duration) {
    let outcome = readers.read(&mut |connection| job.run(connection).map(|_| ()), Some(budget));
    job.answer(outcome);
}
