//! Calls under a key that put another world in the place of the present one, and what the new one knows of calls before.
//! And calls about what the process holds in memory.

use testkit::{Answer, Setup, TestApp, account};

use super::{KEY, OTHER, timeless};

async fn reset(app: &TestApp, more: &[(&str, &str)]) -> Answer {
    app.call("alice", "namegate.sandbox.reset", &[more, &[KEY]].concat()).await
}

async fn add_fault(app: &TestApp, more: &[(&str, &str)]) -> Answer {
    let fault = [("Kind", "cut"), ("OfCommand", "namecheap.users.login"), KEY];
    app.call("alice", "namegate.sandbox.faults.add", &[fault.as_slice(), more].concat()).await
}

fn faults(app: &TestApp) -> usize {
    app.runner.controls().faults.all().len()
}

#[tokio::test]
async fn a_reset_happens_once_and_what_came_after_it_stays() {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "before.com").await;
    let first = reset(&app, &[]).await;
    assert_eq!((first.error(), first.attribute("Domains").as_str()), (None, "1"));
    app.register("alice", "after.com").await;
    assert_eq!(add_fault(&app, &[]).await.error(), None);
    assert_eq!(timeless(&reset(&app, &[]).await), timeless(&first));
    assert_eq!(reset(&app, &[("More", "1")]).await.number(), OTHER);
    assert_eq!(app.database().rows("SELECT name FROM domain"), ["after.com"]);
    assert_eq!(faults(&app), 1);
    // By the machine's clock, which goes on where the world's is set back.
    app.real_time_passes(86_400);
    assert_eq!(reset(&app, &[]).await.attribute("Domains"), "1");
    assert_eq!((app.database().rows("SELECT name FROM domain").len(), faults(&app)), (0, 0));
}

async fn import(app: &TestApp, state: &str) -> Answer {
    app.call("alice", "namegate.sandbox.state.import", &[("State", state), KEY]).await
}

fn key_ids(app: &TestApp) -> Vec<String> {
    let keys =
        "SELECT a.user_name, k.id FROM api_key k JOIN account a ON a.id = k.account_id ORDER BY a.user_name";
    app.database().rows(keys)
}

/// The key that alice has in the other world has the id that bob's had here, and the other way round.
#[tokio::test]
async fn an_import_happens_once_and_nobody_meets_the_calls_of_another() {
    let turned = Setup { accounts: vec![account("bob"), account("alice")], ..Setup::default() };
    let elsewhere = TestApp::start(turned).await;
    let state = elsewhere.call("alice", "namegate.sandbox.state.export", &[]).await.result();
    let state = state.child("State").expect("State").text.clone();
    let here = Setup { accounts: vec![account("alice"), account("bob")], ..Setup::default() };
    let app = TestApp::start(here).await;
    let ids = key_ids(&app);
    assert_eq!(app.create("alice", "before.com", &[KEY]).await.error(), None);
    let first = import(&app, &state).await;
    assert_eq!(first.error(), None, "{}", first.text());
    assert_ne!(key_ids(&app), ids);
    assert_eq!(app.create("bob", "after.com", &[KEY]).await.error(), None, "no call of his");
    assert_eq!(app.create("alice", "before.com", &[KEY]).await.error(), None, "another world");
    assert_eq!(timeless(&import(&app, &state).await), timeless(&first));
    assert_eq!(app.database().rows("SELECT name FROM domain ORDER BY name"), ["after.com", "before.com"]);
}

/// Whoever lost the key with its world cannot call at all, and nothing is kept for anybody.
#[tokio::test]
async fn a_reset_with_a_key_that_it_takes_away_is_kept_for_nobody() {
    let app = TestApp::start(Setup::default()).await;
    let made = app.call("alice", "namegate.keys.create", &[("Preset", "full")]).await.attribute("ApiKey");
    let with = [("ApiKey", made.as_str())];
    assert_eq!(reset(&app, &with).await.error(), None);
    assert_eq!(app.database().rows("SELECT command FROM idempotent_call"), Vec::<String>::new());
    assert_eq!(reset(&app, &with).await.number(), 1_011_102);
}

#[tokio::test]
async fn another_world_knows_nothing_of_calls_before() {
    let app = TestApp::start(Setup::default()).await;
    assert_eq!(app.create("alice", "free.com", &[KEY]).await.error(), None);
    assert_eq!(add_fault(&app, &[]).await.error(), None);
    assert_eq!(app.call("alice", "namegate.sandbox.reset", &[]).await.error(), None);
    assert_eq!(app.create("alice", "free.com", &[KEY, ("Years", "2")]).await.error(), None);
    assert_eq!((add_fault(&app, &[("Every", "2")]).await.error(), faults(&app)), (None, 1));
}

#[tokio::test]
async fn a_fault_is_added_once_and_a_restart_forgets_it_with_its_key() {
    let app = TestApp::start(Setup::default()).await;
    let first = add_fault(&app, &[]).await;
    assert_eq!(first.error(), None);
    assert_eq!((timeless(&add_fault(&app, &[]).await), faults(&app)), (timeless(&first), 1));
    assert_eq!(add_fault(&app, &[("Every", "2")]).await.number(), OTHER);
    let of_bob = [("Kind", "cut"), ("OfCommand", "namecheap.users.login"), KEY];
    assert_eq!(app.call("bob", "namegate.sandbox.faults.add", &of_bob).await.error(), None, "his own key");
    let refused = [("Kind", "error"), ("OfCommand", "namecheap.users.login"), ("IdempotencyKey", "another")];
    for _ in 0..2 {
        let refused = app.call("alice", "namegate.sandbox.faults.add", &refused).await;
        assert_eq!(refused.number(), 2_010_918, "what was refused is not kept");
    }
    app.real_time_passes(86_399);
    assert_eq!((add_fault(&app, &[]).await.error(), faults(&app)), (None, 2));
    app.real_time_passes(1);
    assert_eq!((add_fault(&app, &[("Every", "2")]).await.error(), faults(&app)), (None, 3));
    let app = app.crash(Setup::default()).await;
    assert_eq!((add_fault(&app, &[]).await.error(), faults(&app)), (None, 1));
}
