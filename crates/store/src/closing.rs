//! How an engine waits for its threads when it closes.

use std::thread::{self, JoinHandle};

/// A closure may hold the last handle to the store, and then one of the threads is the one that closes.
pub(crate) fn join(thread: JoinHandle<()>) {
    if thread.thread().id() != thread::current().id() {
        // A thread that panicked has dropped its jobs, which told their callers.
        let _ = thread.join();
    }
}
