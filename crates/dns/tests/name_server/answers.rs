//! What is answered, by the rules of RFC 1034, 1035, 2181, 2308, 4592, 6604, 8482 and 9471.

use domain::base::iana::{Rcode, Rtype};
use namegate_dns::Settings;

use crate::asker::{Answer, ask, example, exchange, query, serve, udp, zones};

const OK: Rcode = Rcode::NOERROR;

#[test]
fn records_of_an_owner() {
    let server = example(&[
        "@ 1800 A 192.0.2.1",
        "@ 1800 A 192.0.2.2",
        "@ 1800 A 192.0.2.1",
        "@ 60 MX 10 mail.example.com",
        "six 300 AAAA 2001:db8::1",
    ]);
    ask(&server, "example.com", Rtype::A)
        .is(OK, &["example.com 1800 A 192.0.2.1", "example.com 1800 A 192.0.2.2"]);
    ask(&server, "example.com", Rtype::MX).is(OK, &["example.com 60 MX 10 mail.example.com."]);
    ask(&server, "six.example.com", Rtype::AAAA).is(OK, &["six.example.com 300 AAAA 2001:db8::1"]);
    ask(&server, "six.example.com", Rtype::A).lacks(OK, "example.com");
    ask(&server, "seven.example.com", Rtype::A).lacks(Rcode::NXDOMAIN, "example.com");
    // The type under which an ALIAS is kept means nothing outside.
    ask(&server, "six.example.com", Rtype::from_int(65_401)).lacks(OK, "example.com");
}

#[test]
fn targets_of_services_are_not_compressed() {
    let server = example(&[
        "_sip._tcp 60 SRV 10 5 5060 sip.example.com",
        "_sip._tcp 60 SRV 20 0 5060 example.com",
        "_no._udp 60 SRV 0 0 0 .",
        "* 60 SRV 1 2 3 any.example.com",
    ]);
    let answer = ask(&server, "_sip._tcp.example.com", Rtype::SRV);
    let owner = "_sip._tcp.example.com 60 SRV";
    answer
        .is(OK, &[&format!("{owner} 10 5 5060 sip.example.com"), &format!("{owner} 20 0 5060 example.com")]);
    // In the question, and whole in both targets (RFC 2782).
    assert_eq!(answer.bytes.windows(12).filter(|octets| octets == b"\x07example\x03com").count(), 3);
    ask(&server, "_no._udp.example.com", Rtype::SRV).is(OK, &["_no._udp.example.com 60 SRV 0 0 0 "]);
    ask(&server, "_x._tcp.example.com", Rtype::A).lacks(Rcode::NXDOMAIN, "example.com");
    ask(&server, "x.example.com", Rtype::SRV).is(OK, &["x.example.com 60 SRV 1 2 3 any.example.com"]);
}

#[test]
fn an_rrset_has_one_ttl() {
    let server =
        example(&["@ 1800 A 192.0.2.1", "@ 60 A 192.0.2.2", "d 1800 A 192.0.2.1", "d 60 A 192.0.2.1"]);
    ask(&server, "d.example.com", Rtype::A).is(OK, &["d.example.com 60 A 192.0.2.1"]);
    ask(&server, "example.com", Rtype::A)
        .is(OK, &["example.com 60 A 192.0.2.1", "example.com 60 A 192.0.2.2"]);
}

#[test]
fn the_apex_has_soa_and_name_servers() {
    // NS records of the apex are the server's own.
    let server = example(&["@ 60 NS elsewhere.example.net"]);
    let soa = "dns1.registrar-servers.com. hostmaster.registrar-servers.com. 7 43200 3600 604800 3601";
    ask(&server, "example.com", Rtype::SOA).is(OK, &[&format!("example.com 3601 SOA {soa}")]);
    ask(&server, "example.com", Rtype::NS).is(
        OK,
        &[
            "example.com 1800 NS dns1.registrar-servers.com.",
            "example.com 1800 NS dns2.registrar-servers.com.",
        ],
    );
    ask(&server, "example.com", Rtype::A).lacks(OK, "example.com");
    ask(&server, "www.example.com", Rtype::SOA).lacks(Rcode::NXDOMAIN, "example.com");
}

