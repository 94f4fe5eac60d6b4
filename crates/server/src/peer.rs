//! Who is at the other end of a connection.

use std::net::{IpAddr, SocketAddr};

/// Who is at the other end of a connection. Every request carries one among its extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The client's address as the socket has it, or as a proxy says that the operator trusts, and never as any other header
    /// claims; IPv4 also when it came through an IPv6 socket.
    pub address: IpAddr,
    /// The address of the listener's end.
    pub local: SocketAddr,
    pub via: Via,
}

/// By which listener a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    Plain,
    Tls,
    /// Through the forward proxy, meant for this host.
    Proxy {
        host: &'static str,
    },
}

impl Peer {
    /// The peer of an accepted socket.
    pub fn new(client: SocketAddr, local: SocketAddr, via: Via) -> Peer {
        Peer { address: client.ip().to_canonical(), local, via }
    }
}
