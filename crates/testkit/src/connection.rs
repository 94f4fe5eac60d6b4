//! A connection on which requests are written as octets and answers read one by one.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpSocket, TcpStream};

use crate::answer::Answer;

/// Far above what any answer takes: it turns a hang into a failure.
const PATIENCE: Duration = Duration::from_secs(120);

/// A client's end of a TCP connection.
pub struct Connection(BufReader<TcpStream>);

impl Connection {
    pub async fn open(to: SocketAddr) -> Connection {
        Connection(BufReader::new(TcpStream::connect(to).await.expect("connect")))
    }

    /// From an address of this machine.
    pub async fn open_from(from: IpAddr, to: SocketAddr) -> Connection {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(SocketAddr::new(from, 0)).expect("bind");
        Connection(BufReader::new(socket.connect(to).await.expect("connect")))
    }

    pub async fn send(&mut self, octets: &[u8]) {
        self.0.write_all(octets).await.expect("sent");
    }

    /// The next answer.
    pub async fn answer(&mut self) -> Answer {
        tokio::time::timeout(PATIENCE, self.read(false)).await.expect("an answer in time")
    }

    /// The next answer, to a HEAD request.
    pub async fn answer_without_body(&mut self) -> Answer {
        tokio::time::timeout(PATIENCE, self.read(true)).await.expect("an answer in time")
    }

    /// Whether the other side closed without another octet.
    pub async fn is_closed(&mut self) -> bool {
        let mut rest = Vec::new();
        let reading = self.0.read_to_end(&mut rest);
        tokio::time::timeout(PATIENCE, reading).await.expect("closed in time").is_ok() && rest.is_empty()
    }

    async fn read(&mut self, is_head: bool) -> Answer {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.unwrap_or_else(|error| panic!("{error} after {head:?}")));
        }
        let head = String::from_utf8(head).expect("a head in ASCII");
        let mut lines = head.trim_end().split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length = length.map_or(0, |(_, value)| value.parse().expect("a length"));
        let mut body = vec![0; if is_head { 0 } else { length }];
        self.0.read_exact(&mut body).await.expect("a whole body");
        Answer { status: status.expect("a status"), headers, body }
    }
}
