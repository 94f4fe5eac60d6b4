//! Messages that are no queries.

use domain::base::iana::{Rcode, Rtype};

use crate::asker::{Answer, example, exchange, query, udp};

#[test]
fn broken_messages_are_answered_with_a_header() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    let whole = query("example.com", Rtype::A);
    let mut two_questions = [&whole[..], &whole[12..]].concat();
    two_questions[5] = 2;
    let mut no_question = whole[..12].to_vec();
    no_question[5] = 0;
    let trailing = [&whole[..], b"x"].concat();
    let mut missing_record = whole.clone();
    missing_record[11] = 1;
    let mut pointer = whole[..12].to_vec();
    pointer.extend([0xc0, 12, 0, 1, 0, 1]);
    let cuts = (12..whole.len()).map(|end| whole[..end].to_vec());
    for broken in [two_questions, no_question, trailing, missing_record, pointer].into_iter().chain(cuts) {
        let bytes = exchange(&udp(&server), &broken);
        assert_eq!(bytes.len(), 12);
        assert_eq!(Answer::read(&bytes).rcode, Rcode::FORMERR, "{broken:?}");
    }
}

#[test]
fn other_operations_are_not_implemented() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    for opcode in 1..16 {
        let mut message = query("example.com", Rtype::SOA);
        message[2] |= opcode << 3;
        let bytes = exchange(&udp(&server), &message);
        assert_eq!(bytes[2] >> 3 & 15, opcode);
        assert_eq!(Answer::read(&bytes).rcode, Rcode::NOTIMP);
    }
}

#[test]
fn only_the_internet_class_is_answered() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    for class in [0, 3, 4, 254, 255] {
        let mut message = query("example.com", Rtype::A);
        *message.last_mut().expect("a class") = class;
        assert_eq!(Answer::read(&exchange(&udp(&server), &message)).rcode, Rcode::REFUSED, "{class}");
    }
}

#[test]
fn answers_and_scraps_are_not_answered() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    let socket = udp(&server);
    let mut answer = query("example.com", Rtype::A);
    answer[2] |= 0x80;
    for silent in [&answer[..], &answer[..11], b""] {
        socket.send(silent).expect("sent");
    }
    // The next answer is the one to this query: nothing came before it.
    let mut next = query("example.com", Rtype::A);
    next[0] = 0x77;
    assert_eq!(Answer::read(&exchange(&socket, &next)).answer.len(), 1);
}

#[test]
fn flags_come_back() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    for (flags, expected) in [([0, 0], [0x84, 0]), ([1, 0x10], [0x85, 0x10]), ([0x06, 0xe0], [0x84, 0])] {
        let mut message = query("example.com", Rtype::A);
        message[2..4].copy_from_slice(&flags);
        assert_eq!(exchange(&udp(&server), &message)[2..4], expected, "{flags:?}");
    }
}
