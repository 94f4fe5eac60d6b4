//! The signal to stop: one [`Stopper`] in the binary, a [`Stop`] in every listener and connection.

use tokio::sync::watch;

/// Gives the signal, and learns when all who hold a [`Stop`] have ended.
#[derive(Debug)]
pub struct Stopper {
    signal: watch::Sender<bool>,
}

/// Waits for the signal. A task that serves keeps one until it ends: that is how [`Stopper::drained`] knows.
#[derive(Clone, Debug)]
pub struct Stop {
    signal: watch::Receiver<bool>,
}

/// A signal not yet given, and the first to wait for it.
pub fn channel() -> (Stopper, Stop) {
    let (sender, receiver) = watch::channel(false);
    (Stopper { signal: sender }, Stop { signal: receiver })
}

impl Stopper {
    /// Asks all to stop: listeners accept no more, idle connections close, requests under way finish.
    pub fn stop(&self) {
        self.signal.send_replace(true);
    }

    /// Returns once the last [`Stop`] is gone. A stuck client can hold this up: put a time limit around it.
    pub async fn drained(&self) {
        self.signal.closed().await;
    }
}

impl Stop {
    /// Returns once the signal was given, at once if it was before. A lost [`Stopper`] counts as the signal.
    pub async fn stopped(&mut self) {
        // The only error is that the sender is gone, and then nobody is left to wait for.
        let _ = self.signal.wait_for(|stopping| *stopping).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn the_signal_reaches_those_who_wait_and_those_who_come_late() {
        let (stopper, mut stop) = channel();
        assert!(stop.stopped().now_or_never().is_none());
        let mut other = stop.clone();
        let waiting = tokio::spawn(async move { other.stopped().await });
        stopper.stop();
        waiting.await.expect("the waiting task ends");
        assert!(stop.clone().stopped().now_or_never().is_some());
    }

    #[tokio::test]
    async fn drained_waits_for_the_last_holder() {
        let (stopper, stop) = channel();
        stopper.stop();
        assert!(stopper.drained().now_or_never().is_none());
        drop(stop);
        assert!(stopper.drained().now_or_never().is_some());
    }

    #[tokio::test]
    async fn a_lost_stopper_stops() {
        let (stopper, mut stop) = channel();
        drop(stopper);
        assert!(stop.stopped().now_or_never().is_some());
    }
}
