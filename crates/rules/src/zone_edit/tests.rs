use proptest::prelude::*;

use super::*;

const DOMAIN: &str = "example.com";

fn sent(name: &str, kind: &str, value: &str) -> Sent {
    let kind = RecordKind::from_word(kind).expect(kind);
    Sent { name: name.into(), kind, value: value.into(), preference: None, ttl: None }
}

fn add(name: &str, kind: &str, value: &str) -> Edit {
    Edit::Add(sent(name, kind, value))
}

fn edited(zone: &Zone, edits: &[Edit]) -> Result<Zone, Refused> {
    zone.edited(DOMAIN, edits, None).map_err(|faulty| faulty.why)
}

fn shown(zone: &Zone) -> Vec<String> {
    let text = |line: crate::zone_difference::Line<'_>| {
        format!("{} {} {} {} {}", line.host_id, line.name, line.ttl, line.kind, line.value)
    };
    zone.lines().map(text).collect()
}

fn zone(edits: &[Edit]) -> Zone {
    edited(&Zone::empty(EmailType::None), edits).expect("fits")
}

#[test]
fn adding_replacing_and_deleting() {
    let zone = zone(&[
        add("www", "A", "192.0.2.1"),
        add("_443._tcp.www", "TLSA", "3 1 0 aa"),
        add("_sip._tcp", "SRV", "1 2 3 sip.example.net"),
        add("www", "A", "192.0.2.2"),
    ]);
    let rows = [
        "1 www 1800 A 192.0.2.1",
        "4 www 1800 A 192.0.2.2",
        "3 _sip._tcp 1800 SRV 1 2 3 sip.example.net.",
        "2 _443._tcp.www 1800 TLSA 3 1 0 aa",
    ];
    assert_eq!(shown(&zone), rows);
    // A twin is no change, in any letter case; with another TTL it is refused.
    let twins = [add("WWW", "A", "192.0.2.1"), add("_443._tcp.www.Example.com.", "TLSA", "3 1 0 AA")];
    assert_eq!(edited(&zone, &twins).as_ref(), Ok(&zone));
    let other_ttl = Sent { ttl: Some(60), ..sent("www", "A", "192.0.2.1") };
    assert_eq!(edited(&zone, &[Edit::Add(other_ttl.clone())]), Err(Refused::Exists(1)));
    let replaced =
        edited(&zone, &[Edit::Replace(vec![sent("www", "A", "192.0.2.3"), other_ttl])]).expect("fits");
    assert_eq!(shown(&replaced)[..2], ["1 www 60 A 192.0.2.1", "5 www 1800 A 192.0.2.3"]);
    assert_eq!(shown(&replaced)[2..], rows[2..], "others are not touched");
    let more = [
        Edit::Replace(vec![sent("_sip._tcp", "SRV", "9 2 3 SIP.example.net")]),
        Edit::Delete(sent("www", "A", "192.0.2.3")),
        Edit::DeleteId(2),
    ];
    let after = edited(&replaced, &more).expect("fits");
    assert_eq!(shown(&after), ["1 www 60 A 192.0.2.1", "3 _sip._tcp 1800 SRV 9 2 3 sip.example.net."]);
    assert_eq!(after.next_host_id, 6, "an id is never used again");
    for gone in [Edit::DeleteId(2), Edit::Delete(sent("www", "A", "192.0.2.3")), Edit::Replace(Vec::new())] {
        assert_eq!(edited(&after, &[gone]), Err(Refused::NoSuch));
    }
    let other_weight = Edit::Delete(sent("_sip._tcp", "SRV", "1 2 3 sip.example.net"));
    assert_eq!(edited(&after, &[other_weight]), Err(Refused::NoSuch));
}

