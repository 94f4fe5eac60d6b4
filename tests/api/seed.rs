//! Domains by the thousand.

use rules::calendar::DAY;
use testkit::{Setup, TestApp, WORLD_START};

async fn seed(app: &TestApp, user: &str, params: &[(&str, &str)]) -> (String, String, String) {
    let answer = app.call(user, "namegate.sandbox.seed", params).await;
    (answer.attribute("Domains"), answer.attribute("Skipped"), answer.attribute("Records"))
}

fn told(domains: &str, skipped: &str, records: &str) -> (String, String, String) {
    (domains.to_owned(), skipped.to_owned(), records.to_owned())
}

/// The names of all domains with the days until their ends.
fn domains(app: &TestApp) -> Vec<(String, i64)> {
    let ended = app.runner.read(|cx| cx.tx.domains_ended_by(i64::MAX, i64::MIN, 10_000)).expect("domains");
    ended.into_iter().map(|domain| (domain.name, (domain.expires - WORLD_START) / DAY)).collect()
}

#[tokio::test]
async fn domains_are_held_answered_and_free() {
    let app = TestApp::start(Setup::default()).await;
    let params = [("Domains", "120"), ("Records", "3"), ("ExpiresFrom", "10"), ("ExpiresTo", "20")];
    assert_eq!(seed(&app, "alice", &params).await, told("120", "0", "360"));
    let made = domains(&app);
    assert_eq!(made.len(), 120);
    assert!(made.iter().all(|(_, days)| (10..=20).contains(days)), "{made:?}");
    assert!((10..=20).all(|day| made.iter().any(|(_, days)| *days == day)), "{made:?}");
    for (name, _) in &made {
        assert_eq!(app.zones.records(name).map(|records| records.len()), Some(3), "{name}");
    }
    assert_eq!(app.balance("alice").await, "10000.00");
    let (all, _) = app.runner.read(|cx| cx.tx.ledger_sums()).expect("the ledger");
    assert_eq!(all, 0);
    let info = app.call("alice", "namecheap.domains.getInfo", &[("DomainName", &made[0].0)]).await;
    assert_eq!(info.attribute("IsOwner"), "true");
    let list = app.call("alice", "namecheap.domains.getList", &[]).await.node();
    assert_eq!(list.find("TotalItems").map(|total| total.text.as_str()), Some("120"));
    // They live as others do.
    app.call("alice", "namegate.sandbox.clock.advance", &[("Days", "100")]).await;
    assert_eq!(domains(&app), []);
}

#[tokio::test]
async fn a_seed_gives_the_same_names_and_those_that_are_there_are_skipped() {
    let (app, other) = (TestApp::start(Setup::default()).await, TestApp::start(Setup::default()).await);
    seed(&app, "alice", &[("Domains", "60"), ("Seed", "5")]).await;
    assert_eq!(seed(&app, "bob", &[("Domains", "70"), ("Seed", "5")]).await, told("10", "60", "20"));
    seed(&other, "alice", &[("Domains", "70"), ("Seed", "5")]).await;
    assert_eq!(domains(&app), domains(&other));
    let third = TestApp::start(Setup::default()).await;
    seed(&third, "alice", &[("Domains", "70"), ("Seed", "6")]).await;
    assert_ne!(domains(&third), domains(&other));
}

/// Others write in between.
#[tokio::test]
async fn it_does_not_hold_up_others() {
    let app = TestApp::start(Setup::default()).await;
    let registering = async {
        for n in 0..5 {
            app.register("bob", &format!("between{n}.com")).await;
        }
        domains(&app).len()
    };
    let (made, between) =
        tokio::join!(seed(&app, "alice", &[("Domains", "5000"), ("Records", "1")]), registering);
    assert_eq!(made, told("5000", "0", "5000"));
    assert!(between < 2_500, "five were registered before half of them was made: {between}");
}
