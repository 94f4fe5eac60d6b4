//! Questions by TCP (RFC 7766), all connections on one thread.

mod connection;

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::settings::Settings;
use crate::zones::Zones;

/// Pause after the system would not hand out a connection, such as for lack of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// The running thread; it ends on `stop`.
pub(crate) struct Tcp {
    stopping: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Tcp {
    pub(crate) fn start(listener: TcpListener, zones: Zones, settings: &Settings) -> io::Result<Tcp> {
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let listener = {
            let _entered = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (stopping, stop) = watch::channel(false);
        let acceptor = Acceptor {
            zones,
            idle: settings.tcp_idle,
            most: settings.tcp_connections,
            most_of_one: settings.tcp_connections_per_address,
            stop,
            connections: JoinSet::new(),
            by_address: HashMap::new(),
        };
        let thread = thread::Builder::new()
            .name("dns-tcp".into())
            .spawn(move || runtime.block_on(acceptor.run(listener)))?;
        Ok(Tcp { stopping, thread: Some(thread) })
    }

    /// Closes the listener and, once what has come in is answered, the connections.
    pub(crate) fn stop(&mut self) {
        self.stopping.send_replace(true);
        if let Some(thread) = self.thread.take() {
            // A panic has been reported by the thread already.
            _ = thread.join();
        }
    }
}

struct Acceptor {
    zones: Zones,
    idle: Duration,
    most: usize,
    most_of_one: usize,
    stop: watch::Receiver<bool>,
    /// Each ends with the address it was from.
    connections: JoinSet<IpAddr>,
    by_address: HashMap<IpAddr, usize>,
}

impl Acceptor {
    async fn run(mut self, listener: tokio::net::TcpListener) {
        let mut stop = self.stop.clone();
        loop {
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => break,
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => self.take(stream, peer),
                    Err(error) => {
                        tracing::warn!(%error, "a TCP connection cannot be accepted");
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                    }
                },
                Some(ended) = self.connections.join_next() => {
                    if let Ok(address) = ended {
                        self.forget(address);
                    }
                }
            }
        }
        drop(listener);
        while self.connections.join_next().await.is_some() {}
    }

    /// Serves a connection, or closes it when there are too many.
    fn take(&mut self, stream: TcpStream, peer: SocketAddr) {
        let address = peer.ip();
        let of_this = self.by_address.get(&address).copied().unwrap_or(0);
        if self.connections.len() >= self.most || of_this >= self.most_of_one {
            tracing::debug!(%address, "too many TCP connections");
            return;
        }
        self.by_address.insert(address, of_this + 1);
        let (zones, stop, idle) = (self.zones.clone(), self.stop.clone(), self.idle);
        self.connections.spawn(async move {
            if let Err(error) = connection::serve(stream, &zones, idle, stop).await {
                tracing::debug!(%address, %error, "a TCP connection ended");
            }
            address
        });
    }

    fn forget(&mut self, address: IpAddr) {
        if let Some(count) = self.by_address.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                self.by_address.remove(&address);
            }
        }
    }
}