#[test]
fn what_is_refused() {
    let with_cname = zone(&[add("a", "CNAME", "b.example.")]);
    for (name, kind, value, why) in [
        ("a b", "A", "192.0.2.1", Refused::Name),
        ("a.example.net.", "A", "192.0.2.1", Refused::Name),
        ("@", "NS", "ns.example.net", Refused::OfTheParent),
        ("@", "DS", "1 13 4 00", Refused::OfTheParent),
        ("a", "A", "192.0.2.256", Refused::Value),
        ("a", "MX", "x mail.example.net", Refused::Value),
        ("sip", "SRV", "1 2 3 a.example", Refused::ServiceName),
        ("_sip.tcp", "SRV", "1 2 3 a.example", Refused::ServiceName),
        ("_sip._tcp", "SRV", "1 2 a.example", Refused::Value),
        ("_sip._tcp", "SRV", "1 2 65536 a.example", Refused::Value),
        ("_sip._tcp", "SRV", "1 2 3 a..example", Refused::Value),
        ("a", "TLSA", "3 1", Refused::Data(rdata::Unfit("TLSA is usage, selector, matching type and data"))),
        ("A", "TXT", "x", Refused::CnameBesideOthers("a".into())),
        ("a", "HTTPS", "1 .", Refused::CnameBesideOthers("a".into())),
        ("a", "CNAME", "c.example.", Refused::CnameBesideOthers("a".into())),
    ] {
        assert_eq!(edited(&with_cname, &[add(name, kind, value)]), Err(why), "{name} {kind} {value}");
    }
    let long = ["a".repeat(60), "b".repeat(60), "c".repeat(60), "d".repeat(60)].join(".");
    assert_eq!(edited(&with_cname, &[add(&long, "A", "192.0.2.1")]), Err(Refused::Name));
    let faulty = with_cname.edited(DOMAIN, &[add("b", "TXT", "x"), add("b", "A", "x")], None);
    assert_eq!(faulty, Err(Faulty { at: Some(1), why: Refused::Value }));
    // CNAME may go and something else come in one call.
    let edits = [Edit::Delete(sent("a", "CNAME", "B.example")), add("a", "TXT", "x")];
    assert_eq!(shown(&edited(&with_cname, &edits).expect("fits")), ["2 a 1800 TXT x"]);
}

#[test]
fn as_many_as_a_zone_may_have() {
    let rows = |kind: &str, count: usize| {
        let value = |n: usize| match kind {
            "TXT" => n.to_string(),
            "SRV" => format!("{n} 0 {n} a.example"),
            _ => format!("3 1 0 {n:04x}"),
        };
        (0..count).map(|n| add("_a._b", kind, &value(n))).collect::<Vec<_>>()
    };
    let empty = Zone::empty(EmailType::None);
    for (kind, most) in [("TXT", MOST_RECORDS), ("SRV", MOST_SERVICES), ("TLSA", MOST_OTHERS)] {
        assert!(edited(&empty, &rows(kind, most)).is_ok(), "{kind}");
        assert_eq!(edited(&empty, &rows(kind, most + 1)), Err(Refused::TooMany), "{kind}");
    }
    assert_eq!(edited(&empty, &rows("TXT", MOST_EDITS + 1)), Err(Refused::TooMany));
}

#[test]
fn mail_follows_from_the_rows() {
    let zone = Zone::empty(EmailType::Forwarding);
    let mx = add("@", "MX", "10 mail.example.net");
    let after = edited(&zone, std::slice::from_ref(&mx)).expect("fits");
    assert_eq!((after.email_type, after.records[0].preference), (EmailType::Mx, 10));
    let mxe = add("@", "MXE", "192.0.2.1");
    assert_eq!(edited(&zone, std::slice::from_ref(&mxe)).map(|zone| zone.email_type), Ok(EmailType::Mxe));
    assert_eq!(edited(&zone, &[mx.clone(), mxe]), Err(Refused::MixedMail));
    assert_eq!(edited(&zone, &[add("a", "TXT", "x")]).map(|zone| zone.email_type), Ok(EmailType::Forwarding));
    let asked = |edits: &[Edit], email_type| {
        zone.edited(DOMAIN, edits, Some(email_type)).map(|zone| zone.email_type).map_err(|faulty| faulty.why)
    };
    assert_eq!(asked(&[], EmailType::Gmail), Ok(EmailType::Gmail));
    assert_eq!(asked(&[mx], EmailType::Gmail), Err(Refused::MixedMail));
}

/// setHosts keeps MX rows of one host apart by their preferences, and names by their letter case.
#[test]
fn twins() {
    let mx = |preference: u16| crate::host_record::Draft {
        preference: Some(preference),
        ..crate::host_record::Draft::new("@", RecordType::Mx, "mail.example.net.")
    };
    let zone = Zone::empty(EmailType::None).replaced(vec![mx(10), mx(20)], None).expect("fits");
    assert_eq!(zone.records.len(), 2);
    let delete = |value: &str| Edit::Delete(sent("@", "MX", value));
    assert_eq!(edited(&zone, &[delete("mail.example.net")]), Err(Refused::Several));
    let without = edited(&zone, &[delete("20 mail.example.net")]).expect("fits");
    assert_eq!(without.records.iter().map(|row| row.preference).collect::<Vec<_>>(), [10]);
    assert_eq!(without.restored_row(&zone, 2).as_ref(), Ok(&zone));
    let both = [sent("@", "MX", "20 mail.example.net"), sent("@", "MX", "10 mail.example.net")];
    assert_eq!(edited(&zone, &[Edit::Replace(both.to_vec())]).as_ref(), Ok(&zone));
    assert_eq!(zone.holding(DOMAIN, &both, None, true).as_ref(), Ok(&zone));
    let third = edited(&zone, &[Edit::Replace(vec![sent("@", "MX", "30 mail.example.net")])]).expect("fits");
    assert_eq!(third.records.iter().map(|row| (row.host_id, row.preference)).collect::<Vec<_>>(), [(1, 30)]);
}