#[test]
fn empty_non_terminals_exist() {
    let server = example(&["a.b.c 60 A 192.0.2.1", "* 60 A 192.0.2.9"]);
    ask(&server, "b.c.example.com", Rtype::A).lacks(OK, "example.com");
    ask(&server, "c.example.com", Rtype::ANY).lacks(OK, "example.com");
    // The closest encloser is c.example.com, which has no wildcard.
    ask(&server, "x.c.example.com", Rtype::A).lacks(Rcode::NXDOMAIN, "example.com");
    ask(&server, "cc.example.com", Rtype::A).is(OK, &["cc.example.com 60 A 192.0.2.9"]);
}

#[test]
fn wildcards_cover_what_does_not_exist() {
    let server = example(&[
        "* 60 CNAME example.com",
        "* 60 MX 5 mail.example.com",
        "@ 60 A 192.0.2.1",
        "here 60 TXT text",
        "*.deep 60 A 192.0.2.5",
        "x.*.odd 60 A 192.0.2.6",
    ]);
    let expected = ["any.example.com 60 CNAME example.com.", "example.com 60 A 192.0.2.1"];
    ask(&server, "any.example.com", Rtype::A).is(OK, &expected);
    ask(&server, "any.example.com", Rtype::MX).is(OK, &["any.example.com 60 MX 5 mail.example.com."]);
    ask(&server, "one.two.example.com", Rtype::MX).is(OK, &["one.two.example.com 60 MX 5 mail.example.com."]);
    ask(&server, "here.example.com", Rtype::A).lacks(OK, "example.com");
    ask(&server, "below.here.example.com", Rtype::A).lacks(Rcode::NXDOMAIN, "example.com");
    ask(&server, "a.b.deep.example.com", Rtype::A).is(OK, &["a.b.deep.example.com 60 A 192.0.2.5"]);
    ask(&server, "*.deep.example.com", Rtype::A).is(OK, &["*.deep.example.com 60 A 192.0.2.5"]);
    // Below a name with a star no wildcard is found but the star's own.
    ask(&server, "a.*.deep.example.com", Rtype::A).lacks(Rcode::NXDOMAIN, "example.com");
    // The wildcard exists, without records.
    ask(&server, "y.odd.example.com", Rtype::A).lacks(OK, "example.com");
}

#[test]
fn cnames_are_followed_inside() {
    let zones = zones(&[
        (
            "example.com",
            &["www 60 CNAME example.com", "@ 30 A 192.0.2.1", "gone 60 CNAME nowhere.example.com"],
        ),
        ("example.net", &["www 60 CNAME www.example.com", "out 60 CNAME www.example.org", "@ 60 TXT x"]),
    ]);
    let server = serve(&zones, Settings::default());
    let expected = ["www.example.com 60 CNAME example.com.", "example.com 30 A 192.0.2.1"];
    ask(&server, "www.example.com", Rtype::A).is(OK, &expected);
    ask(&server, "www.example.com", Rtype::CNAME).is(OK, &expected[..1]);
    let across = ["www.example.net 60 CNAME www.example.com.", expected[0], expected[1]];
    ask(&server, "www.example.net", Rtype::A).is(OK, &across);
    ask(&server, "out.example.net", Rtype::A).is(OK, &["out.example.net 60 CNAME www.example.org."]);
    ask(&server, "www.example.com", Rtype::TXT).is(OK, &expected[..1]).has_soa("example.com");
    ask(&server, "gone.example.com", Rtype::A)
        .is(Rcode::NXDOMAIN, &["gone.example.com 60 CNAME nowhere.example.com."])
        .has_soa("example.com");
}

#[test]
fn cname_loops_end() {
    let mut records =
        vec!["a 60 CNAME b.example.com", "b 60 CNAME a.example.com", "self 60 CNAME self.example.com"];
    let chain: Vec<_> = (0..40).map(|n| format!("c{n} 60 CNAME c{}.example.com", n + 1)).collect();
    records.extend(chain.iter().map(String::as_str));
    let server = example(&records);
    let expected = ["a.example.com 60 CNAME b.example.com.", "b.example.com 60 CNAME a.example.com."];
    ask(&server, "a.example.com", Rtype::A).is(OK, &expected);
    ask(&server, "self.example.com", Rtype::A).is(OK, &["self.example.com 60 CNAME self.example.com."]);
    assert_eq!(ask(&server, "c0.example.com", Rtype::A).answer.len(), 12);
}

