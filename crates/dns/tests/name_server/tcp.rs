//! TCP (RFC 7766).

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use domain::base::iana::{Rcode, Rtype};
use namegate_dns::{Server, Settings};

use crate::asker::{Answer, example, query, serve, zones};

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.local_addr()).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    stream
}

fn framed(message: &[u8]) -> Vec<u8> {
    [&(message.len() as u16).to_be_bytes()[..], message].concat()
}

fn read(stream: &mut TcpStream) -> Vec<u8> {
    let mut length = [0; 2];
    stream.read_exact(&mut length).expect("a length");
    let mut message = vec![0; u16::from_be_bytes(length).into()];
    stream.read_exact(&mut message).expect("a message");
    message
}

/// Whether the server has closed its side, or the whole connection.
fn is_closed(stream: &mut TcpStream) -> bool {
    match stream.read(&mut [0]) {
        Ok(size) => size == 0,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}

#[test]
fn large_answers_are_whole() {
    let records: Vec<_> = (0..=255).map(|n| format!("@ 60 A 192.0.2.{n}")).collect();
    let records: Vec<_> = records.iter().map(String::as_str).collect();
    let server = example(&records);
    let mut stream = connect(&server);
    stream.write_all(&framed(&query("example.com", Rtype::A))).expect("sent");
    let answer = Answer::read(&read(&mut stream));
    assert_eq!((answer.answer.len(), answer.truncated), (256, false));
}

#[test]
fn an_answer_too_large_for_a_message_fails() {
    let text = "x".repeat(40_000);
    let server = example(&[&format!("@ 60 TXT a{text}"), &format!("@ 60 TXT b{text}")]);
    let mut stream = connect(&server);
    stream.write_all(&framed(&query("example.com", Rtype::TXT))).expect("sent");
    let answer = Answer::read(&read(&mut stream));
    assert_eq!((answer.rcode, answer.truncated, answer.answer.len()), (Rcode::SERVFAIL, false, 0));
}

#[test]
fn names_past_the_reach_of_pointers_are_right() {
    let mut records: Vec<_> = (0..1_500).map(|n| format!("@ 60 MX {n} m{n}.example.net")).collect();
    records.push("@ 60 MX 9999 m1.example.net".into());
    let records: Vec<_> = records.iter().map(String::as_str).collect();
    let server = example(&records);
    let mut stream = connect(&server);
    stream.write_all(&framed(&query("example.com", Rtype::MX))).expect("sent");
    let bytes = read(&mut stream);
    assert!(bytes.len() > 0x4000);
    let answer = Answer::read(&bytes);
    let expected = (0..1_500).map(|n| format!("example.com 60 MX {n} m{n}.example.net."));
    assert!(answer.answer.iter().take(1_500).eq(expected.collect::<Vec<_>>().iter()));
    assert_eq!(answer.answer.last().map(String::as_str), Some("example.com 60 MX 9999 m1.example.net."));
}

#[test]
fn questions_may_come_in_one_piece_or_in_many() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    let mut stream = connect(&server);
    let mut sent = Vec::new();
    for id in 0..2_000u16 {
        let mut message = query("example.com", Rtype::A);
        message[..2].copy_from_slice(&id.to_be_bytes());
        sent.extend(framed(&message));
    }
    let writer = stream.try_clone().expect("a second handle");
    std::thread::scope(|scope| {
        scope.spawn(|| (&writer).write_all(&sent).expect("sent"));
        for id in 0..2_000u16 {
            let bytes = read(&mut stream);
            assert_eq!(bytes[..2], id.to_be_bytes());
        }
    });
    for octet in framed(&query("example.com", Rtype::A)) {
        stream.write_all(&[octet]).expect("sent");
    }
    assert_eq!(Answer::read(&read(&mut stream)).answer.len(), 1);
}

#[test]
fn what_deserves_no_answer_closes() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    let mut answer = query("example.com", Rtype::A);
    answer[2] |= 0x80;
    for silent in [framed(b""), framed(b"scrap"), framed(&answer)] {
        let mut stream = connect(&server);
        // The question before it is answered still.
        let both = [framed(&query("example.com", Rtype::A)), silent].concat();
        stream.write_all(&both).expect("sent");
        assert_eq!(Answer::read(&read(&mut stream)).answer.len(), 1);
        assert!(is_closed(&mut stream));
    }
}

#[test]
fn idle_connections_are_closed() {
    let settings = Settings { tcp_idle: Duration::from_millis(50), ..Settings::default() };
    let server = serve(&zones(&[("example.com", &[])]), settings);
    for begun in [&b""[..], b"\0", b"\0\x20half"] {
        let mut stream = connect(&server);
        stream.write_all(begun).expect("sent");
        assert!(is_closed(&mut stream), "{begun:?}");
    }
}

#[test]
fn connections_are_limited() {
    for settings in [
        Settings { tcp_connections: 2, ..Settings::default() },
        Settings { tcp_connections_per_address: 2, ..Settings::default() },
    ] {
        let server = serve(&zones(&[("example.com", &[])]), settings);
        let ask = |stream: &mut TcpStream| {
            stream.write_all(&framed(&query("example.com", Rtype::SOA))).expect("sent");
            Answer::read(&read(stream)).answer.len()
        };
        let mut held = [connect(&server), connect(&server)];
        assert_eq!(held.each_mut().map(ask), [1, 1]);
        assert!(is_closed(&mut connect(&server)));
        drop(held);
        // The server sees the close at some time.
        let again = || {
            let mut stream = connect(&server);
            _ = stream.write_all(&framed(&query("example.com", Rtype::SOA)));
            !is_closed(&mut stream)
        };
        assert!((0..1_000).any(|_| again() || {
            std::thread::sleep(Duration::from_millis(5));
            false
        }));
    }
}

#[test]
fn a_shutdown_answers_what_has_come_and_closes() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    let address = server.local_addr();
    let mut stream = connect(&server);
    stream.write_all(&framed(&query("example.com", Rtype::A))).expect("sent");
    assert_eq!(Answer::read(&read(&mut stream)).answer.len(), 1);
    server.shutdown();
    assert!(is_closed(&mut stream));
    assert!(TcpStream::connect(address).is_err());
    assert!(std::net::UdpSocket::bind(address).is_ok());
}