#[test]
fn restoring() {
    let first = zone(&[add("a", "TXT", "1"), add("b", "HTTPS", "1 .")]);
    let second = edited(&first, &[Edit::DeleteId(1), Edit::DeleteId(2), add("c", "TXT", "3")]).expect("fits");
    let restored = second.restored(&first);
    assert_eq!((shown(&restored), restored.next_host_id), (shown(&first), 4));
    assert_eq!(restored.restored(&second), second, "a restore can be undone");
    let one = second.restored_row(&first, 2).expect("fits");
    assert_eq!(shown(&one), ["3 c 1800 TXT 3", "2 b 1800 HTTPS 1 ."]);
    assert_eq!(one.restored_row(&second, 2), Ok(second.clone()), "it was not there");
    assert_eq!(second.restored_row(&first, 9), Err(Refused::NoSuch));
    let twin = edited(&second, &[add("A", "TXT", "1")]).expect("fits");
    assert_eq!(twin.restored_row(&first, 1), Err(Refused::Exists(4)));
    let cname = edited(&second, &[add("b", "CNAME", "x.example")]).expect("fits");
    assert_eq!(cname.restored_row(&first, 2), Err(Refused::CnameBesideOthers("b".into())));
}

#[test]
fn names() {
    for (name, read) in [
        ("@", Some("@")),
        ("WWW", Some("www")),
        ("www.example.com.", Some("www")),
        ("Example.COM.", Some("@")),
        ("badexample.com.", None),
        ("www.", None),
        (".", None),
    ] {
        assert_eq!(relative(DOMAIN, name).as_deref(), read, "{name}");
    }
}

fn some_edit() -> impl Strategy<Value = Edit> {
    let kind = prop::sample::select(vec!["A", "TXT", "MX", "CNAME", "SRV", "HTTPS", "MXE"]);
    let sent = ("[ab]", kind, 0_u8..3, prop::option::of(60_u32..62)).prop_map(|(name, kind, n, ttl)| {
        let value = match kind {
            "SRV" => format!("{n} 0 1 a.example"),
            "HTTPS" => format!("{n} ."),
            "CNAME" | "MX" => format!("h{n}.example"),
            "TXT" => n.to_string(),
            _ => format!("192.0.2.{n}"),
        };
        let name = if kind == "SRV" { format!("_{name}._tcp") } else { name };
        Sent { ttl, ..self::sent(&name, kind, &value) }
    });
    prop_oneof![
        3 => sent.clone().prop_map(Edit::Add),
        1 => sent.clone().prop_map(|sent| Edit::Replace(vec![sent])),
        1 => sent.prop_map(Edit::Delete),
        1 => (1_i64..12).prop_map(Edit::DeleteId),
    ]
}

proptest! {
    /// Whatever is done: ids are unique and never used again, what no change names stays, and it can all be undone.
    #[test]
    fn edits_hold(calls in prop::collection::vec(prop::collection::vec(some_edit(), 0..4), 1..8)) {
        let mut zone = Zone::empty(EmailType::None);
        for edits in calls {
            let Ok(after) = edited(&zone, &edits) else { continue };
            let ids: Vec<i64> = after.lines().map(|line| line.host_id).collect();
            let unique: std::collections::BTreeSet<i64> = ids.iter().copied().collect();
            prop_assert_eq!(unique.len(), ids.len());
            prop_assert!(ids.iter().all(|id| *id < after.next_host_id));
            let before: Vec<i64> = zone.lines().map(|line| line.host_id).collect();
            prop_assert!(ids.iter().all(|id| before.contains(id) || *id >= zone.next_host_id));
            let names_it = |line: &crate::zone_difference::Line<'_>| edits.iter().any(|edit| match edit {
                Edit::DeleteId(id) => *id == line.host_id,
                Edit::Add(_) => false,
                Edit::Delete(sent) => sent.name == line.name && sent.kind.word() == line.kind,
                Edit::Replace(rows) => rows[0].name == line.name && rows[0].kind.word() == line.kind,
            });
            let difference = after.difference(&zone);
            // An MXE row stands at the domain itself, whatever name was sent.
            prop_assert!(difference.deleted.iter().all(|line| line.kind == "MXE" || names_it(line)));
            let undone = after.restored(&zone);
            prop_assert!(undone.difference(&zone).is_empty());
            zone = after;
        }
    }
}
