//! One TCP connection: questions one after another, each with its length before it (RFC 1035 section 4.2.2).

use std::cell::RefCell;
use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::answer::{TCP_SIZE, Transport, respond};
use crate::zones::Zones;

/// Answers are sent once so many octets have gathered, or no whole question is left.
const GATHERED: usize = 64 << 10;
/// What one read takes in at most.
const READ: usize = 4 << 10;

thread_local! {
    /// An answer being written: one for all connections, which share a thread.
    static ANSWER: RefCell<Vec<u8>> = RefCell::new(vec![0; TCP_SIZE]);
}

/// Answers until the asker closes, is idle for too long or sends what deserves no answer, or until the stop.
pub(super) async fn serve(
    mut stream: TcpStream,
    zones: &Zones,
    idle: Duration,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    // Answers wait for no acknowledgement of the one before.
    stream.set_nodelay(true)?;
    let mut received = Vec::new();
    loop {
        let more = tokio::select! {
            // A stop must not cut off what has been received.
            biased;
            read = timeout(idle, question(&mut stream, &mut received)) => read??,
            _ = stop.wait_for(|stop| *stop) => false,
        };
        if !more {
            return Ok(());
        }
        while let Some(end) = whole(&received) {
            let (answers, used, last) = answers(zones, &received, end);
            received.drain(..used);
            timeout(idle, stream.write_all(&answers)).await??;
            if last {
                return Ok(());
            }
        }
        received.shrink_to(READ);
    }
}

/// Reads until a whole question is there; `false` when the asker has closed.
async fn question(stream: &mut TcpStream, received: &mut Vec<u8>) -> io::Result<bool> {
    while whole(received).is_none() {
        received.reserve(READ);
        if stream.read_buf(received).await? == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Where the first question ends, if it is whole.
fn whole(received: &[u8]) -> Option<usize> {
    let length = received.first_chunk::<2>()?;
    let end = 2 + usize::from(u16::from_be_bytes(*length));
    (received.len() >= end).then_some(end)
}

/// The answers to the whole questions received, of which the first ends at `end`; how many octets those took, and
/// whether one deserved no answer.
fn answers(zones: &Zones, received: &[u8], mut end: usize) -> (Vec<u8>, usize, bool) {
    ANSWER.with_borrow_mut(|answer| {
        let mut answers = Vec::new();
        let mut start = 0;
        loop {
            let Some(size) = respond(zones, Transport::Tcp, &received[start + 2..end], answer) else {
                return (answers, end, true);
            };
            // An answer is at most as long as its buffer, 65,535 octets.
            answers.extend_from_slice(&(size as u16).to_be_bytes());
            answers.extend_from_slice(&answer[..size]);
            start = end;
            match whole(&received[start..]) {
                Some(next) if answers.len() < GATHERED => end = start + next,
                _ => return (answers, start, false),
            }
        }
    })
}
