//! Work that is too slow for a transaction and for the threads that answer.

use store::Error;
use tokio::sync::Semaphore;

/// How much of it runs at once. A hash of a password takes a core and 19 MiB, and any caller can ask for one.
static ROOM: Semaphore = Semaphore::const_new(2);

/// Runs `work` on a thread of its own.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    // It is never closed.
    let permit = ROOM.acquire().await.map_err(|_| Error::Closed)?;
    let working = tokio::task::spawn_blocking(move || {
        // Given back with the end of the work, also when nobody waits for it any more.
        let _permit = permit;
        work()
    });
    working.await.map_err(|_| Error::Panicked)
}
