use std::net::Ipv4Addr;

use proptest::prelude::*;

use super::*;
use crate::host_record::{Draft, EmailType, RecordType};
use crate::record_kind::RecordKind;
use crate::zone::Zone;
use crate::zone_edit::{Edit, Sent};

const DOMAIN: &str = "example.com";

fn heading(servers: &[String]) -> Heading<'_> {
    Heading { domain: DOMAIN, version: 7, name_servers: servers, redirector: Ipv4Addr::new(192, 0, 2, 99) }
}

fn written(zone: &Zone) -> String {
    let servers = ["dns1.registrar-servers.com".to_owned(), "dns2.registrar-servers.com".to_owned()];
    write(heading(&servers), zone)
}

fn sent(name: &str, kind: &str, value: &str, ttl: u32) -> Sent {
    let kind = RecordKind::from_word(kind).expect(kind);
    Sent { name: name.into(), kind, value: value.into(), preference: None, ttl: Some(ttl) }
}

/// The zone that a text makes of one, with nothing else in it.
fn imported(zone: &Zone, text: &str) -> Zone {
    let text = read(DOMAIN, text).expect("a master file");
    let rows: Vec<Sent> = text.rows.into_iter().map(|(_, sent)| sent).collect();
    zone.holding(DOMAIN, &rows, text.email_type, true).expect("fits")
}

/// Rows without HostIds and titles, which a text does not carry.
fn content(zone: &Zone) -> Vec<String> {
    let owner = |name: &str| name.to_owned();
    let hosts = zone.records.iter().map(|row| {
        format!("{} {:?} {} {} {}", owner(&row.name), row.kind, row.address, row.preference, row.ttl)
    });
    let services = zone.services.iter().map(|row| format!("{} {} {}", row.srv.owner(), row.srv, row.ttl));
    let others =
        zone.others.iter().map(|row| format!("{} {:?} {} {}", row.name, row.kind, row.data, row.ttl));
    let mut all: Vec<String> = hosts.chain(services).chain(others).collect();
    all.sort();
    all.push(zone.email_type.word().to_owned());
    all
}

#[test]
fn what_a_file_says() {
    let rows = [
        sent("@", "URL", "http://example.net/", 300),
        sent("www", "A", "192.0.2.1", 300),
        sent("www", "A", "192.0.2.2", 60),
        sent("t", "TXT", "a \"b\" \\ é", 1800),
        sent("_sip._tcp", "SRV", "1 2 3 .", 1800),
        sent("_443._tcp", "TLSA", "3 1  0 aAbb", 1800),
    ];
    let zone = Zone::empty(EmailType::None).holding(DOMAIN, &rows, None, false).expect("fits");
    let text = written(&zone);
    let expected = "\
; example.com, version 7
$ORIGIN example.com.
$TTL 1800
@ 3601 IN SOA dns1.registrar-servers.com. hostmaster.registrar-servers.com. 7 43200 3600 604800 3601
@ 1800 IN NS dns1.registrar-servers.com.
@ 1800 IN NS dns2.registrar-servers.com.
;namegate:email NONE
www 60 IN A 192.0.2.1 ;namegate:served
www 60 IN A 192.0.2.2
t 1800 IN TXT \"a \\\"b\\\" \\\\ \\195\\169\"
@ 300 IN A 192.0.2.99 ;namegate:served
_sip._tcp 1800 IN SRV 1 2 3 .
_443._tcp 1800 IN TLSA 3 1  0 aAbb ;namegate:served
;namegate:row www 300 A \"192.0.2.1\"
;namegate:row @ 300 URL \"http://example.net/\"
;namegate:row _443._tcp 1800 TLSA \"3 1  0 aAbb\"
";
    assert_eq!(text, expected);
    assert_eq!(imported(&zone, &text), zone);
}

