//! From where accounts and keys may be called, as it is set by commands.

use registrar::allow_list;
use registrar::described::Described;
use server::forwarded::TrustedProxies;
use testkit::{Answer, Connection, REAL_START, Setup, TestApp, account, encode};

use crate::gate::{post_from, with};

const HERE: [u8; 4] = [127, 0, 0, 1];
const THERE: [u8; 4] = [127, 0, 0, 9];
const DAY: i64 = 86_400;

/// Alice may be called from one address, by the settings.
async fn app() -> TestApp {
    let alice = Described { allowed: "127.0.0.1/32".into(), ..account("alice") };
    TestApp::start(Setup { accounts: vec![alice, account("bob")], ..Setup::default() }).await
}

async fn add(app: &TestApp, params: &[(&str, &str)]) -> Answer {
    let added = app.call("alice", "namegate.allow.add", params).await;
    assert_eq!(added.error(), None, "{params:?}");
    added
}

/// The number with which a call from an address is refused; 0 for none.
async fn from(app: &TestApp, address: [u8; 4], key: &str) -> u32 {
    let answer = post_from(app, address, "", &with(&[("ApiKey", key)])).await;
    answer.error().map_or(0, |(number, _)| number)
}

const KEY: &str = "key-of-alice";

/// A key of alice: its id and its secret.
async fn key(app: &TestApp) -> (String, String) {
    let made = app.call("alice", "namegate.keys.create", &[("Preset", "read")]).await;
    (made.attribute("KeyId"), made.attribute("ApiKey"))
}

#[tokio::test]
async fn an_entry_adds_to_what_the_settings_say_until_it_ends() {
    let app = app().await;
    assert_eq!(from(&app, THERE, KEY).await, 1_011_150);
    let added = add(&app, &[("Entry", "127.0.0.8/30"), ("Days", "2")]).await;
    assert_eq!(
        (added.attribute("Entry"), added.attribute("Expires")),
        ("127.0.0.8/30".into(), "2026-06-17T12:00:00Z".into())
    );
    assert_eq!((from(&app, THERE, KEY).await, from(&app, HERE, KEY).await), (0, 0));
    assert_eq!(from(&app, [127, 0, 0, 12], KEY).await, 1_011_150);
    let listed = app.call("alice", "namegate.allow.list", &[]).await;
    assert_eq!(listed.attribute("SeenAddress"), "127.0.0.1");
    app.world_passes(2 * DAY);
    assert_eq!(from(&app, THERE, KEY).await, 1_011_150);
    add(&app, &[("Entry", "any")]).await;
    assert_eq!(from(&app, THERE, KEY).await, 0);
    let removed = app.call("alice", "namegate.allow.remove", &[("Entry", "ANY")]).await;
    assert_eq!(removed.attribute("IsSuccess"), "true");
    assert_eq!((from(&app, THERE, KEY).await, from(&app, HERE, KEY).await), (1_011_150, 0));
}

#[tokio::test]
async fn a_key_with_entries_is_held_to_them_too() {
    let app = app().await;
    let ((id, secret), (_, other)) = (key(&app).await, key(&app).await);
    add(&app, &[("Entry", "127.0.0.9")]).await;
    assert_eq!((from(&app, HERE, &secret).await, from(&app, THERE, &secret).await), (0, 0));
    add(&app, &[("Entry", "127.0.0.9"), ("KeyId", &id), ("Days", "1")]).await;
    assert_eq!((from(&app, HERE, &secret).await, from(&app, THERE, &secret).await), (1_011_150, 0));
    assert_eq!((from(&app, HERE, &other).await, from(&app, HERE, KEY).await), (0, 0), "of no other key");
    app.world_passes(DAY);
    assert_eq!(
        from(&app, THERE, &secret).await,
        1_011_150,
        "what it was held to is over, and lets nobody in"
    );
    let gone = [("Entry", "127.0.0.9"), ("KeyId", id.as_str())];
    assert_eq!(app.call("alice", "namegate.allow.remove", &gone).await.error(), None);
    assert_eq!(from(&app, HERE, &secret).await, 0);
    add(&app, &[("Entry", "127.0.0.11"), ("KeyId", &id)]).await;
    assert_eq!(from(&app, [127, 0, 0, 11], &secret).await, 1_011_150, "the account is not called from there");
}

