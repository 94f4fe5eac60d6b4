//! The gate: every number, its words, and which comes first (gate.md sections 1, 2, 8 and 9).

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

use registrar::described::Described;
use registrar::funds;
use server::gate::denied::Denied;
use server::gate::refusals;
use server::gate::wrong_keys::Lockout;
use store::AccountState;
use testkit::{Answer, Connection, Setup, TestApp, account, encode, key_of};

use crate::{rate_limit, rows};

/// The global parameters of a call that is let in.
const GOOD: [(&str, &str); 5] = [
    ("ApiUser", "alice"),
    ("ApiKey", "key-of-alice"),
    ("UserName", "alice"),
    ("ClientIp", "192.0.2.1"),
    ("Command", "namecheap.users.getBalances"),
];

/// The good parameters with others in the place of those of the same name; an empty one is left out.
pub fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut params = GOOD.to_vec();
    params.retain(|(have, _)| changes.iter().all(|(name, _)| name != have));
    params.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
    params
}

/// Checks that the gate refuses and that nothing was run. The number.
fn check(answer: &Answer, number: u32, words: &str) -> u32 {
    assert_eq!(answer.status, 200);
    assert_eq!(answer.error(), Some((number, words.to_owned())), "{}", answer.text());
    let document = answer.node();
    let text = |name: &str| document.child(name).map(|child| child.text.clone());
    assert_eq!(text("RequestedCommand").as_deref(), Some(""), "{}", answer.text());
    assert_eq!(text("ExecutionTime").as_deref(), Some("0"), "{}", answer.text());
    assert!(document.child("CommandResponse").is_none(), "{}", answer.text());
    number
}

pub async fn post_from(app: &TestApp, from: [u8; 4], headers: &str, params: &[(&str, &str)]) -> Answer {
    let mut connection = Connection::open_from(IpAddr::from(from), app.address).await;
    let request = app.post_request(&encode(params)).replacen("\r\n", &format!("\r\n{headers}"), 1);
    connection.send(request.as_bytes()).await;
    connection.answer().await
}

const LOCAL: [u8; 4] = [127, 0, 0, 1];
const NOT_LISTED: [u8; 4] = [127, 0, 0, 2];
const DENIED: [u8; 4] = [127, 0, 0, 3];

fn described(state: AccountState) -> Described {
    Described { state, allowed: "127.0.0.1/32 127.0.0.3/32".into(), ..account("alice") }
}

async fn set_state(app: &TestApp, user: Described) {
    funds::describe(&app.runner, user).await.expect("described");
}

/// The numbers of the refusals that one call after another meets.
async fn in_their_order() -> BTreeSet<u32> {
    let mut had = BTreeSet::new();
    let sub = Described { parent: Some("alice".into()), state: AccountState::Locked, ..account("sub") };
    let app = TestApp::start(Setup {
        accounts: vec![described(AccountState::OtherAuthentication), account("bob"), sub],
        denied: Denied {
            addresses: vec!["127.0.0.3/32".parse().expect("a network")],
            client_ips: vec![Ipv4Addr::new(192, 0, 2, 9)],
        },
        ..Setup::default()
    })
    .await;
    // Each call mends one fault of the one before, and everything behind it is still wrong.
    let other_scheme = "Authorization: Basic YTpi\r\n";
    let mut params = vec![("SLD", "x")];
    had.insert(check(
        &post_from(&app, NOT_LISTED, other_scheme, &params).await,
        1_010_101,
        "Parameter APIUser is missing",
    ));
    params.push(("ApiUser", "alice"));
    had.insert(check(
        &post_from(&app, NOT_LISTED, other_scheme, &params).await,
        1_030_408,
        "Unsupported authentication type",
    ));
    let ask = async |from, params: &[(&str, &str)]| post_from(&app, from, "", params).await;
    had.insert(check(&ask(NOT_LISTED, &params).await, 1_010_104, "Parameter Command is missing"));
    params.push(("Command", "namecheap.nothing"));
    had.insert(check(&ask(NOT_LISTED, &params).await, 1_010_102, "Parameter APIKey is missing"));
    let wrong = |more: &[(&'static str, &'static str)]| {
        let mut params =
            with(&[("ApiKey", "wrong"), ("UserName", "nobody"), ("Command", "namecheap.nothing")]);
        params.retain(|(have, _)| more.iter().all(|(name, _)| name != have));
        params.extend(more.iter().filter(|(_, value)| !value.is_empty()));
        params
    };
    had.insert(check(
        &ask(NOT_LISTED, &wrong(&[("ClientIp", "")])).await,
        1_010_105,
        "Parameter ClientIP is missing",
    ));
    had.insert(check(
        &ask(NOT_LISTED, &wrong(&[("ClientIp", "::1")])).await,
        1_011_105,
        "Parameter ClientIP is invalid",
    ));
    let denied_client = ("ClientIp", "192.0.2.9");
    had.insert(check(&ask(NOT_LISTED, &wrong(&[denied_client])).await, 1_011_102, KEY_WORDS));
    let keyed = wrong(&[denied_client, ("ApiKey", "key-of-alice")]);
    had.insert(check(&ask(NOT_LISTED, &keyed).await, 1_030_408, "Unsupported authentication type"));
    set_state(&app, described(AccountState::Locked)).await;
    had.insert(check(&ask(NOT_LISTED, &keyed).await, 1_011_150, "Invalid request IP: 127.0.0.2"));
    had.insert(check(&ask(DENIED, &keyed).await, 1_017_150, "Parameter RequestIP is disabled or locked"));
    had.insert(check(&ask(LOCAL, &keyed).await, 1_017_105, "Parameter ClientIP is disabled or locked"));
    let keyed = wrong(&[("ApiKey", "key-of-alice")]);
    had.insert(check(&ask(LOCAL, &keyed).await, 1_017_101, "Parameter ApiUser is disabled or locked"));
    set_state(&app, described(AccountState::PaymentsDeclined)).await;
    had.insert(check(&ask(LOCAL, &keyed).await, 1_017_410, "Too many declined payments"));
    set_state(&app, described(AccountState::Active)).await;
    had.insert(check(&ask(LOCAL, &keyed).await, 1_019_103, "Username does not exist"));
    let named = |name: &'static str| wrong(&[("ApiKey", "key-of-alice"), ("UserName", name)]);
    had.insert(check(&ask(LOCAL, &named("bob")).await, 1_016_103, "Parameter UserName is unauthorized"));
    had.insert(check(
        &ask(LOCAL, &named("sub")).await,
        1_017_103,
        "Parameter UserName is disabled or locked",
    ));
    had.insert(check(&ask(LOCAL, &named("alice")).await, 4, "Parameter Command is Invalid"));
    let known = with(&[("Command", "namecheap.domains.getInfo")]);
    assert_eq!(ask(LOCAL, &known).await.number(), 2_010_166);
    assert_eq!(ask(LOCAL, &with(&[])).await.error(), None);
    had
}