#[test]
fn files_of_others() {
    let text = "\
$TTL 1h
@ IN SOA ns.example.net. root.example.net. ( 1 ; serial
  2 3 4 5 )
  IN NS ns.example.net.
  86400 MX 10 mail
mail A 192.0.2.1
  AAAA 2001:db8::1
$ORIGIN sub.example.com.
www 300 IN CNAME @
@ A 192.0.2.2
_x._tcp IN 90 SRV 0 0 443 www
Naptr NAPTR 1 2 \"u\" \"\" \"!a!b!\" .
h HTTPS 1 www alpn=h2
t TXT one \"two\" \"\\195\\169\"
example.com. CAA 0 issue \"ca.example\"
";
    let read = read(DOMAIN, text).expect("a master file");
    let rows: Vec<String> = read
        .rows
        .iter()
        .map(|(line, sent)| {
            format!("{line} {} {:?} {} {}", sent.name, sent.ttl, sent.kind.word(), sent.value)
        })
        .collect();
    assert_eq!(
        rows,
        [
            "5 @ Some(60000) MX 10 mail.example.com.",
            "6 mail Some(3600) A 192.0.2.1",
            "7 mail Some(3600) AAAA 2001:db8::1",
            "9 www.sub Some(300) CNAME sub.example.com.",
            "10 sub Some(3600) A 192.0.2.2",
            "11 _x._tcp.sub Some(90) SRV 0 0 443 www.sub.example.com.",
            "12 naptr.sub Some(3600) NAPTR 1 2 \"u\" \"\" \"!a!b!\" .",
            "13 h.sub Some(3600) HTTPS 1 www.sub.example.com. alpn=h2",
            "14 t.sub Some(3600) TXT onetwoé",
            "15 @ Some(3600) CAA 0 issue \"ca.example\"",
        ]
    );
    assert_eq!(read.notes, [(2, Note::Soa), (4, Note::NameServer), (5, Note::Ttl)]);
    // Without $TTL the last one that was named (RFC 1035 section 5.1).
    let read = super::read(DOMAIN, "a A 192.0.2.1\nb 60 A 192.0.2.1\nc A 192.0.2.1\n").expect("read");
    assert_eq!(read.rows.iter().map(|(_, sent)| sent.ttl).collect::<Vec<_>>(), [None, Some(60), Some(60)]);
}

#[test]
fn what_is_refused() {
    for (text, line, fault) in [
        ("a A 192.0.2.1\n$INCLUDE /etc/passwd\n", 2, Fault::Directive("$INCLUDE".into())),
        ("$generate 1-9 a$ A 192.0.2.$", 1, Fault::Directive("$generate".into())),
        ("$ORIGIN", 1, Fault::Directive("$ORIGIN".into())),
        ("$TTL -1", 1, Fault::Ttl),
        ("$TTL 1x", 1, Fault::Ttl),
        ("a 2147483648 A 192.0.2.1", 1, Fault::Ttl),
        ("a 99999999999999999999 A 192.0.2.1", 1, Fault::Ttl),
        ("a 71582789m A 192.0.2.1", 1, Fault::Ttl),
        (" A 192.0.2.1", 1, Fault::NoRecord),
        ("a", 1, Fault::NoRecord),
        ("a IN 60", 1, Fault::NoRecord),
        ("a CH A 192.0.2.1", 1, Fault::Class),
        ("a.example.net. A 192.0.2.1", 1, Fault::Name),
        ("\"\" A 192.0.2.1", 1, Fault::Name),
        ("a\\046b A 192.0.2.1", 1, Fault::Name),
        ("\na HINFO x y", 2, Fault::Type("HINFO".into())),
        ("a TYPE65280 \\# 0", 1, Fault::Type("TYPE65280".into())),
        ("a A", 1, Fault::Data("A")),
        ("a A 192.0.2.1 192.0.2.2", 1, Fault::Data("A")),
        ("a URL http://example.net/", 1, Fault::Data("URL")),
        ("a TXT \"\\255\"", 1, Fault::Text),
        ("a (\nA 192.0.2.1", 1, Fault::Broken(crate::presentation::Broken::Parenthesis)),
        (";namegate:email nobody", 1, Fault::Comment),
        (";namegate:row a b", 1, Fault::Comment),
        (";namegate:row a x A 192.0.2.1", 1, Fault::Ttl),
        (";namegate:row a 60 HINFO x", 1, Fault::Type("HINFO".into())),
        (";namegate:other", 1, Fault::Comment),
    ] {
        assert_eq!(read(DOMAIN, text), Err(Faulty { line, fault }), "{text:?}");
    }
    let many = "a A 192.0.2.1\n".repeat(crate::zone_edit::MOST_EDITS + 1);
    assert_eq!(read(DOMAIN, &many).map_err(|faulty| faulty.fault), Err(Fault::TooMany));
}

