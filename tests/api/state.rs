//! Everything a sandbox holds, as a file and back.

use testkit::{Answer, Setup, TestApp, encode, globals};
use wire::node::Node;

use crate::{coverage, rows};

const IMPORT: &str = "namegate.sandbox.state.import";

async fn exported(app: &TestApp) -> String {
    let result = app.call("alice", "namegate.sandbox.state.export", &[]).await.result();
    result.child("State").map(|state: &Node| state.text.clone()).expect("State")
}

async fn import(app: &TestApp, state: &str) -> Answer {
    app.call("alice", IMPORT, &[("State", state)]).await
}

/// An app with the accounts of the tables, and nothing else.
async fn fresh() -> TestApp {
    TestApp::start(Setup { accounts: coverage::accounts(), ..Setup::default() }).await
}

#[tokio::test]
async fn what_is_imported_is_exported_again() {
    let app = coverage::app().await;
    app.call("alice", "namegate.sandbox.clock.advance", &[("Hours", "5")]).await;
    coverage::give_mail(&app, "a@example.org", "\u{fffe}<&>\"\u{7f}\u{ffff}", "\r\n\t\\ü\u{1f600}").await;
    let first = exported(&app).await;
    let there = rows::all(&app);
    // Into the same sandbox, into another one, and back.
    let other = fresh().await;
    for (to, from) in [(&app, &app), (&other, &app), (&app, &other)] {
        let state = exported(from).await;
        assert_eq!(import(to, &state).await.error(), None);
        assert_eq!(exported(to).await, first);
    }
    // The versions of zones alone are others.
    let kept = |rows: Vec<String>| {
        rows.into_iter()
            .filter(|row| !row.starts_with("zone ") && !row.starts_with("zone_version "))
            .collect::<Vec<_>>()
    };
    assert_eq!(kept(rows::all(&app)), kept(there));
    let clock = other.call("alice", "namegate.sandbox.clock.get", &[]).await;
    assert_eq!(clock.attribute("Offset"), "18000", "as far ahead");
}

#[tokio::test]
async fn the_file_can_be_read() {
    let app = coverage::app().await;
    let state = exported(&app).await;
    let json: serde_json::Value = serde_json::from_str(&state).expect("JSON");
    let alice = json["account"].as_array().expect("accounts").iter().find(|row| row["user_name"] == "alice");
    assert_eq!(alice.expect("alice")["created"], "2026-06-15T12:00:00Z");
    let zone = &json["zone"][0]["records"][0];
    assert_eq!((&zone["name"], &zone["type"], &zone["ttl"]), (&"www".into(), &"CNAME".into(), &1_800.into()));
    let entry = &json["ledger_entry"][0];
    assert_eq!((&entry["amount"], &entry["currency"]), (&"-10000.0000".into(), &"USD".into()));
    assert!(json["domain"][0]["contacts"]["registrant"]["first_name"].is_string());
    // A row on a line, so that two states can be compared.
    assert!(state.lines().all(|line| !line.contains("},{\"id\"")), "{state}");
}

#[tokio::test]
async fn no_secret_is_in_it() {
    let app = coverage::app().await;
    let state = exported(&app).await;
    for secret in [testkit::key_of("alice"), coverage::PASSWORD.to_owned(), coverage::table::TOKEN.to_owned()]
    {
        assert!(!state.contains(&secret), "{secret}");
    }
}

#[tokio::test]
async fn the_name_server_follows() {
    let (from, to) = (coverage::app().await, fresh().await);
    to.register("alice", "theirs.com").await;
    to.register("alice", "mail.com").await;
    assert_eq!(import(&to, &exported(&from).await).await.error(), None);
    assert!(!to.zones.is_answered("theirs.com"));
    for name in ["alices.com", "bobs.com", "mail.com", "expired.com"] {
        assert_eq!(to.zones.records(name), from.zones.records(name), "{name}");
    }
    let hosts = [
        ("SLD", "mail"),
        ("TLD", "com"),
        ("HostName1", "www"),
        ("RecordType1", "A"),
        ("Address1", "192.0.2.9"),
    ];
    assert_eq!(to.call("alice", "namecheap.domains.dns.setHosts", &hosts).await.error(), None);
    assert_ne!(to.zones.records("mail.com"), from.zones.records("mail.com"), "it changes again");
}

