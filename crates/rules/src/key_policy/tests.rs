use proptest::prelude::*;

use super::scope::is_like;
use super::*;
use crate::host_record::{Draft, EmailType, RecordType};
use crate::zone::{Claim, Zone};

const KEY: i64 = 7;
const NOW: i64 = 1_000;

fn asked(name: &str, reads: bool) -> Asked<'_> {
    Asked { name, reads }
}

fn commands(texts: &[&str]) -> Scope<CommandPattern> {
    Scope::parse(texts.iter().copied()).expect("patterns")
}

#[test]
fn the_longest_pattern_decides() {
    let scope = commands(&[
        "namecheap.*",
        "-namecheap.domains.*",
        "namecheap.domains.dns.*:read",
        "namecheap.domains.create",
    ]);
    for (name, reads, allowed) in [
        ("namecheap.users.getBalances", true, true),
        ("namecheap.domains.renew", false, false),
        ("namecheap.domains.create", false, true),
        ("namecheap.domains.createAll", false, false),
        ("namecheap.domains.dns.getHosts", true, true),
        ("NAMECHEAP.domains.dns.GETHOSTS", true, true),
        ("namecheap.domains.dns.setHosts", false, false),
        ("namegate.dns.change", false, false),
        ("namecheap", true, false),
    ] {
        assert_eq!(scope.allows(&asked(name, reads)), allowed, "{name}");
    }
    assert!(!Scope::<CommandPattern>::default().allows(&asked("namecheap.users.getBalances", true)));
    let even = commands(&["namecheap.ssl.*", "-namecheap.ssl.*"]);
    assert!(!even.allows(&asked("namecheap.ssl.create", false)), "of two as long the one that refuses");
}

#[test]
fn what_is_no_pattern() {
    for text in ["", "name*", "*.domains", "a b", "namecheap.domains.*x", ":read", "--a"] {
        assert_eq!(Scope::<CommandPattern>::parse([text]), Err(text));
    }
    for text in ["", "**", "exa mple.com", "*example.com", "example..com"] {
        assert_eq!(Scope::<DomainPattern>::parse([text]), Err(text));
    }
    for text in ["", "T/T a", "TXT a\u{7}"] {
        assert_eq!(Scope::<RecordPattern>::parse([text]), Err(text));
    }
    let many = vec!["TXT"; scope::MOST_PATTERNS + 1];
    assert!(Scope::<RecordPattern>::parse(many).is_err());
}

#[test]
fn domains_in_reach() {
    let name = |text| DomainName::parse(text).expect("a name");
    let policy = |texts: &[&'static str]| Policy {
        domains: Scope::parse(texts.iter().copied()).expect("patterns"),
        ..Policy::full()
    };
    let some = policy(&["example.com", "*.net", "-bad.net"]);
    for (text, reached) in [
        ("example.com", true),
        ("other.com", false),
        ("x.net", true),
        ("bad.net", false),
        ("y.example.com", false),
    ] {
        assert_eq!(some.reaches(&name(text)), reached, "{text}");
    }
    assert!(policy(&["*", "-example.com"]).reaches(&name("other.org")));
    assert!(!policy(&["*", "-example.com"]).reaches(&name("example.com")));
}

#[test]
fn patterns_are_written_as_they_are_read() {
    for preset in Preset::ALL {
        let policy = preset.policy();
        let commands: Vec<String> = policy.commands.texts().collect();
        let records: Vec<String> = policy.records.texts().collect();
        assert_eq!(Scope::parse(commands.iter().map(String::as_str)), Ok(policy.commands.clone()));
        assert_eq!(Scope::parse(records.iter().map(String::as_str)), Ok(policy.records.clone()));
        assert!(policy.commands != Scope::default(), "the patterns of {} are well formed", preset.word());
        assert_eq!(policy.is_full(), preset == Preset::Full);
    }
    assert!(Preset::Acme.policy().records != Scope::default());
    assert!(Preset::Ddns.policy().records != Scope::default());
}