fn some_row() -> impl Strategy<Value = Sent> {
    let rows = prop::sample::select(vec![
        ("A", "192.0.2.1"),
        ("A", "192.0.2.2"),
        ("AAAA", "2001:db8::1"),
        ("ALIAS", "Lb.example.net"),
        ("CAA", "0 issue \"ca.example\""),
        ("CAA", "128 ISSUE ca.example"),
        ("CNAME", "a.example.net"),
        ("CNAME", "A.example.net"),
        ("FRAME", "http://example.net/;x"),
        ("MX", "10 mail.example.net"),
        ("MX", "20 Mail2.example.net"),
        ("MXE", "192.0.2.7"),
        ("NS", "ns.example.net"),
        ("TXT", "v=spf1 -all"),
        ("TXT", "\"quoted\" ; \\ (x)"),
        ("URL", "http://example.net/"),
        ("URL301", "https://example.net/?a=\"b\""),
        ("SRV", "1 2 3 a.example.net"),
        ("SRV", "1 2 4 ."),
        ("DS", "1 13 4 00"),
        ("HTTPS", "1 . alpn=\"h2,h3\""),
        ("SVCB", "0 Svc.example.net"),
        ("LOC", "1 N 2 E 3m"),
        ("NAPTR", "1 2 \"u\" \"\" \"!^.*$!sip:a;b!\" ."),
        ("SSHFP", "4 3 aa bb"),
        ("TLSA", "3 1 0  AAbb"),
    ]);
    let name = prop::sample::select(vec!["@", "www", "WWW", "a.b", "*", "_acme.", "c"]);
    let ttl = prop::sample::select(vec![60, 1800, 60_000]);
    (name, rows, ttl).prop_map(|(name, (kind, value), ttl)| {
        let name = if kind == "SRV" { "_a._b".to_owned() } else { name.to_owned() };
        sent(&name, kind, value, ttl)
    })
}

proptest! {
    /// A zone, as setHosts or edits made it, comes back from its text: over itself with its HostIds, and over an empty
    /// one without them.
    #[test]
    fn a_zone_reads_back(
        rows in prop::collection::vec(some_row(), 0..12),
        email_type in prop::option::of(prop::sample::select(EmailType::ALL.to_vec())),
    ) {
        let mut zone = Zone::empty(EmailType::None);
        for row in rows {
            let edits = [Edit::Add(row)];
            zone = zone.edited(DOMAIN, &edits, None).unwrap_or(zone);
        }
        zone = zone.edited(DOMAIN, &[], email_type).unwrap_or(zone);
        let text = written(&zone);
        prop_assert_eq!(&imported(&zone, &text), &zone, "{}", text);
        let anew = imported(&Zone::empty(EmailType::None), &text);
        prop_assert_eq!(content(&anew), content(&zone), "{}", text);
    }

    /// MX rows of one host that differ in their preference, and names in letter case, as setHosts keeps them.
    #[test]
    fn twins_read_back(rows in prop::collection::vec((0_u8..3, prop::bool::ANY, 60_u32..62), 0..6)) {
        let draft = |(preference, upper, ttl): (u8, bool, u32)| Draft {
            preference: Some(preference.into()),
            ttl: Some(ttl),
            ..Draft::new(if upper { "M" } else { "m" }, RecordType::Mx, "mail.example.net.")
        };
        let drafts = rows.into_iter().map(draft).collect();
        let zone = Zone::empty(EmailType::None).replaced(drafts, None).expect("fits");
        let text = written(&zone);
        prop_assert_eq!(&imported(&zone, &text), &zone, "{}", text);
        let anew = imported(&Zone::empty(EmailType::None), &text);
        prop_assert_eq!(content(&anew), content(&zone), "{}", text);
    }

    #[test]
    fn any_text_is_a_txt_row_that_reads_back(text in "\\PC{1,600}") {
        let draft = Draft {
            name: "t".into(),
            kind: RecordType::Txt,
            address: text,
            preference: None,
            ttl: None,
            associated_app_title: "a title".into(),
            friendly_name: String::new(),
        };
        let Ok(draft) = draft.checked() else { return Ok(()) };
        let zone = Zone::empty(EmailType::None).replaced(vec![draft], None).expect("fits");
        prop_assert_eq!(imported(&zone, &written(&zone)), zone);
    }

    #[test]
    fn any_file_is_read_or_refused(text in "([a-z@]{0,3}[ \t]?|IN |60 |A |TXT |\"x\"|;|;namegate:row |\\(|\\)|\n|\\$ORIGIN |\\\\1|é){0,30}") {
        let _ = read(DOMAIN, &text);
    }
}