#[tokio::test]
async fn ids_go_on_above_those_of_the_file() {
    let (from, to) = (coverage::app().await, fresh().await);
    assert_eq!(import(&to, &exported(&from).await).await.error(), None);
    let last = from.runner.read(|cx| Ok(cx.tx.domain("bobs.com")?.expect("bobs.com").id)).expect("read");
    for n in 0..3 {
        let name = format!("new{n}.com");
        to.register("alice", &name).await;
        let id = to.runner.read(|cx| Ok(cx.tx.domain(&name)?.expect("new").id)).expect("read");
        assert!(id > last, "{id}");
    }
    let (all, _) = to.runner.read(|cx| cx.tx.ledger_sums()).expect("the ledger");
    assert_eq!(all, 0);
}

#[tokio::test]
async fn a_file_that_is_cut_is_refused() {
    let app = coverage::app().await;
    let state = exported(&app).await;
    let before = rows::all(&app);
    let step = state.len() / 60;
    for at in (0..state.len() - 2).step_by(step).filter(|at| state.is_char_boundary(*at)) {
        let answer = import(&app, &state[..at]).await;
        let number = if at == 0 { 2_010_931 } else { 2_011_931 };
        assert_eq!(answer.number(), number, "cut at {at}: {}", answer.text());
    }
    assert_eq!(rows::all(&app), before);
}

/// Whatever an octet is turned into: the file is refused or it is a state, and nothing breaks.
#[tokio::test]
async fn a_file_that_is_damaged_is_refused_or_a_state() {
    let app = coverage::app().await;
    let state = exported(&app).await;
    let mut at: usize = 7;
    for turn in 0..200_usize {
        // A walk over the file without a pattern in it.
        at = (at * 1_103_515_245 + 12_345) % state.len();
        let mut octets = state.clone().into_bytes();
        octets[at] = b"0\"{}[]:,-n9"[turn % 11];
        let Ok(damaged) = String::from_utf8(octets) else { continue };
        let answer = import(&app, &damaged).await;
        assert!(matches!(answer.error(), None | Some((2_011_931, _))), "{at}: {}", answer.text());
        let (all, accounts) = app.runner.read(|cx| cx.tx.ledger_sums()).expect("the ledger");
        assert!(all == 0 && accounts.iter().all(|(sum, balance)| sum == balance));
    }
}