#[test]
fn full_keys_alone_widen() {
    let all = Policy { domains: Scope::parse(["*.com"]).expect("a pattern"), ..Policy::full() };
    for name in [
        "namegate.keys.create",
        "namegate.allow.add",
        "namegate.sandbox.reset",
        "namecheap.users.changePassword",
        "namecheap.users.resetPassword",
    ] {
        assert_eq!(all.command(asked(name, false)), Err(Denied::FullOnly(name.to_owned())));
        assert_eq!(Policy::full().command(asked(name, false)), Ok(()));
    }
    let merging = Policy { merge: true, most_deletions: Some(1), ..Policy::full() };
    assert_eq!(merging.command(asked("namegate.keys.create", false)), Ok(()));
}

#[test]
fn nobody_makes_more_than_they_have() {
    let guarded = Policy { most_deletions: Some(3), ..Policy::full() };
    assert_eq!(exceeds(&Policy::full(), &guarded), Some("MostDeletions"));
    assert_eq!(exceeds(&Policy { most_deletions: Some(3), ..Policy::full() }, &guarded), None);
    let asked = |client_ip| Policy { client_ip, ..Policy::full() };
    for other in [ClientIp::Required, ClientIp::Optional, ClientIp::Ignored] {
        assert_eq!(exceeds(&asked(other), &asked(ClientIp::Caller)), Some("ClientIpRule"));
        assert_eq!(exceeds(&asked(other), &asked(ClientIp::Required)), None);
    }
    assert_eq!(exceeds(&asked(ClientIp::Caller), &asked(ClientIp::Caller)), None);
    assert_eq!(exceeds(&Preset::Acme.policy(), &Policy::full()), None);
    assert_eq!(exceeds(&Preset::Acme.policy(), &Preset::Dns.policy()), Some("a policy"));
}

#[test]
fn spending() {
    let usd = |dollars: i64| Money::usd(dollars * 10_000);
    let some = Spending { highest_price: Some(usd(10)), per_day: Some(usd(15)), in_all: Some(usd(30)) };
    assert!(some.is_limited() && !Spending::default().is_limited());
    for (price, today, before, denied) in [
        (10, 5, 20, None),
        (11, 0, 0, Some(Denied::Price(usd(10), usd(11)))),
        (10, 6, 6, Some(Denied::PerDay(usd(15)))),
        (10, 0, 21, Some(Denied::InAll(usd(30)))),
    ] {
        assert_eq!(some.judge(usd(price), usd(today), usd(before)).err(), denied);
    }
    assert_eq!(Spending::default().judge(Money::usd(i64::MAX), usd(1), usd(1)), Ok(()));
    let free = Spending { highest_price: Some(Money::ZERO), ..Spending::default() };
    assert_eq!(free.judge(Money::ZERO, usd(0), usd(0)), Ok(()));
}

fn zone(rows: &[(&str, RecordType, &str)]) -> Zone {
    let before = Zone { email_type: EmailType::None, ..Zone::parked("example.com") };
    changed(&before, rows)
}

fn changed(before: &Zone, rows: &[(&str, RecordType, &str)]) -> Zone {
    let draft = |(name, kind, address): &(&str, RecordType, &str)| Draft::new(*name, *kind, *address);
    before.replaced(rows.iter().map(draft).collect(), None).expect("a zone")
}

const WWW: (&str, RecordType, &str) = ("www", RecordType::A, "192.0.2.1");
const TOKEN: (&str, RecordType, &str) = ("_acme-challenge.www", RecordType::Txt, "token");
const DOTTED: (&str, RecordType, &str) = ("_Acme-Challenge.", RecordType::Txt, "other");

fn judged(policy: &Policy, before: &Zone, rows: &[(&str, RecordType, &str)]) -> Result<Zone, Denied> {
    judge(Some((KEY, policy)), before, changed(before, rows), NOW)
}

