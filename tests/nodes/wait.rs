//! Waiting for what comes by itself.

use std::time::Duration;

/// So that what never comes is a failed test and no endless one. No test asserts on how long it took.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until it is so.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, waiting).await.is_ok(), "in vain: {what}");
}