#[tokio::test]
async fn a_refusal_names_the_place() {
    let app = coverage::app().await;
    let state = exported(&app).await;
    let before = rows::all(&app);
    let mut wrong = Vec::new();
    for (from, to, place) in [
        ("\"version\": 1", "\"version\": 2", "version: this program reads version 1"),
        ("\"mail\": [", "\"post\": [", "post: no such table"),
        ("\"mail\": [", "\"mail\": [7,", "mail, row 1: no row"),
        (
            "\"user_name\":\"alice\"",
            "\"user_name\":\"alice2\"",
            "account, row 1, user_key: not user_name in lower case",
        ),
        ("\"user_name\":\"alice\",", "", "account, row 1, user_name: it is missing"),
        ("\"user_name\":\"alice\",", "\"x\":1,\"user_name\":\"alice\",", "account, row 1, x: no such column"),
        (
            "\"user_name\":\"alice\"",
            "\"user_name\":\"al\\u0000ice\"",
            "account, row 1, user_name: it holds the character NUL",
        ),
        (
            "\"state\":\"active\"",
            "\"state\":\"asleep\"",
            "account, row 1, state: none of its words, or no name",
        ),
        (
            "-10000.0000",
            "-9999.0000",
            "ledger_entry, row 2: the entries of its transaction do not sum to zero",
        ),
        ("-10000.0000", "-10000.00", "ledger_entry, row 1, amount: no amount such as 9.0600"),
        ("\"seq\":1,", "\"seq\":30,", "ledger_entry, row 7: its seq or balance_after does not follow"),
        (
            "\"line\":2,",
            "\"line\":1,",
            "ledger_entry, row 2, transaction_id, line: a row before has the same",
        ),
        ("\"kind\":\"", "\"kind\":\"other ", "purchase, row 1, detail: not of its form"),
        ("\"type\":\"CNAME\"", "\"type\":\"A\"", "zone, row 1, records: a record that cannot be kept"),
        ("\"type\":\"CNAME\"", "\"type\":\"CNAMES\"", "zone, row 1, records: no type of a record"),
        (
            "\"served_until\":null",
            "\"served_until\":\"ever\"",
            "zone, row 1, served_until: no moment such as 2027-07-20T12:00:00Z",
        ),
        (
            "{\"id\":100002,\"name\":\"alices.com\"",
            "{\"id\":100002,\"name\":\"alices..com\"",
            "domain, row 2, name: none of its words, or no name",
        ),
        (
            "{\"id\":100002,\"name\":\"alices.com\"",
            "{\"id\":100002,\"name\":\"mail.com\"",
            "domain, row 3, name: a row before has the same",
        ),
        ("\"attributes\":[]}", "\"attributes\":{}}", "domain, row 1, attributes: not of its form"),
        (
            "{\"domain_id\":100001,\"email",
            "{\"domain_id\":199999,\"email",
            "zone, row 1, domain_id: no row has this id",
        ),
    ] {
        assert!(state.contains(from), "{from}: {state}");
        let answer = import(&app, &state.replacen(from, to, 1)).await;
        let words = format!("The state cannot be read: {place}");
        if answer.error() != Some((2_011_931, words)) {
            wrong.push(format!("{from} to {to}: {:?}", answer.error()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let no_zones = state.replacen("\"zone\": [", "\"zone\": [] , \"setting\": [", 1);
    let answer = import(&app, &no_zones).await;
    assert!(answer.number() == 2_011_931, "{}", answer.text());
    assert_eq!(rows::all(&app), before);
}

#[tokio::test]
async fn the_accounts_of_the_settings_are_there_whatever_the_file_says() {
    let app = coverage::app().await;
    let empty = "{\"format\":\"namegate-state\",\"version\":1}";
    let answer = import(&app, empty).await;
    assert_eq!((answer.attribute("Accounts"), answer.attribute("Rows")), ("0".into(), "0".into()));
    assert_eq!(app.balance("alice").await, "10000.00");
    app.register("alice", "alices.com").await;
}

/// A form whose state is longer than the bodies of other calls.
fn large(user: &str, command: &str, state_first: bool) -> String {
    let globals = globals(user, command);
    let globals: Vec<(&str, &str)> = globals.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let state = format!("{{\"format\":\"namegate-state\",\"version\":1{}}}", " ".repeat(3 * 1_048_576));
    let state = encode(&[("State", &state)]);
    let globals = encode(&globals);
    if state_first { format!("{state}&{globals}") } else { format!("{globals}&{state}") }
}

#[tokio::test]
async fn a_large_file_is_taken_from_who_is_let_in_alone() {
    let app = fresh().await;
    for (user, command, state_first, status) in [
        ("alice", IMPORT, false, 200),
        ("alice", IMPORT, true, 413),
        ("mallory", IMPORT, false, 413),
        ("alice", "namegate.sandbox.mail.list", false, 413),
    ] {
        let form = large(user, command, state_first);
        let answer = app.exchange(app.post_request(&form).as_bytes()).await;
        assert_eq!(answer.status, status, "{user} {command} {state_first}");
        if status == 200 {
            assert_eq!(answer.error(), None, "{}", answer.text());
        }
    }
    let app = TestApp::start(Setup { is_sandbox: false, ..Setup::default() }).await;
    let answer = app.exchange(app.post_request(&large("alice", IMPORT, false)).as_bytes()).await;
    assert_eq!(answer.status, 413);
}