/// The numbers of the refusals of the gate, as they were had.
pub async fn numbers() -> BTreeSet<u32> {
    let mut had = in_their_order().await;
    had.extend([locked_out().await, without_accounts().await, rate_limit::over_a_limit().await]);
    had
}

#[tokio::test]
async fn every_refusal_of_the_gate_can_be_had_and_they_come_in_their_order() {
    let had = numbers().await;
    let all: BTreeSet<u32> = refusals::REFUSALS.iter().map(|spec| spec.number).collect();
    assert_eq!(had, all);
}

const KEY_WORDS: &str = "API Key is invalid or API access has not been enabled";

#[tokio::test]
async fn nothing_at_all_and_all_empty_are_the_same() {
    let app = TestApp::start(Setup::default()).await;
    let words = "Parameter APIUser is missing";
    check(&app.post(&[]).await, 1_010_101, words);
    check(&app.get("/xml.response").await, 1_010_101, words);
    check(&app.get("/xml.response?ApiUser=&ApiKey=&UserName=&ClientIp=").await, 1_010_101, words);
}

#[tokio::test]
async fn wrong_credentials() {
    let app = TestApp::start(Setup::default()).await;
    let long = "a".repeat(100_000);
    for change in [
        ("ApiKey", "key-of-bob"),
        ("ApiKey", "Key-of-alice"),
        ("ApiKey", &long),
        ("ApiUser", "nobody"),
        ("ApiUser", "alice@example.org"),
        ("ApiUser", &long),
        ("ApiUser", "bob"),
    ] {
        check(&app.post(&with(&[change])).await, 1_011_102, KEY_WORDS);
    }
    // Sent twice, the values are joined, so that the check fails.
    let mut twice = with(&[]);
    twice.push(("apikey", "key-of-alice"));
    check(&app.post(&twice).await, 1_011_102, KEY_WORDS);
}

#[tokio::test]
async fn letter_case_blanks_and_a_missing_user_name() {
    let app = TestApp::start(Setup::default()).await;
    let answer = app
        .post(&[
            ("APIUSER", "Alice"),
            ("apikey", "key-of-alice"),
            ("clientIP", " 127.0.0.1 "),
            ("command", " NameCheap.USERS.getbalances "),
            ("SourceOfCall", "anything"),
        ])
        .await;
    assert_eq!(answer.error(), None);
    let words = "Parameter ClientIP is invalid";
    for ip in ["127.0.0.1.1", "1", "0x7f.0.0.1", "127.0.0.1,127.0.0.1", "localhost"] {
        check(&app.post(&with(&[("ClientIp", ip)])).await, 1_011_105, words);
    }
    check(&app.post(&with(&[("UserName", &"a".repeat(21))])).await, 1_019_103, "Username does not exist");
    for command in ["namecheap.nothing", "users.getBalances", "x", &"namecheap.".repeat(9)] {
        check(&app.post(&with(&[("Command", command)])).await, 4, "Parameter Command is Invalid");
    }
}

