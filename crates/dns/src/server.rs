//! The sockets of the name server and the threads behind them.

use std::io;
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use socket2::{Domain, Protocol, Socket, Type};

use crate::alias::Refreshing;
use crate::settings::Settings;
use crate::tcp::Tcp;
use crate::udp;
use crate::zones::Zones;

/// A running name server; dropping it shuts it down.
pub struct Server {
    local_addr: SocketAddr,
    stopping: Arc<AtomicBool>,
    workers: Vec<JoinHandle<()>>,
    tcp: Tcp,
    refreshing: Option<Refreshing>,
}

/// Ports tried when any will do: one free for TCP may be taken for UDP.
const TRIES: usize = 32;
/// Room for bursts; the system may grant less.
const RECEIVE_BUFFER: usize = 4 << 20;

impl Server {
    /// Answers for `zones` at `addr`, UDP and TCP, with the usual limits.
    pub fn bind(zones: Zones, addr: SocketAddr) -> io::Result<Server> {
        Server::bind_with(zones, addr, Settings::default())
    }

    /// Answers for `zones` at `addr`, UDP and TCP; port 0 picks a port that is free for both.
    pub fn bind_with(zones: Zones, addr: SocketAddr, settings: Settings) -> io::Result<Server> {
        let workers = settings.workers.max(1);
        let (listener, sockets) = sockets(addr, workers)?;
        let local_addr = listener.local_addr()?;
        let stopping = Arc::new(AtomicBool::new(false));
        let mut server = Server {
            local_addr,
            stopping,
            workers: Vec::with_capacity(workers),
            tcp: Tcp::start(listener, zones.clone(), &settings)?,
            refreshing: None,
        };
        for (number, socket) in sockets.into_iter().enumerate() {
            let (zones, stopping) = (zones.clone(), Arc::clone(&server.stopping));
            let worker = thread::Builder::new().name(format!("dns-udp-{number}"));
            server.workers.push(worker.spawn(move || udp::serve(&socket, &zones, &stopping))?);
        }
        if let Some(resolver) = settings.alias_resolver {
            server.refreshing = Some(Refreshing::start(&zones, resolver)?);
        }
        Ok(server)
    }

    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Stops listening, answers what has come in, and waits for the threads to end.
    pub fn shutdown(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Release);
        self.tcp.stop();
        for worker in self.workers.drain(..) {
            // A panic has been reported by its thread already.
            _ = worker.join();
        }
        if let Some(refreshing) = &self.refreshing {
            refreshing.stop();
        }
    }
}

fn sockets(addr: SocketAddr, workers: usize) -> io::Result<(TcpListener, Vec<UdpSocket>)> {
    let mut tries = if addr.port() == 0 { TRIES } else { 1 };
    loop {
        tries -= 1;
        // TCP first: it is never shared, so that a second server on the port is refused here.
        let listener = TcpListener::bind(addr)?;
        let same_port = SocketAddr::new(addr.ip(), listener.local_addr()?.port());
        match (0..workers).map(|_| udp_socket(same_port, workers > 1)).collect() {
            Ok(sockets) => return Ok((listener, sockets)),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && tries > 0 => {}
            Err(error) => return Err(error),
        }
    }
}

/// Shared sockets have a queue each, and the system spreads the questions over them.
fn udp_socket(addr: SocketAddr, shared: bool) -> io::Result<UdpSocket> {
    let socket = Socket::new(Domain::for_address(addr), Type::DGRAM, Some(Protocol::UDP))?;
    if shared {
        socket.set_reuse_port(true)?;
    }
    socket.set_recv_buffer_size(RECEIVE_BUFFER)?;
    socket.bind(&addr.into())?;
    Ok(socket.into())
}
