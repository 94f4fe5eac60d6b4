//! A way to the server that counts the exchanges: how often the client says something after the server did.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

pub(super) struct Counting {
    port: u16,
    turns: Arc<AtomicUsize>,
}

impl Counting {
    /// Before a server.
    pub(super) fn before(folder: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (turns, socket) = (Arc::new(AtomicUsize::new(0)), folder.join(".s.PGSQL.5432"));
        let counted = Arc::clone(&turns);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (server, turns) =
                    (UnixStream::connect(&socket).expect("the server"), Arc::clone(&counted));
                thread::spawn(move || pass(client, server, &turns));
            }
        });
        Counting { port, turns }
    }

    /// The URL of the same database by this way, with one writer.
    pub(super) fn url(&self, url: &str) -> String {
        let query = url.split_once('?').expect("a query").1;
        format!("postgres://tests@127.0.0.1:{}/postgres?{query}&sslmode=disable&writers=1", self.port)
    }

    pub(super) fn turns(&self) -> usize {
        self.turns.load(Ordering::SeqCst)
    }
}

fn pass(mut client: TcpStream, mut server: UnixStream, turns: &AtomicUsize) {
    let (mut answers, mut back) =
        (server.try_clone().expect("a handle"), client.try_clone().expect("a handle"));
    let server_spoke = Arc::new(AtomicBool::new(true));
    let speaks = Arc::clone(&server_spoke);
    let answering = thread::spawn(move || {
        let mut octets = [0; 65_536];
        while let Ok(n @ 1..) = answers.read(&mut octets) {
            speaks.store(true, Ordering::SeqCst);
            if back.write_all(&octets[..n]).is_err() {
                break;
            }
        }
        let _ = back.shutdown(Shutdown::Both);
    });
    let mut octets = [0; 65_536];
    while let Ok(n @ 1..) = client.read(&mut octets) {
        if server_spoke.swap(false, Ordering::SeqCst) {
            turns.fetch_add(1, Ordering::SeqCst);
        }
        if server.write_all(&octets[..n]).is_err() {
            break;
        }
    }
    let _ = server.shutdown(Shutdown::Both);
    let _ = client.shutdown(Shutdown::Both);
    let _ = answering.join();
}
