//! The changes of other processes over the same database: what reads them, and what says that there are some.

use std::fmt;
use std::sync::Arc;

use crate::engine::Shared;
use crate::error::Error;
use crate::id_pool::IdPool;
use crate::job::{Unclaimed, arrived, transaction};
use crate::tx::{End, Tx};

/// The way to the changes of other processes; clones share it.
#[derive(Clone)]
pub struct Feed {
    shared: Arc<dyn Shared>,
    ids: Arc<IdPool>,
    unclaimed: Arc<Unclaimed>,
}

impl Feed {
    pub(crate) fn new(shared: Arc<dyn Shared>, ids: Arc<IdPool>, unclaimed: Arc<Unclaimed>) -> Self {
        Feed { shared, ids, unclaimed }
    }

    /// Runs `f` in a read transaction on a connection that is there for following alone. It sees one moment, and is in
    /// no writer's way.
    pub async fn read<T: Send + 'static>(
        &self,
        mut f: impl FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let reading = move |tx: &mut Tx<'_>| f(tx).map(End::Rollback);
        let (job, answer) = transaction(reading, Arc::clone(&self.ids), Arc::clone(&self.unclaimed));
        self.shared.read(job);
        arrived(answer).await?.1.map(|written| written.value)
    }

    /// Waits until another process says that it has changed zones. What it says may get lost.
    pub async fn hinted(&self) {
        self.shared.hint().notified().await;
    }

    /// Whether the changes of a writer went to this process's own name server.
    pub fn is_own(&self, writer: &str) -> bool {
        self.shared.is_own(writer)
    }
}

impl fmt::Debug for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feed").finish_non_exhaustive()
    }
}
