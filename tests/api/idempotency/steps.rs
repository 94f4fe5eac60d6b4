//! Calls of more than one step under a key: the clock, domains by the thousand. Crashes in between, and repeats that come
//! meanwhile.

use std::sync::Arc;

use rules::calendar::DAY;
use store::IdempotentCall;
use testkit::{Answer, Setup, TestApp, encode, globals};

use super::{KEY, OTHER, timeless};
use crate::rows;

async fn advance(app: &TestApp, days: &str) -> Answer {
    app.call("alice", "namegate.sandbox.clock.advance", &[("Days", days), KEY]).await
}

async fn seed(app: &TestApp, domains: &str) -> Answer {
    app.call("alice", "namegate.sandbox.seed", &[("Domains", domains), KEY]).await
}

fn count(app: &TestApp, table: &str) -> usize {
    app.database().rows(&format!("SELECT 1 FROM {table}")).len()
}

/// The answers to a call that was sent many times at once.
async fn at_once<F>(call: impl Fn() -> F) -> Vec<Answer>
where
    F: Future<Output = Answer> + Send + 'static,
{
    let calls: Vec<_> = (0..16).map(|_| tokio::spawn(call())).collect();
    let mut answers = Vec::new();
    for call in calls {
        answers.push(call.await.expect("no panic"));
    }
    answers
}

/// Turns the call under [`KEY`] back to where the process was killed after `progress`.
async fn was_killed_at(app: &TestApp, command: &'static str, progress: &'static str) {
    let undone = app.runner.write(move |cx| {
        let (hash, key_id) = (registrar::key::hash(KEY.1), key_of_alice(cx)?);
        let kept = cx.tx.idempotent_call(key_id, command, &hash)?.expect("the call");
        let begun = IdempotentCall { answer: None, progress: Some(progress.to_owned()), ..kept };
        Ok(store::End::Commit(cx.tx.keep_idempotent_call(&begun)?))
    });
    undone.await.expect("undone");
}

fn key_of_alice(cx: &mut registrar::runner::Cx<'_, '_>) -> Result<i64, store::Error> {
    let account = cx.tx.account_by_name("alice")?.expect("alice").id;
    Ok(cx.tx.list_api_keys(account, 1, 0)?.first().expect("a key").id)
}

#[tokio::test]
async fn the_clock_moves_once() {
    let app = TestApp::start(Setup::default()).await;
    let first = advance(&app, "10").await;
    assert_eq!(first.attribute("Offset"), (10 * DAY).to_string());
    app.world_passes(5);
    assert_eq!(timeless(&advance(&app, "10").await), timeless(&first), "the time as it was then");
    assert_eq!(advance(&app, "11").await.number(), OTHER);
    let get = app.call("alice", "namegate.sandbox.clock.get", &[]).await;
    assert_eq!(get.attribute("Offset"), (10 * DAY).to_string());
    let refused = [("Time", "2001-01-01T00:00:00Z"), KEY];
    for _ in 0..2 {
        let refused = app.call("alice", "namegate.sandbox.clock.set", &refused).await;
        assert_eq!(refused.number(), 2_015_901, "what was refused is not kept");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_moves_at_once_one_is_made_and_all_are_told_of_it() {
    let app = Arc::new(TestApp::start(Setup::default()).await);
    let answers = at_once(|| {
        let app = Arc::clone(&app);
        async move { advance(&app, "10").await }
    });
    let answers = answers.await;
    for answer in &answers {
        assert_eq!((answer.error(), timeless(answer)), (None, timeless(&answers[0])));
    }
    assert_eq!(answers[0].attribute("Offset"), (10 * DAY).to_string());
    assert_eq!(rows::audited(&app), 1);
}

/// The clock was moved and noted, and then the process was killed: before the sweeps had come so far, and before it
/// was answered.
#[tokio::test]
async fn a_move_that_a_crash_cut_short_is_brought_to_its_end() {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "example.com").await;
    advance(&app, "10").await;
    was_killed_at(&app, "namegate.sandbox.clock.advance", "").await;
    // What time does by itself waits for the sweeps.
    app.world_passes(500 * DAY);
    let app = app.crash(Setup::default()).await;
    assert_eq!(count(&app, "domain"), 1);
    let first = advance(&app, "10").await;
    assert_eq!(first.attribute("Offset"), (10 * DAY).to_string(), "not moved again");
    assert_eq!(count(&app, "domain"), 0, "answered once what is due has happened");
    assert_eq!(timeless(&advance(&app, "10").await), timeless(&first));
    assert_eq!(rows::audited(&app), 2, "a domain and a move");
}

#[tokio::test]
async fn domains_are_made_once() {
    let app = TestApp::start(Setup::default()).await;
    let first = seed(&app, "120").await;
    assert_eq!((first.attribute("Domains"), first.attribute("Skipped")), ("120".to_owned(), "0".to_owned()));
    assert_eq!(advance(&app, "500").await.error(), None);
    assert_eq!(count(&app, "domain"), 0);
    assert_eq!(timeless(&seed(&app, "120").await), timeless(&first));
    assert_eq!(count(&app, "domain"), 0, "what went stays away");
    assert_eq!(seed(&app, "121").await.number(), OTHER);
}

/// After a crash in the middle the call goes on where it was: what it made before counts as made, and not as skipped.
#[tokio::test]
async fn domains_that_a_crash_cut_short_are_made_to_the_end() {
    let app = TestApp::start(Setup::default()).await;
    let params = [("Domains", "2000"), ("Records", "0"), KEY];
    let command = "namegate.sandbox.seed";
    let mut all = globals("alice", command);
    all.extend(params.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let mut first = app.connect().await;
    first.send(app.post_request(&encode(&all)).as_bytes()).await;
    while count(&app, "domain") == 0 {
        tokio::task::yield_now().await;
    }
    let app = app.crash(Setup::default()).await;
    let made = count(&app, "domain");
    assert!(made < 2000, "it was over before the crash");
    let told = app.call("alice", command, &params).await;
    assert_eq!(told.error(), None, "{}", told.text());
    assert_eq!((told.attribute("Domains"), told.attribute("Skipped")), ("2000".to_owned(), "0".to_owned()));
    assert_eq!((count(&app, "domain"), rows::audited(&app)), (2000, 1));
    assert_eq!(timeless(&app.call("alice", command, &params).await), timeless(&told));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_seeds_at_once_one_is_sown_and_all_are_told_of_it() {
    let app = Arc::new(TestApp::start(Setup::default()).await);
    let answers = at_once(|| {
        let app = Arc::clone(&app);
        async move { seed(&app, "170").await }
    });
    for answer in answers.await {
        assert_eq!((answer.error(), answer.attribute("Domains")), (None, "170".to_owned()));
        assert_eq!(answer.attribute("Skipped"), "0");
    }
    assert_eq!((count(&app, "domain"), rows::audited(&app)), (170, 1));
}