#[tokio::test]
async fn client_ip_is_not_compared_with_the_list() {
    let alice = Described { allowed: "127.0.0.1".into(), ..account("alice") };
    let networks = Described { allowed: "10.0.0.0/8 127.0.0.0/30".into(), ..account("bob") };
    let app = TestApp::start(Setup { accounts: vec![alice, networks], ..Setup::default() }).await;
    // A bare address is no network; settings write networks.
    check(&app.post(&with(&[("ClientIp", "127.0.0.1")])).await, 1_011_150, "Invalid request IP: 127.0.0.1");
    let bob = [("ApiUser", "bob"), ("UserName", "bob"), ("ApiKey", "key-of-bob"), ("ClientIp", "0.0.0.0")];
    assert_eq!(post_from(&app, NOT_LISTED, "", &with(&bob)).await.error(), None);
    check(
        &post_from(&app, [127, 0, 0, 4], "", &with(&bob)).await,
        1_011_150,
        "Invalid request IP: 127.0.0.4",
    );
    // What a proxy's header claims is not believed.
    let claimed = "X-Forwarded-For: 10.0.0.1\r\nForwarded: for=10.0.0.1\r\nX-Real-IP: 10.0.0.1\r\n";
    let answer = post_from(&app, [127, 0, 0, 4], claimed, &with(&bob)).await;
    check(&answer, 1_011_150, "Invalid request IP: 127.0.0.4");
}

#[tokio::test]
async fn wrong_keys_lock_the_pair_of_user_and_address() {
    locked_out().await;
}

async fn locked_out() -> u32 {
    let lockout = Some(Lockout { most: 10, seconds: 900 });
    let app = TestApp::start(Setup { lockout, ..Setup::default() }).await;
    let wrong = with(&[("ApiKey", "wrong")]);
    for _ in 0..10 {
        check(&app.post(&wrong).await, 1_011_102, KEY_WORDS);
    }
    let words = "Too many login attempts";
    check(&app.post(&wrong).await, 1_017_411, words);
    check(&app.post(&with(&[])).await, 1_017_411, words);
    assert_eq!(post_from(&app, NOT_LISTED, "", &with(&[])).await.error(), None, "from another address");
    assert_eq!(app.balance("bob").await, "10000.00", "another user");
    app.world_passes(900);
    app.real_time_passes(899);
    let number = check(&app.post(&with(&[])).await, 1_017_411, words);
    app.real_time_passes(1);
    assert_eq!(app.post(&with(&[])).await.error(), None);
    number
}

#[tokio::test]
async fn a_store_that_cannot_be_read() {
    without_accounts().await;
}

async fn without_accounts() -> u32 {
    let app = TestApp::start(Setup::default()).await;
    let words = "Unknown error when validating APIUser";
    rows::take_away(&app, "account");
    // A read, a scan, a write, an order, and a command that does not exist.
    for command in ["users.getBalances", "domains.getList", "domains.dns.setDefault", "nothing"] {
        let params = [("Command", format!("namecheap.{command}"))];
        let params: Vec<_> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let params = with(&[&params[..], &[("SLD", "alices"), ("TLD", "com")]].concat());
        check(&app.post(&params).await, 1_050_900, words);
    }
    let number = check(&app.create("alice", "free.com", &[]).await, 1_050_900, words);
    rows::bring_back(&app, "account");
    assert_eq!(app.post(&with(&[])).await.error(), None);
    number
}

#[tokio::test]
async fn a_replaced_key_and_a_changed_list_count_for_the_next_request() {
    let app = TestApp::start(Setup::default()).await;
    let mut connection = app.connect().await;
    let mut ask = async |key: &str| {
        connection.send(app.post_request(&encode(&with(&[("ApiKey", key)]))).as_bytes()).await;
        connection.answer().await
    };
    assert_eq!(ask(&key_of("alice")).await.error(), None);
    set_state(&app, Described { api_key: Some("another".into()), ..account("alice") }).await;
    check(&ask(&key_of("alice")).await, 1_011_102, KEY_WORDS);
    assert_eq!(ask("another").await.error(), None);
    let elsewhere = Described { api_key: None, allowed: "192.0.2.0/24".into(), ..account("alice") };
    set_state(&app, elsewhere).await;
    check(&ask("another").await, 1_011_150, "Invalid request IP: 127.0.0.1");
}
