//! One HTTP exchange on an open stream, of which only the status counts: to open a tunnel, or to see that somebody is
//! there.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Most octets of a head.
const MOST: usize = 4_096;

/// Sends a request without a body; the status of the answer, whose head has been read.
pub async fn status<S>(stream: &mut S, method: &str, target: &str, host: &str) -> io::Result<u16>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let request = format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() == MOST {
            return Err(io::Error::other("its answer has no end"));
        }
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head);
    let status = head.strip_prefix("HTTP/1.").and_then(|rest| rest.split(' ').nth(1)?.parse().ok());
    status.ok_or_else(|| io::Error::other("it speaks no HTTP"))
}

/// Asks a proxy for a tunnel to `target`, `HOST:PORT`. What is sent from then on goes there.
pub async fn connect<S>(stream: &mut S, target: &str) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    expect_ok(status(stream, "CONNECT", target, target).await?)
}

/// Takes 200 and no other status.
pub fn expect_ok(status: u16) -> io::Result<()> {
    if status == 200 { Ok(()) } else { Err(io::Error::other(format!("HTTP status {status}"))) }
}
