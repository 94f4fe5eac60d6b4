//! Against servers of the test's own.

use dns::{Template, Zones};
use rules::name::DomainName;
use rules::resource_record::{RecordData, ResourceRecord};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::*;

const LOOPBACK: &str = "127.0.0.0/8";

/// A door behind which a.example has this address.
fn door(address: [u8; 4], http_port: u16, allowed: &[&str]) -> Door {
    let zones = Zones::new(&Template::default()).expect("zones");
    let records = [ResourceRecord { owner: String::new(), ttl: 60, data: RecordData::A(address.into()) }];
    zones.apply(&DomainName::parse("a.example").expect("a name"), 1, Some(&records)).expect("a zone");
    let allowed = allowed.iter().map(|network| network.parse().expect("a network")).collect();
    Door::new(Lookup::new(zones, None), Settings { http_port, allowed })
}

/// A server that answers one request with these octets; what it was asked.
async fn server(answer: Vec<u8>) -> (u16, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a listener");
    let port = listener.local_addr().expect("an address").port();
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n") {
            asked.push(stream.read_u8().await.expect("an octet"));
        }
        // The client may have had enough before all is written.
        let _ = stream.write_all(&answer).await;
        String::from_utf8(asked).expect("text")
    });
    (port, serving)
}

async fn fetched(answer: Vec<u8>) -> (Result<Vec<u8>, Unreached>, String) {
    let (port, serving) = server(answer).await;
    let fetched = door([127, 0, 0, 1], port, &[LOOPBACK]).file("a.example", "/there.txt").await;
    (fetched, serving.await.expect("served"))
}

#[tokio::test]
async fn a_file_is_fetched_as_its_host() {
    let (file, asked) = fetched(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfile".to_vec()).await;
    assert_eq!(file, Ok(b"file".to_vec()));
    assert!(
        asked.starts_with("GET /there.txt HTTP/1.1\r\n") && asked.contains("host: a.example\r\n"),
        "{asked}"
    );
    let (file, _) = fetched(b"HTTP/1.0 200 OK\r\n\r\nto the end".to_vec()).await;
    assert_eq!(file, Ok(b"to the end".to_vec()));
}

#[tokio::test]
async fn nothing_else_counts_as_a_file() {
    let endless = [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'x'; 1 << 20]].concat();
    let heads = [b"HTTP/1.1 200 OK\r\n".to_vec(), b"a: b\r\n".repeat(1 << 16)].concat();
    for answer in [
        b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1/\r\ncontent-length: 4\r\n\r\nfile".to_vec(),
        b"HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nfile".to_vec(),
        b"HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\nfile".to_vec(),
        b"nonsense\r\n\r\n".to_vec(),
        Vec::new(),
        endless,
        heads,
    ] {
        let shown = String::from_utf8_lossy(&answer[..answer.len().min(60)]).into_owned();
        assert_eq!(fetched(answer).await.0, Err(Unreached::Answer), "{shown}");
    }
}

#[tokio::test]
async fn addresses_that_are_not_of_the_internet_are_not_asked() {
    for (address, allowed) in [([127, 0, 0, 1], &[][..]), ([169, 254, 169, 254], &[LOOPBACK])] {
        let fetched = door(address, 80, allowed).file("a.example", "/there.txt").await;
        assert_eq!(fetched, Err(Unreached::Address));
    }
    let unknown = door([127, 0, 0, 1], 80, &[LOOPBACK]).file("b.example", "/there.txt").await;
    assert!(matches!(unknown, Err(Unreached::Name(_))), "{unknown:?}");
}

#[tokio::test(start_paused = true)]
async fn a_host_that_says_nothing_is_not_waited_for() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a listener");
    let port = silent.local_addr().expect("an address").port();
    let fetched = door([127, 0, 0, 1], port, &[LOOPBACK]).file("a.example", "/there.txt").await;
    assert_eq!(fetched, Err(Unreached::Answer));
}
