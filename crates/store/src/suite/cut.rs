//! A way to the server that cuts the connection at the COMMIT of a certain transaction, once.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// What a transaction to be cut writes.
pub(super) const MARK: &str = "cut here";

pub(super) struct Proxy {
    port: u16,
    cut: Arc<AtomicBool>,
}

impl Proxy {
    /// Before a server; it is cut when COMMIT was carried out if `after`, else before the server sees it.
    pub(super) fn before(folder: &Path, after: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (cut, socket) = (Arc::new(AtomicBool::new(false)), folder.join(".s.PGSQL.5432"));
        let cuts = Arc::clone(&cut);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (server, cuts) = (UnixStream::connect(&socket).expect("the server"), Arc::clone(&cuts));
                thread::spawn(move || pass(client, server, after, &cuts));
            }
        });
        Proxy { port, cut }
    }

    pub(super) fn url(&self, url: &str) -> String {
        let query = url.split_once('?').expect("a query").1.replace("&writers=1", "");
        format!("postgres://tests@127.0.0.1:{}/postgres?{query}", self.port)
    }

    pub(super) fn has_cut(&self) -> bool {
        self.cut.load(Ordering::Relaxed)
    }
}

fn pass(mut client: TcpStream, mut server: UnixStream, after: bool, cut: &AtomicBool) {
    let (mut answers, mut back) =
        (server.try_clone().expect("a handle"), client.try_clone().expect("a handle"));
    let silent = Arc::new(AtomicBool::new(false));
    let silenced = Arc::clone(&silent);
    let answering = thread::spawn(move || {
        let (mut octets, mut kept_back) = ([0; 16_384], Vec::new());
        while let Ok(n @ 1..) = answers.read(&mut octets) {
            // The answer to COMMIT is not handed on: the client finds its connection closed instead. What is asked for
            // before it, in the same exchange, is to be done, too.
            if silenced.load(Ordering::Relaxed) {
                kept_back.extend_from_slice(&octets[..n]);
                if holds(&kept_back, "COMMIT") {
                    break;
                }
            } else if back.write_all(&octets[..n]).is_err() {
                break;
            }
        }
        let _ = back.shutdown(Shutdown::Both);
    });
    let mut octets = [0; 16_384];
    let mut is_marked = false;
    while let Ok(n @ 1..) = client.read(&mut octets) {
        let sent = &octets[..n];
        is_marked |= holds(sent, MARK);
        if is_marked && holds(sent, "COMMIT") && !cut.swap(true, Ordering::Relaxed) {
            if !after {
                break;
            }
            silent.store(true, Ordering::Relaxed);
        }
        if server.write_all(sent).is_err() {
            break;
        }
    }
    let _ = server.shutdown(Shutdown::Both);
    let _ = client.shutdown(Shutdown::Both);
    let _ = answering.join();
}

fn holds(octets: &[u8], word: &str) -> bool {
    octets.windows(word.len()).any(|window| window == word.as_bytes())
}