#[test]
fn delegations_are_referred_to() {
    let server = example(&[
        "sub 300 NS ns.sub.example.com",
        "sub 300 NS ns.example.com",
        "sub 300 NS ns.example.net",
        "ns.sub 60 A 192.0.2.3",
        "ns 60 AAAA 2001:db8::4",
        "to 60 CNAME www.sub.example.com",
        "*.sub 60 A 192.0.2.9",
    ]);
    let servers = ["ns.sub.example.com.", "ns.example.com.", "ns.example.net."]
        .map(|server| format!("sub.example.com 300 NS {server}"));
    let glue = ["ns.sub.example.com 60 A 192.0.2.3", "ns.example.com 60 AAAA 2001:db8::4"];
    for name in ["sub.example.com", "www.sub.example.com", "ns.sub.example.com"] {
        let referral = ask(&server, name, Rtype::A);
        assert_eq!((referral.rcode, referral.authoritative), (OK, false), "{name}");
        assert!(referral.answer.is_empty(), "{name}");
        assert_eq!(
            (&referral.authority[..], &referral.additional[..]),
            (&servers[..], &glue.map(String::from)[..])
        );
    }
    // The NS of the cut itself come as a referral too; DS is the parent's.
    assert!(!ask(&server, "sub.example.com", Rtype::NS).authoritative);
    ask(&server, "sub.example.com", Rtype::DS).lacks(OK, "example.com");
    assert!(!ask(&server, "x.sub.example.com", Rtype::DS).authoritative);
    let through = ask(&server, "to.example.com", Rtype::A);
    through.is(OK, &["to.example.com 60 CNAME www.sub.example.com."]);
    assert_eq!(through.authority, servers);
}

#[test]
fn the_apex_may_be_its_own_glue() {
    let server = example(&["sub 300 NS example.com", "@ 60 A 192.0.2.1"]);
    assert_eq!(ask(&server, "sub.example.com", Rtype::A).additional, ["example.com 60 A 192.0.2.1"]);
}

#[test]
fn everything_is_answered_small() {
    let server = example(&["@ 60 A 192.0.2.1", "www 60 CNAME example.com", "* 60 A 192.0.2.1"]);
    ask(&server, "example.com", Rtype::ANY).is(OK, &["example.com 3601 HINFO \"RFC8482\" \"\""]);
    ask(&server, "x.example.com", Rtype::ANY).is(OK, &["x.example.com 3601 HINFO \"RFC8482\" \"\""]);
    ask(&server, "www.example.com", Rtype::ANY).is(OK, &["www.example.com 60 CNAME example.com."]);
    ask(&server, "x.www.example.com", Rtype::ANY).lacks(Rcode::NXDOMAIN, "example.com");
}

#[test]
fn the_question_comes_back_as_sent() {
    let server = example(&["www 60 CNAME eXaMple.com", "@ 60 A 192.0.2.1"]);
    let asked = query("wWw.EXAMPLE.com", Rtype::A);
    let bytes = exchange(&udp(&server), &asked);
    assert_eq!(bytes[12..asked.len()], asked[12..]);
    // The rest is compressed to the name of the question.
    assert_eq!(
        Answer::read(&bytes).answer,
        ["wWw.EXAMPLE.com 60 CNAME EXAMPLE.com.", "EXAMPLE.com 60 A 192.0.2.1"]
    );
}

#[test]
fn other_names_are_refused() {
    let server = example(&["@ 60 A 192.0.2.1"]);
    for name in ["com", ".", "example.net", "badexample.com", "e.com"] {
        let refused = ask(&server, name, Rtype::A);
        assert_eq!((refused.rcode, refused.authoritative), (Rcode::REFUSED, false), "{name}");
        assert!(refused.answer.is_empty() && refused.authority.is_empty(), "{name}");
    }
    for transfer in [Rtype::AXFR, Rtype::IXFR] {
        assert_eq!(ask(&server, "example.com", transfer).rcode, Rcode::REFUSED);
    }
}

