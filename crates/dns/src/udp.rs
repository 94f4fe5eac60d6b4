//! Questions by UDP.

use std::io;
use std::net::UdpSocket;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::answer::{Transport, UDP_SIZE, respond};
use crate::zones::Zones;

/// How often an idle worker looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(100);
/// Questions longer than this are cut and so broken.
const LONGEST_QUESTION: usize = 4_096;
/// Questions still answered after the stop: what may stand in the queue.
const LAST_QUESTIONS: usize = 10_000;

/// Answers until `stopping`, then what has come in already.
pub(crate) fn serve(socket: &UdpSocket, zones: &Zones, stopping: &AtomicBool) {
    if let Err(error) = socket.set_read_timeout(Some(LOOK)) {
        tracing::error!(%error, "cannot set the timeout of a socket");
        return;
    }
    let mut question = [0; LONGEST_QUESTION];
    let mut answer = [0; UDP_SIZE as usize];
    while !stopping.load(Ordering::Relaxed) {
        match turn(socket, zones, &mut question, &mut answer) {
            Err(error) if !is_quiet(&error) => {
                tracing::warn!(%error, "a question cannot be received");
                // Whatever it is, it is not to fill the log.
                thread::sleep(LOOK);
            }
            _ => {}
        }
    }
    if socket.set_nonblocking(true).is_ok() {
        let mut last = 0;
        while last < LAST_QUESTIONS && turn(socket, zones, &mut question, &mut answer).is_ok() {
            last += 1;
        }
    }
}

fn turn(socket: &UdpSocket, zones: &Zones, question: &mut [u8], answer: &mut [u8]) -> io::Result<()> {
    let (size, asker) = socket.recv_from(question)?;
    // Nothing answers from port 0, and nothing can be sent there.
    if asker.port() != 0
        && let Some(size) = respond(zones, Transport::Udp, &question[..size], answer)
    {
        // An answer that cannot be sent is lost as one on the way is; the asker asks again.
        _ = socket.send_to(&answer[..size], asker);
    }
    Ok(())
}

fn is_quiet(error: &io::Error) -> bool {
    use io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
    matches!(error.kind(), Interrupted | TimedOut | WouldBlock)
}
