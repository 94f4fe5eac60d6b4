//! A sandbox put back to its start.

use rules::calendar::iso8601;
use testkit::{Setup, TestApp, WORLD_START};

use crate::coverage;

const RESET: &str = "namegate.sandbox.reset";
const HOSTS: [(&str, &str); 5] = [
    ("SLD", "example"),
    ("TLD", "com"),
    ("HostName1", "www"),
    ("RecordType1", "A"),
    ("Address1", "192.0.2.7"),
];

/// How many rows each table has.
fn counts(app: &TestApp) -> Vec<String> {
    let tables = app
        .database()
        .tables()
        .into_iter()
        .filter(|table| !matches!(table.as_str(), "id_block" | "write_stamp" | "zone_feed"));
    tables
        .map(|table| format!("{table} {:?}", app.database().rows(&format!("SELECT count(*) FROM {table}"))))
        .collect()
}

async fn clock(app: &TestApp) -> String {
    app.call("alice", "namegate.sandbox.clock.get", &[]).await.attribute("Time")
}

#[tokio::test]
async fn nothing_is_left_but_the_accounts_of_the_settings() {
    let setup = || Setup { accounts: coverage::accounts(), ..Setup::default() };
    let fresh = TestApp::start(setup()).await;
    let app = coverage::app().await;
    assert_ne!(counts(&app), counts(&fresh));
    let before: i64 = app.call("alice", RESET, &[]).await.attribute("Domains").parse().expect("a number");
    assert!(before >= 5, "{before}");
    assert_eq!(counts(&app), counts(&fresh));
    assert_eq!(app.balance("alice").await, fresh.balance("alice").await);
    assert_eq!(app.call("alice", RESET, &[]).await.attribute("Domains"), "0");
    assert!(!app.zones.is_answered("alices.com"));
}

#[tokio::test]
async fn the_clock_is_that_of_the_machine_again() {
    let app = TestApp::start(Setup::default()).await;
    app.call("alice", "namegate.sandbox.clock.advance", &[("Days", "400")]).await;
    app.world_passes(5);
    assert_eq!(app.call("alice", RESET, &[]).await.error(), None);
    assert_eq!(clock(&app).await, iso8601(WORLD_START + 5));
    assert_eq!(app.runner.now(), WORLD_START + 5);
    let app = app.crash(Setup::default()).await;
    assert_eq!(clock(&app).await, iso8601(WORLD_START + 5));
    let created = app.runner.read(|cx| Ok(cx.tx.account_by_name("alice")?.expect("alice").created));
    assert_eq!(created, Ok(WORLD_START + 5));
}

/// The name server knows zones of a time that is yet to come again, and must take new ones all the same.
#[tokio::test]
async fn a_zone_is_answered_anew_although_the_clock_went_back() {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "gone.com").await;
    for days in ["400", "300"] {
        app.call("alice", "namegate.sandbox.clock.advance", &[("Days", days)]).await;
        app.register("alice", "example.com").await;
        let set = app.call("alice", "namecheap.domains.dns.setHosts", &HOSTS).await;
        assert_eq!(set.error(), None, "{}", set.text());
        assert!(app.zones.is_answered("example.com"));
        assert_eq!(app.call("alice", RESET, &[]).await.error(), None);
        assert!(!app.zones.is_answered("example.com"));
    }
    for name in ["example.com", "gone.com"] {
        app.register("bob", name).await;
        assert!(app.zones.is_answered(name), "{name}");
    }
    let set = app.call("bob", "namecheap.domains.dns.setHosts", &HOSTS).await;
    assert_eq!(set.error(), None, "{}", set.text());
    let records = app.zones.records("example.com").expect("answered");
    assert!(records.iter().any(|record| record.owner.to_string().starts_with("www")), "{records:?}");
}

#[tokio::test]
async fn calls_under_way_get_a_right_answer() {
    let app = TestApp::start(Setup::default()).await;
    let calls = async {
        for n in 0..40 {
            let name = format!("load{n}.com");
            let answer = app.create("alice", &name, &[]).await;
            assert_eq!(answer.attribute("Registered"), "true", "{}", answer.text());
            let info = app.call("alice", "namecheap.domains.getInfo", &[("DomainName", &name)]).await;
            // It is there, or a reset came between.
            assert!(
                matches!(info.error().map(|(number, _)| number), None | Some(2_030_166)),
                "{}",
                info.text()
            );
        }
    };
    let moves = async {
        for _ in 0..20 {
            let moved = app.call("bob", "namegate.sandbox.clock.advance", &[("Days", "400")]).await;
            assert_eq!(moved.error(), None, "{}", moved.text());
        }
    };
    let resets = async {
        for _ in 0..20 {
            assert_eq!(app.call("bob", RESET, &[]).await.error(), None);
        }
    };
    tokio::join!(calls, moves, resets);
    let (all, accounts) = app.runner.read(|cx| cx.tx.ledger_sums()).expect("the ledger");
    assert_eq!(all, 0);
    assert!(accounts.iter().all(|(sum, balance)| sum == balance), "{accounts:?}");
    assert_eq!(app.call("bob", RESET, &[]).await.error(), None);
    assert_eq!(app.balance("alice").await, "10000.00");
    assert_eq!(clock(&app).await, iso8601(WORLD_START));
}