#[tokio::test]
async fn only_a_key_that_may_do_everything_changes_lists() {
    let app = app().await;
    let (_, secret) = key(&app).await;
    let call = [("ApiKey", secret.as_str()), ("Entry", "any")];
    assert_eq!(app.call("alice", "namegate.allow.add", &call).await.number(), 1_016_103);
}

#[tokio::test]
async fn a_host_is_looked_up_and_its_last_answer_stays_a_while() {
    let app = app().await;
    app.register("alice", "alices.com").await;
    let zone = async |address: &str| {
        let params = [
            ("SLD", "alices"),
            ("TLD", "com"),
            ("HostName1", "home"),
            ("RecordType1", "A"),
            ("Address1", address),
            ("TTL1", "600"),
        ];
        assert_eq!(app.call("alice", "namecheap.domains.dns.setHosts", &params).await.error(), None);
    };
    zone("127.0.0.9").await;
    add(&app, &[("Entry", "Home.alices.com")]).await;
    assert_eq!(from(&app, THERE, KEY).await, 1_011_150, "it was not looked up yet");
    let look = async |seconds: i64| {
        app.real_time_passes(seconds);
        let now = registrar::clock::Clock::now(&*app.real_clock);
        allow_list::look_up_due(&app.runner, now).await.expect("looked up")
    };
    assert_eq!(look(0).await, 1);
    assert_eq!(from(&app, THERE, KEY).await, 0);
    let listed = app.call("alice", "namegate.allow.list", &[]).await.result();
    let host = listed.children.iter().find(|entry| entry.attribute("Source") == Some("home.alices.com"));
    let host = host.expect("listed");
    assert_eq!((host.attribute("Status"), host.children[0].text.as_str()), (Some("Active"), "127.0.0.9"));
    // Another address, once the TTL of the first is over.
    zone("127.0.0.10").await;
    assert_eq!((look(599).await, from(&app, THERE, KEY).await), (0, 0));
    assert_eq!((look(1).await, from(&app, THERE, KEY).await), (1, 1_011_150));
    assert_eq!(from(&app, [127, 0, 0, 10], KEY).await, 0);
    // No answer: what is known counts for a day.
    let empty = [("SLD", "alices"), ("TLD", "com")];
    assert_eq!(app.call("alice", "namecheap.domains.dns.setHosts", &empty).await.error(), None);
    assert_eq!((look(600).await, from(&app, [127, 0, 0, 10], KEY).await), (1, 0));
    app.real_time_passes(DAY - 601);
    assert_eq!(from(&app, [127, 0, 0, 10], KEY).await, 0);
    assert_eq!((look(1).await, from(&app, [127, 0, 0, 10], KEY).await), (1, 1_011_150));
    assert!(registrar::clock::Clock::now(&*app.real_clock) > REAL_START + DAY);
}

/// Numbers for a key of alice that asks for ClientIp so; each for what is sent: nothing, an IPv4 address, an IPv6 address,
/// a word, the address of the caller.
async fn numbers_of_client_ips(rule: &str) -> Vec<u32> {
    let app = app().await;
    let key = [("Preset", "full"), ("ClientIpRule", rule)];
    let secret = app.call("alice", "namegate.keys.create", &key).await.attribute("ApiKey");
    let mut numbers = Vec::new();
    for sent in ["", "192.0.2.1", "2001:db8::1", "here", "127.0.0.1"] {
        let params = with(&[("ApiKey", &secret), ("ClientIp", sent)]);
        numbers.push(app.post(&params).await.error().map_or(0, |(number, _)| number));
    }
    // Who has no key is told what everybody is told.
    let wrong = with(&[("ApiKey", "wrong"), ("ClientIp", "")]);
    assert_eq!(app.post(&wrong).await.number(), 1_010_105);
    numbers
}