#[test]
fn an_acme_key_writes_challenges_and_nothing_else() {
    let policy = Preset::Acme.policy();
    let before = zone(&[WWW]);
    let after = judged(&policy, &before, &[WWW, TOKEN, DOTTED]).expect("challenges");
    let ends = Some(NOW + 3_600);
    assert_eq!(
        after.claims.iter().map(|claim| (claim.key_id, claim.ends)).collect::<Vec<_>>(),
        [(KEY, ends); 2]
    );
    assert_eq!(after.next_end(), ends);
    assert_eq!(after.without_ended(NOW + 3_599), after);
    let ended = after.without_ended(NOW + 3_600);
    assert_eq!((ended.records.clone(), ended.claims.len()), (before.records.clone(), 0));
    assert_eq!(judged(&policy, &after, &[WWW, DOTTED]).expect("its own").claims.len(), 1);
    let www = Denied::Record { kind: "A".into(), name: "www".into() };
    assert_eq!(judged(&policy, &before, &[]), Err(www.clone()));
    assert_eq!(judged(&policy, &before, &[("www", RecordType::A, "192.0.2.2"), TOKEN]), Err(www));
    let beside = Denied::Record { kind: "TXT".into(), name: "_acme-challengex".into() };
    assert_eq!(judged(&policy, &before, &[WWW, ("_acme-challengex", RecordType::Txt, "x")]), Err(beside));
}

#[test]
fn a_record_of_another_stays() {
    let policy = Preset::Acme.policy();
    let before = zone(&[WWW, TOKEN]);
    let of_another = Denied::OfAnother { kind: "TXT".into(), name: "_acme-challenge.www".into() };
    assert_eq!(judged(&policy, &before, &[WWW]), Err(of_another));
}

#[test]
fn a_key_has_so_many_records_and_no_more() {
    let policy = Policy { most_records: Some(1), ..Preset::Acme.policy() };
    let before = zone(&[]);
    assert!(judged(&policy, &before, &[TOKEN]).is_ok());
    assert_eq!(judged(&policy, &before, &[TOKEN, DOTTED]), Err(Denied::MostRecords(1)));
}

#[test]
fn a_guard_against_deletions() {
    let policy = Policy { most_deletions: Some(1), ..Policy::full() };
    let before = zone(&[WWW, TOKEN, DOTTED]);
    assert!(judged(&policy, &before, &[WWW, TOKEN]).is_ok());
    assert_eq!(judged(&policy, &before, &[WWW]), Err(Denied::MostDeletions { most: 1, count: 2 }));
}

#[test]
fn the_mail_type_is_a_record_too() {
    let before = zone(&[WWW]);
    let after = Zone { email_type: EmailType::Gmail, ..before.clone() };
    let judged = |policy: &Policy| judge(Some((KEY, policy)), &before, after.clone(), NOW);
    assert!(judged(&Preset::Dns.policy()).is_ok());
    assert!(
        matches!(judged(&Preset::Ddns.policy()), Err(Denied::Record { kind, .. }) if kind == "EMAILTYPE")
    );
}

#[test]
fn a_full_key_takes_claims_away_with_their_rows() {
    let before = judged(&Preset::Acme.policy(), &zone(&[WWW]), &[WWW, TOKEN, DOTTED]).expect("challenges");
    let after = judge(None, &before, changed(&before, &[WWW, TOKEN]), NOW).expect("everything is allowed");
    let [Claim { host_id, .. }] = after.claims[..] else { panic!("one claim: {:?}", after.claims) };
    let token = after.records.iter().find(|row| row.address == "token").expect("the row");
    assert_eq!(token.host_id, host_id);
}

proptest! {
    #[test]
    fn stars_stand_for_anything(parts in proptest::collection::vec("[ab]{0,3}", 1..4), fill in "[abc*]{0,4}") {
        let pattern = parts.join("*");
        prop_assert!(is_like(&pattern, &parts.join(&fill)), "{} with {}", pattern, fill);
        let marked = format!("{}z", parts.concat());
        prop_assert_eq!(is_like(&pattern, &marked), pattern.ends_with('*'));
    }

    #[test]
    fn no_text_breaks_a_pattern(text in "\\PC{0,40}") {
        for texts in [
            Scope::<CommandPattern>::parse([text.as_str()]).map(|scope| scope.texts().collect::<Vec<_>>()).ok(),
            Scope::<RecordPattern>::parse([text.as_str()]).map(|scope| scope.texts().collect()).ok(),
            Scope::<DomainPattern>::parse([text.as_str()]).map(|scope| scope.texts().collect()).ok(),
        ] {
            prop_assert!(texts.is_none_or(|texts| texts.len() == 1));
        }
    }
}
