//! One conversation with the server. It has a runtime of its own, which runs only while its thread waits: above it
//! everything is synchronous, and yet two requests can leave in one packet.

use std::future::poll_fn;

use tokio::runtime::{Builder, Runtime};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{AsyncMessage, Client, Config, Error, Socket};

pub(super) struct Exchange {
    runtime: Runtime,
    client: Client,
}

impl Exchange {
    /// Connects. Notifications of the server, as far as it is asked for any, go to `hear` while the thread waits. Not on
    /// a thread of a runtime.
    pub(super) fn open<T>(config: &Config, tls: T, hear: Hear) -> Result<Self, Failure>
    where
        T: MakeTlsConnect<Socket>,
        T::Stream: Send + 'static,
    {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (client, mut connection) = runtime.block_on(config.connect(tls))?;
        // It carries what both sides say, and ends with the runtime. How it ended hears whoever asks next.
        runtime.spawn(async move {
            while let Some(Ok(message)) = poll_fn(|cx| connection.poll_message(cx)).await {
                if let AsyncMessage::Notification(told) = message {
                    hear(told.payload());
                }
            }
        });
        Ok(Exchange { runtime, client })
    }

    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Waits for what the server answers. Requests that are waited for together leave together.
    pub(super) fn wait<'e, F: Future>(&'e self, ask: impl FnOnce(&'e Client) -> F) -> F::Output {
        self.runtime.block_on(ask(&self.client))
    }
}

/// What is done with the payload of a notification.
pub(super) type Hear = Box<dyn Fn(&str) + Send>;

/// Why there is no conversation.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("the system has no room for another connection: {0}")]
    System(#[from] std::io::Error),
    #[error(transparent)]
    Server(#[from] Error),
}
