//! Closures on their way to an engine's threads and back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::change::ZoneChange;
use crate::engine::{Connection, Job, Verdict};
use crate::error::Error;
use crate::id_pool::IdPool;
use crate::tx::{End, Tx, Written};

/// Who hears of changed zones whose caller went away before it could take them.
pub(crate) type Unclaimed = OnceLock<Box<dyn Fn(Vec<ZoneChange>) + Send + Sync>>;

/// A job's answer, with the closure so that the caller can try again.
pub(crate) struct Answer<F, T> {
    back: Option<(F, Result<Written<T>, Error>)>,
    unclaimed: Arc<Unclaimed>,
}

/// Where an answer arrives; dropped unanswered when a closed engine refused the job.
pub(crate) type Arrival<F, T> = oneshot::Receiver<Answer<F, T>>;

impl<F, T> Answer<F, T> {
    /// The closure and what it gave; `None` never happens, as this takes the answer itself.
    pub(crate) fn claim(mut self) -> Option<(F, Result<Written<T>, Error>)> {
        self.back.take()
    }
}

impl<F, T> Drop for Answer<F, T> {
    fn drop(&mut self) {
        if let Some((_, Ok(written))) = self.back.take()
            && !written.changed.is_empty()
            && let Some(hand_on) = self.unclaimed.get()
        {
            hand_on(written.changed);
        }
    }
}

pub(crate) struct Transaction<F, T> {
    f: F,
    /// The time it may take, where that is not the usual one.
    pub(crate) budget: Option<Duration>,
    ids: Arc<IdPool>,
    unclaimed: Arc<Unclaimed>,
    written: Option<Written<T>>,
    caller: oneshot::Sender<Answer<F, T>>,
}

/// A job of `f`, and where its answer will arrive.
pub(crate) fn transaction<F, T>(
    f: F,
    ids: Arc<IdPool>,
    unclaimed: Arc<Unclaimed>,
) -> (Box<Transaction<F, T>>, Arrival<F, T>)
where
    F: FnMut(&mut Tx<'_>) -> Result<End<T>, Error> + Send,
    T: Send,
{
    let (caller, answer) = oneshot::channel();
    (Box::new(Transaction { f, budget: None, ids, unclaimed, written: None, caller }), answer)
}

impl<F, T> Job for Transaction<F, T>
where
    F: FnMut(&mut Tx<'_>) -> Result<End<T>, Error> + Send,
    T: Send,
{
    fn budget(&self) -> Option<Duration> {
        self.budget
    }

    fn run(&mut self, connection: &mut dyn Connection) -> Result<Verdict, Error> {
        self.written = None;
        let mut tx = Tx::new(connection, &self.ids);
        // The closure may leave its captured state half changed; it answers for that, as it may be run again anyway.
        let end = catch_unwind(AssertUnwindSafe(|| (self.f)(&mut tx))).unwrap_or(Err(Error::Panicked))?;
        let (changed, failed) = tx.finish();
        let (value, changed, verdict) = match (end, failed) {
            (End::Commit(value), None) => (value, changed, Verdict::Commit),
            (End::Rollback(value), None | Some(Error::Conflict)) => (value, Vec::new(), Verdict::Rollback),
            (_, Some(error)) => return Err(error),
        };
        self.written = Some(Written { value, changed });
        Ok(verdict)
    }

    fn changed(&self) -> &[ZoneChange] {
        self.written.as_ref().map_or(&[], |written| &written.changed)
    }

    fn answer(self: Box<Self>, outcome: Result<(), Error>) {
        let Transaction { f, unclaimed, written, caller, .. } = *self;
        // An engine says `Ok` only after a run that gave a value.
        let result = outcome.and_then(|()| written.ok_or(Error::Closed));
        // A caller that went away: the answer is dropped, which hands its changed zones on.
        let _ = caller.send(Answer { back: Some((f, result)), unclaimed });
    }

    fn abandoned(&self) -> bool {
        self.caller.is_closed()
    }
}

/// The closure and what it gave, once it has come.
pub(crate) async fn arrived<F, T>(arrival: Arrival<F, T>) -> Result<(F, Result<Written<T>, Error>), Error> {
    arrival.await.ok().and_then(Answer::claim).ok_or(Error::Closed)
}
