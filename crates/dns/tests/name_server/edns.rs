//! Sizes and EDNS (RFC 6891), truncation (RFC 2181 section 9).

use domain::base::Message;
use domain::base::iana::{OptRcode, Rcode, Rtype};

use crate::asker::{Answer, ask, edns_query, example, exchange, query, udp};

fn many(count: u8) -> Vec<String> {
    (0..count).map(|n| format!("@ 60 A 192.0.2.{n}")).collect()
}

fn opt(bytes: &[u8]) -> Option<(u16, u8, bool, OptRcode)> {
    let message = Message::from_octets(bytes).expect("a message");
    let opt = message.opt()?;
    Some((opt.udp_payload_size(), opt.version(), opt.dnssec_ok(), opt.rcode(message.header())))
}

#[test]
fn edns_is_answered_with_edns() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    let with = exchange(&udp(&server), &edns_query("example.com", Rtype::A, 4_096, 0));
    assert_eq!(opt(&with), Some((1_232, 0, true, OptRcode::NOERROR)));
    let without = exchange(&udp(&server), &query("example.com", Rtype::A));
    assert_eq!(opt(&without), None);
}

#[test]
fn later_versions_are_told_so() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    let bytes = exchange(&udp(&server), &edns_query("example.com", Rtype::A, 4_096, 1));
    assert_eq!(opt(&bytes), Some((1_232, 0, true, OptRcode::BADVERS)));
    assert!(Answer::read(&bytes).answer.is_empty());
}

#[test]
fn two_opt_records_or_a_broken_one_are_no_query() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    let one = edns_query("example.com", Rtype::A, 4_096, 0);
    let record = one[one.len() - 11..].to_vec();
    let mut two = [&one[..], &record].concat();
    two[11] = 2;
    let mut as_answer = one.clone();
    (as_answer[7], as_answer[11]) = (1, 0);
    let mut with_owner = query("example.com", Rtype::A);
    with_owner[11] = 1;
    with_owner.extend([&[1, b'a'][..], &record].concat());
    let mut cut_option = one.clone();
    let length = cut_option.len();
    cut_option[length - 1] = 3;
    cut_option.extend([0, 10, 0]);
    for broken in [two, as_answer, with_owner, cut_option] {
        assert_eq!(Answer::read(&exchange(&udp(&server), &broken)).rcode, Rcode::FORMERR, "{broken:?}");
    }
    // Other options are none of ours.
    let mut option = one;
    option[length - 1] = 12;
    option.extend([0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8]);
    ask(&server, "example.com", Rtype::A);
    assert_eq!(Answer::read(&exchange(&udp(&server), &option)).answer.len(), 1);
}

#[test]
fn no_answer_is_longer_than_the_asker_takes() {
    let records = many(100);
    let records: Vec<_> = records.iter().map(String::as_str).collect();
    let server = example(&records);
    for (message, limit) in [
        (query("example.com", Rtype::A), 512),
        (edns_query("example.com", Rtype::A, 0, 0), 512),
        (edns_query("example.com", Rtype::A, 1_000, 0), 1_000),
        (edns_query("example.com", Rtype::A, 65_535, 0), 1_232),
    ] {
        let answer = Answer::read(&exchange(&udp(&server), &message));
        assert!(answer.truncated && answer.answer.is_empty(), "{limit}");
        assert!(answer.bytes.len() <= limit);
        assert_eq!(opt(&answer.bytes).is_some(), message[11] == 1);
    }
}

#[test]
fn the_last_octet_is_used() {
    // Header 12, question 17, OPT 11, each address 16: 30 fit 512 octets without EDNS, 74 fit 1,232 with it.
    for (fitting, message) in
        [(30, query("example.com", Rtype::A)), (74, edns_query("example.com", Rtype::A, 1_232, 0))]
    {
        for (count, fits) in [(fitting, true), (fitting + 1, false)] {
            let records = many(count);
            let records: Vec<_> = records.iter().map(String::as_str).collect();
            let answer = Answer::read(&exchange(&udp(&example(&records)), &message));
            assert_eq!(answer.truncated, !fits, "{count}");
            assert_eq!(answer.answer.len(), if fits { usize::from(count) } else { 0 });
        }
    }
}
