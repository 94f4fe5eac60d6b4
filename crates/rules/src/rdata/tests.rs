//! Data beside what the RFCs give for it.

use proptest::prelude::*;

use super::*;
use crate::other_record::kept_data;

fn hex(kind: OtherType, text: &str) -> Result<String, &'static str> {
    let octets = wire(kind, text).map_err(|unfit| unfit.0)?;
    Ok(octets.iter().map(|octet| format!("{octet:02x}")).collect())
}

const FOO: &str = "03666f6f076578616d706c6503636f6d00";
const ORG: &str = "03666f6f076578616d706c65036f726700";

#[test]
fn service_bindings_as_in_appendix_d_of_rfc_9460() {
    for (text, data) in [
        ("0 foo.example.com.", format!("0000{FOO}")),
        ("1 .", "000100".into()),
        ("16 foo.example.com. port=53", format!("0010{FOO}000300020035")),
        ("1 foo.example.com. key667=hello", format!("0001{FOO}029b000568656c6c6f")),
        (r#"1 foo.example.com. key667="hello\210qoo""#, format!("0001{FOO}029b000968656c6c6fd2716f6f")),
        (
            r#"1 foo.example.com. ipv6hint="2001:db8::1,2001:db8::53:1""#,
            format!("0001{FOO}0006002020010db800000000000000000000000120010db8000000000000000000530001"),
        ),
        (
            "16 foo.example.org. alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1",
            format!("0010{ORG}0000000400010004000100090268320568332d313900040004c0000201"),
        ),
        (
            r#"16 foo.example.org. alpn="f\\\\oo\\,bar,h2""#,
            format!("0010{ORG}0001000c08665c6f6f2c626172026832"),
        ),
        (
            r"16 foo.example.org. alpn=f\\\092oo\092,bar,h2",
            format!("0010{ORG}0001000c08665c6f6f2c626172026832"),
        ),
    ] {
        for kind in [OtherType::Svcb, OtherType::Https] {
            assert_eq!(hex(kind, text), Ok(data.clone()), "{text}");
        }
    }
    for broken in [
        "1",
        "65536 .",
        "1 a..b",
        "1 foo.example.com. key123=abc key123=def",
        "1 foo.example.com. mandatory",
        "1 foo.example.com. mandatory=",
        "1 foo.example.com. alpn",
        "1 foo.example.com. alpn=,h2",
        "1 foo.example.com. port",
        "1 foo.example.com. port=65536",
        "1 foo.example.com. port=+1",
        "1 foo.example.com. ipv4hint=",
        "1 foo.example.com. ipv4hint=192.0.2.1,",
        "1 foo.example.com. ipv6hint=192.0.2.1",
        "1 foo.example.com. ech=*",
        "1 foo.example.com. no-default-alpn",
        "1 foo.example.com. alpn=h2 no-default-alpn=abc",
        "1 foo.example.com. mandatory=key123",
        "1 foo.example.com. mandatory=mandatory",
        "1 foo.example.com. mandatory=key123,key123 key123=abc",
        "1 foo.example.com. key1=abc",
        "1 foo.example.com. key065=abc",
        "1 foo.example.com. key65535=abc",
        "1 foo.example.com. nobody=abc",
        r"1 foo.example.com. \097lpn=h2",
        "1 foo.example.com. =h2",
        "1 foo.example.com. \"\"",
    ] {
        assert!(hex(OtherType::Https, broken).is_err(), "{broken}");
    }
}

#[test]
fn places() {
    let loc = |text| hex(OtherType::Loc, text);
    // The examples of RFC 1876 section 4.
    assert_eq!(loc("42 21 54 N 71 06 18 W -24m 30m"), Ok("0033161389172dd070be15f000988d20".into()));
    assert_eq!(
        loc("42 21 43.952 N 71 5 6.344 W -24m 1m 200m"),
        loc("42 21 43.952 N 71 05 06.344 W -24.00 1 200 10m")
    );
    assert_eq!(loc("0 N 0 E 0"), Ok("00121613800000008000000000989680".into()));
    assert_eq!(loc("90 S 180 W 42849672.95m 90000000m 0m 0m"), Ok("009900006cb0270059604e00ffffffff".into()));
    for broken in [
        "",
        "42 N 71 W",
        "91 N 71 W 0",
        "90 0 0.001 N 71 W 0",
        "42 60 N 71 W 0",
        "42 0 60 N 71 W 0",
        "42 0 0.0001 N 71 W 0",
        "42 0 0. N 71 W 0",
        "1 2 3 4 N 71 W 0",
        "N 71 W 0",
        "71 W 42 N 0",
        "42 N 71 W -100000.01",
        "42 N 71 W 42849672.96",
        "42 N 71 W 0 100000000m",
        "42 N 71 W 0 0.001m",
        "42 N 71 W 0 1 1 1 1",
        "42 N 71 W 99999999999999999999",
        "42.5 N 71 W 0",
        "\"42\" N 71 W 0",
    ] {
        assert!(loc(broken).is_err(), "{broken}");
    }
}

#[test]
fn digests() {
    let sha1 = "0123456789abcdef0123456789abcdef01234567";
    let sha256 = "AB".repeat(32);
    let sha384 = "00".repeat(48);
    for (kind, text, fits) in [
        (OtherType::Sshfp, format!("2 1 {sha1}"), true),
        (OtherType::Sshfp, format!("4 2 {sha256}"), true),
        (OtherType::Sshfp, format!("4 2 {sha1}"), false),
        (OtherType::Sshfp, "4 2".into(), false),
        (OtherType::Sshfp, "4".into(), false),
        (OtherType::Tlsa, format!("3 1 1 {sha256}"), true),
        (OtherType::Tlsa, format!("3 1 1 {} {}", &sha256[..31], &sha256[31..]), true),
        (OtherType::Tlsa, format!("3 1 2 {sha256}"), false),
        (OtherType::Tlsa, "3 1 0 00".into(), true),
        (OtherType::Tlsa, "3 1 0 0".into(), false),
        (OtherType::Tlsa, "3 1 0 0g".into(), false),
        (OtherType::Tlsa, "3 1 0".into(), false),
        (OtherType::Tlsa, "256 1 0 00".into(), false),
        (OtherType::Ds, format!("60485 5 1 {sha1}"), true),
        (OtherType::Ds, format!("60485 14 4 {sha384}"), true),
        (OtherType::Ds, format!("60485 13 2 {sha1}"), false),
        (OtherType::Ds, format!("65536 13 2 {sha256}"), false),
        (OtherType::Ds, format!("+1 13 2 {sha256}"), false),
    ] {
        assert_eq!(wire(kind, &text).is_ok(), fits, "{kind:?} {text}");
    }
    assert_eq!(hex(OtherType::Ds, &format!("60485 5 1 {sha1}")), Ok(format!("ec450501{sha1}")));
    assert_eq!(hex(OtherType::Tlsa, "3 1 0 0aF F0"), Err("its digest is not in pairs of hexadecimal digits"));
    assert_eq!(hex(OtherType::Tlsa, "3 1 0 0aF F"), Ok("0301000aff".into()));
}

#[test]
fn naming_authority_pointers() {
    let naptr = |text| hex(OtherType::Naptr, text);
    let pattern = "215e2e2a24217369703a6140622e6321";
    assert_eq!(
        naptr(r#"100 50 "u" E2U+sip "!^.*$!sip:a@b.c!" ."#),
        Ok(format!("00640032 0175 074532552b736970 10{pattern} 00").replace(' ', ""))
    );
    assert_eq!(
        naptr(r#"100 50 "s" "" "" foo.example.com."#),
        Ok(format!("006400320173 0000{FOO}").replace(' ', ""))
    );
    for broken in
        ["1 2 \"\" \"\" \"\"", "1 2 \"!\" \"\" \"\" .", "1 2 \"\" \"\" \"\" a..b", "1 2 \"\" \"\" \"\" . ."]
    {
        assert!(naptr(broken).is_err(), "{broken}");
    }
    assert!(naptr(&format!("1 2 \"\" \"\" \"{}\" .", "a".repeat(256))).is_err());
}

#[test]
fn names_get_their_closing_dot_and_all_else_stays() {
    for (kind, text, kept) in [
        (OtherType::Https, "1 Svc.example.net  alpn=h2", "1 Svc.example.net.  alpn=h2"),
        (OtherType::Https, "1 svc.example.net. alpn=h2", "1 svc.example.net. alpn=h2"),
        (OtherType::Svcb, "1 .", "1 ."),
        (OtherType::Naptr, "1 2 \"\" \"\" \"\" a.example", "1 2 \"\" \"\" \"\" a.example."),
        (OtherType::Tlsa, "3 1 0 0aFf", "3 1 0 0aFf"),
    ] {
        assert_eq!(kept_data(kind, text).as_deref(), Ok(kept));
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(at in 0_usize..7, text in "[0-9a-zA-Z.,=\\\\\" +-]{0,40}") {
        let kind = OtherType::ALL[at];
        if let Ok(kept) = kept_data(kind, &text) {
            prop_assert_eq!(kept_data(kind, &kept), Ok(kept));
        }
    }

    /// Numbers in front, as most types have them.
    #[test]
    fn nearly_fitting_text_is_read_or_refused(
        at in 0_usize..7,
        numbers in proptest::collection::vec(0_u32..70_000, 0..4),
        rest in "([a-z.]{0,5} ?|[a-z0-9]{1,5}=\"?[a-z0-9,\\\\]{0,5}\"? ?){0,3}",
    ) {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let _ = kept_data(OtherType::ALL[at], &format!("{} {rest}", numbers.join(" ")));
    }
}