#[test]
fn a_zone_below_a_zone_answers_for_itself() {
    let zones = zones(&[("example.com", &["* 60 A 192.0.2.1"]), ("sub.example.com", &["@ 60 A 192.0.2.2"])]);
    let server = serve(&zones, Settings::default());
    ask(&server, "sub.example.com", Rtype::A).is(OK, &["sub.example.com 60 A 192.0.2.2"]);
    ask(&server, "x.sub.example.com", Rtype::A).lacks(Rcode::NXDOMAIN, "sub.example.com");
    ask(&server, "x.y.example.com", Rtype::A).is(OK, &["x.y.example.com 60 A 192.0.2.1"]);
}

#[test]
fn texts_are_cut_into_strings() {
    let long = "x".repeat(300);
    let server = example(&[&format!("@ 60 TXT {long}")]);
    let (first, rest) = long.split_at(255);
    ask(&server, "example.com", Rtype::TXT).is(OK, &[&format!("example.com 60 TXT \"{first}\" \"{rest}\"")]);
}

#[test]
fn types_that_are_answered_as_they_are_kept() {
    let server = example(&[
        "_443._tcp 300 TLSA 3 1 1 0d6fce13243aa7ab1d2c2f7b7a2a3a1a5e0d6fce13243aa7ab1d2c2f7b7a2a3b",
        "@ 300 HTTPS 1 . alpn=h2,h3 ipv4hint=192.0.2.1",
        "old 300 HTTPS 0 example.com.",
        "@ 300 LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0m 10000m 10m",
        "@ 300 NAPTR 100 10 \"u\" \"E2U+sip\" \"!^.*$!sip:info@example.com!\" .",
    ]);
    let digest = "0D6FCE13243AA7AB1D2C2F7B7A2A3A1A5E0D6FCE13243AA7AB1D2C2F7B7A2A3B";
    ask(&server, "_443._tcp.example.com", Rtype::TLSA)
        .is(OK, &[&format!("_443._tcp.example.com 300 TLSA 3 1 1 ( {digest} )")]);
    ask(&server, "example.com", Rtype::HTTPS)
        .is(OK, &["example.com 300 HTTPS 1 . alpn=h2,h3 ipv4hint=192.0.2.1"]);
    ask(&server, "example.com", Rtype::LOC)
        .is(OK, &["example.com 300 LOC \\# 16 00 00 16 13 8b 3c f0 18 81 0c bc e0 00 98 95 b8"]);
    // In the question, and whole in the target: it is not compressed (RFC 9460 section 2.2).
    let answer = ask(&server, "old.example.com", Rtype::HTTPS);
    assert_eq!(answer.bytes.windows(12).filter(|octets| octets == b"\x07example\x03com").count(), 2);
}

#[test]
fn ds_is_answered_by_the_side_above() {
    let digest = "00".repeat(32);
    let (sub, inner) = (format!("sub 60 DS 1 13 2 {digest}"), format!("inner 60 DS 2 13 2 {digest}"));
    let above = ["sub 60 NS ns1.example.net", &sub, "inner 60 NS dns1.registrar-servers.com", &inner];
    let held = zones(&[("example.com", &above), ("inner.example.com", &["@ 60 A 192.0.2.1"])]);
    let server = serve(&held, Settings::default());
    ask(&server, "sub.example.com", Rtype::DS).is(OK, &[&format!("sub.example.com 60 DS 1 13 2 {digest}")]);
    // Not the zone that is held for the name itself.
    ask(&server, "inner.example.com", Rtype::DS)
        .is(OK, &[&format!("inner.example.com 60 DS 2 13 2 {digest}")]);
    ask(&server, "inner.example.com", Rtype::A).is(OK, &["inner.example.com 60 A 192.0.2.1"]);
    // Without the zone above, its own apex has none.
    ask(&server, "example.com", Rtype::DS).lacks(OK, "example.com");
}