#[tokio::test]
async fn a_key_says_what_is_asked_of_client_ip() {
    let [missing, invalid, other] = [1_010_105, 1_011_105, 1_011_150];
    assert_eq!(numbers_of_client_ips("required").await, [missing, 0, invalid, invalid, 0]);
    assert_eq!(numbers_of_client_ips("optional").await, [0, 0, 0, invalid, 0]);
    assert_eq!(numbers_of_client_ips("ignored").await, [0; 5]);
    assert_eq!(numbers_of_client_ips("caller").await, [missing, other, other, invalid, 0]);
}

#[tokio::test]
async fn a_trusted_proxy_says_from_where_a_call_comes() {
    let trusted = TrustedProxies(vec!["127.0.0.9/32".parse().expect("a network")]);
    let alice = Described { allowed: "198.51.100.0/24".into(), ..account("alice") };
    let app =
        TestApp::start(Setup { accounts: vec![alice], trusted_proxies: trusted, ..Setup::default() }).await;
    let forwarded = "X-Forwarded-For: 203.0.113.1, 198.51.100.7\r\n";
    assert_eq!(post_from(&app, THERE, forwarded, &with(&[])).await.error(), None);
    let words = |address: &str| Some((1_011_150, format!("Invalid request IP: {address}")));
    assert_eq!(post_from(&app, HERE, forwarded, &with(&[])).await.error(), words("127.0.0.1"), "not trusted");
    let behind = "X-Forwarded-For: 198.51.100.7, 203.0.113.1\r\n";
    assert_eq!(post_from(&app, THERE, behind, &with(&[])).await.error(), words("203.0.113.1"));
    assert_eq!(post_from(&app, THERE, "", &with(&[])).await.error(), words("127.0.0.9"));
}

/// The answer to a call with these octets in front of it.
async fn behind(app: &TestApp, from: [u8; 4], header: &[u8]) -> Answer {
    let mut connection = Connection::open_from(from.into(), app.address).await;
    let request = app.post_request(&encode(&with(&[])));
    connection.send(&[header, request.as_bytes()].concat()).await;
    connection.answer().await
}

#[tokio::test]
async fn a_header_of_the_proxy_protocol_says_from_where_a_call_comes() {
    let proxies = vec!["127.0.0.9/32".parse().expect("a network")];
    let alice = Described { allowed: "198.51.100.0/24 127.0.0.1/32".into(), ..account("alice") };
    let app = TestApp::start(Setup { accounts: vec![alice], proxies, ..Setup::default() }).await;
    let number = |answer: Answer| answer.error().map_or(0, |(number, _)| number);
    let from = async |header: &[u8]| number(behind(&app, THERE, header).await);
    assert_eq!(from(b"PROXY TCP4 198.51.100.7 127.0.0.1 4711 80\r\n").await, 0);
    assert_eq!(from(b"PROXY TCP4 203.0.113.7 127.0.0.1 4711 80\r\n").await, 1_011_150);
    assert_eq!(from(b"PROXY UNKNOWN\r\n").await, 1_011_150, "the proxy itself");
    let binary = b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc6\x33\x64\x07\x7f\0\0\x01\x12\x67\0\x50";
    assert_eq!(from(binary).await, 0);
    let mut silent = Connection::open_from(THERE.into(), app.address).await;
    silent.send(b"GET / HTTP/1").await;
    assert!(silent.is_closed().await, "a proxy says for whom it connects");
    assert_eq!(number(behind(&app, HERE, b"").await), 0, "others have nothing to say");
    let claimed = behind(&app, HERE, b"PROXY TCP4 198.51.100.7 127.0.0.1 4711 80\r\n").await;
    assert_eq!(claimed.status, 400, "nor are they heard");
}
