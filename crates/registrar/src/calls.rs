//! The calls under way, so that nothing replaces the world under them.

use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

/// Calls that write share it from their first step to their last; who replaces the world has it alone.
#[derive(Default)]
pub struct Calls(RwLock<()>);

impl Calls {
    /// Waits while the world is being replaced; it is not replaced before the guard is gone.
    pub async fn enter(&self) -> RwLockReadGuard<'_, ()> {
        self.0.read().await
    }

    /// Waits for the calls under way; no other begins before the guard is gone.
    pub(crate) async fn alone(&self) -> RwLockWriteGuard<'_, ()> {
        self.0.write().await
    }
}
