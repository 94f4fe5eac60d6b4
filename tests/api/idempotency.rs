//! IdempotencyKey: who repeats a call gets the first answer, and nothing happens twice.

mod secrets;
mod steps;
mod worlds;

use std::collections::BTreeSet;
use std::sync::Arc;

use commands::slice::COMMANDS;
use registrar::faults::Added;
use registrar::idempotency;
use registrar::sweeps::purchases;
use testkit::{Answer, Setup, TestApp, encode, globals, registration};

use crate::coverage;
use crate::coverage::table::COVERED;
use crate::orders::Slow;
use crate::rows;

const KEY: (&str, &str) = ("IdempotencyKey", "6f1b3ad2-retry");
const UNDER_WAY: u32 = 2_016_984;
const OTHER: u32 = 2_015_984;

/// An answer but for how long it took.
fn timeless(answer: &Answer) -> String {
    let (before, rest) = answer.text().split_once("<ExecutionTime>").expect("ExecutionTime");
    format!("{before}{}", rest.split_once("</ExecutionTime>").expect("its end").1)
}

fn keyed(params: Vec<(&str, &str)>) -> Vec<(String, String)> {
    params.into_iter().chain([KEY]).map(|(n, v)| (n.to_owned(), v.to_owned())).collect()
}

async fn call(app: &TestApp, command: &str, params: &[(String, String)]) -> Answer {
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    app.call("alice", command, &params).await
}

#[tokio::test]
async fn every_command_that_writes_does_it_once() {
    for entry in COMMANDS.iter().filter(|entry| !entry.spec.effect.reads()) {
        let (app, name) = (coverage::app().await, entry.spec.name);
        let row = COVERED.iter().find(|row| row.command == name).expect(name);
        let params = keyed(row.success_params());
        if row.form.is_empty() {
            continue;
        }
        let first = call(&app, name, &params).await;
        assert_eq!(first.error(), None, "{name}: {}", first.text());
        let before = state(&app);
        for _ in 0..2 {
            let again = call(&app, name, &params).await;
            assert_eq!(timeless(&again), secrets::left_empty(entry.spec, &first), "{name}");
        }
        assert_eq!(state(&app), before, "{name} did it again");
        let other = [params.as_slice(), &[("More".to_owned(), "1".to_owned())]].concat();
        assert_eq!(call(&app, name, &other).await.number(), OTHER, "{name}");
        assert_eq!(state(&app), before, "{name}");
    }
}

/// All that a call could change: rows, entries of the log, faults, the world clock.
fn state(app: &TestApp) -> (Vec<String>, usize, Vec<Added>, i64) {
    (rows::all(app), rows::audited(app), app.runner.controls().faults.all(), app.runner.now())
}

/// Who reads under a key is told how things are now.
#[tokio::test]
async fn commands_that_read_know_nothing_of_it() {
    let app = coverage::app().await;
    for entry in COMMANDS.iter().filter(|entry| entry.spec.effect.reads()) {
        let name = entry.spec.name;
        let row = COVERED.iter().find(|row| row.command == name).expect(name);
        if row.form.is_empty() {
            continue;
        }
        for more in ["1", "2"] {
            let params = [keyed(row.success_params()), vec![("More".to_owned(), more.to_owned())]].concat();
            assert_eq!(call(&app, name, &params).await.error(), None, "{name}");
        }
    }
    assert_eq!(app.database().rows("SELECT command FROM idempotent_call"), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_repeats_at_once_one_is_charged() {
    let app = Arc::new(TestApp::start(Setup::default()).await);
    let repeat = || {
        let app = Arc::clone(&app);
        tokio::spawn(async move { app.create("alice", "free.com", &[KEY]).await })
    };
    let calls: Vec<_> = (0..32).map(|_| repeat()).collect();
    let mut answers = BTreeSet::new();
    for call in calls {
        let answer = call.await.expect("no panic");
        match answer.error() {
            None => drop(answers.insert(timeless(&answer))),
            Some((number, _)) => assert_eq!(number, UNDER_WAY, "{}", answer.text()),
        }
    }
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(timeless(&app.create("alice", "free.com", &[KEY]).await), *answers.first().expect("one"));
    assert_eq!(app.balance("alice").await, "9990.94");
}

#[tokio::test]
async fn one_that_is_under_way_is_refused_and_a_crash_loses_no_answer() {
    let registry = Slow::new();
    let app = TestApp::start(Setup { registry: registry.clone(), ..Setup::default() }).await;
    let mut params = registration("free.com", &[KEY]);
    params.extend(globals("alice", "namecheap.domains.create"));
    let all: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let mut first = app.connect().await;
    first.send(app.post_request(&encode(&all)).as_bytes()).await;
    registry.asked().await;
    assert_eq!(app.create("alice", "free.com", &[KEY]).await.number(), UNDER_WAY);
    let app = app.crash(Setup::default()).await;
    assert_eq!(app.create("alice", "free.com", &[KEY]).await.number(), UNDER_WAY, "until a sweep has it");
    assert_eq!(purchases::run(&app.runner, app.runner.now()).await.expect("swept"), 1);
    let answer = app.create("alice", "free.com", &[KEY]).await;
    assert_eq!((answer.error(), answer.attribute("ChargedAmount")), (None, "9.0600".to_owned()));
    assert_eq!(timeless(&app.create("alice", "free.com", &[KEY]).await), timeless(&answer));
    assert_eq!(app.balance("alice").await, "9990.94");
}

#[tokio::test]
async fn what_was_refused_may_be_tried_again() {
    let app = TestApp::start(Setup::default()).await;
    let answers = |said| [("Pattern", "free.com"), ("Answer", said)];
    for (said, number) in [("taken", 3_031_166), ("refused", 3_028_166), ("noanswer", 3_031_900)] {
        let set = app.call("alice", "namegate.sandbox.availability.set", &answers(said)).await;
        assert_eq!(set.error(), None);
        let refused = app.create("alice", "free.com", &[KEY]).await;
        assert_eq!((refused.number(), app.balance("alice").await.as_str()), (number, "10000.00"));
    }
    assert_eq!(app.create("alice", "free.com", &[KEY, ("Years", "x")]).await.number(), 2_011_167);
    let set = app.call("alice", "namegate.sandbox.availability.set", &answers("available")).await;
    assert_eq!(set.error(), None);
    assert_eq!(app.create("alice", "free.com", &[KEY]).await.error(), None);
    assert_eq!(app.balance("alice").await, "9990.94");
}

#[tokio::test]
async fn an_order_that_failed_after_a_crash_may_be_tried_again() {
    let registry = Slow::new();
    let app = TestApp::start(Setup { registry: registry.clone(), ..Setup::default() }).await;
    let mut params = registration("refused-a.com", &[KEY]);
    params.extend(globals("alice", "namecheap.domains.create"));
    let all: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let mut first = app.connect().await;
    first.send(app.post_request(&encode(&all)).as_bytes()).await;
    registry.asked().await;
    let app = app.crash(Setup::default()).await;
    assert_eq!(purchases::run(&app.runner, app.runner.now()).await.expect("swept"), 1);
    assert_eq!(app.create("alice", "refused-a.com", &[KEY]).await.number(), 3_028_166);
    assert_eq!(app.balance("alice").await, "10000.00");
}

#[tokio::test]
async fn a_key_is_of_its_command_and_caller_and_ends_after_a_day() {
    let app = TestApp::start(Setup::default()).await;
    let first = app.create("alice", "free.com", &[KEY]).await;
    assert_eq!(app.create("bob", "bobs.com", &[KEY]).await.error(), None, "another caller");
    let renew = [("DomainName", "free.com"), ("Years", "1"), KEY];
    assert_eq!(app.call("alice", "namecheap.domains.renew", &renew).await.error(), None, "another command");
    // The same call from elsewhere, spelled otherwise, in a dry run.
    let elsewhere = app.create("alice", "free.com", &[KEY, ("ClientIp", "192.0.2.9")]).await;
    assert_eq!(timeless(&elsewhere), timeless(&first));
    let dry = app.create("alice", "dry.com", &[KEY, ("DryRun", "true")]).await;
    assert_eq!(dry.attribute("Amount"), "9.0600");
    app.world_passes(100 * 86_400);
    app.real_time_passes(86_399);
    assert_eq!(app.create("alice", "free.com", &[KEY]).await.error(), None, "by the machine's clock");
    app.real_time_passes(1);
    assert_eq!(app.create("alice", "free.com", &[KEY]).await.number(), 3_031_166);
    let kept = || app.database().rows("SELECT command FROM idempotent_call").len();
    assert_eq!(kept(), 3);
    let now = testkit::REAL_START + 86_400;
    assert_eq!(idempotency::forget_old(&app.runner, now).await, Ok(3));
    assert_eq!(kept(), 0);
}

#[tokio::test]
async fn a_key_may_have_255_characters() {
    let app = TestApp::start(Setup::default()).await;
    let (long, longer) = ("é".repeat(255), "é".repeat(256));
    assert_eq!(app.create("alice", "free.com", &[("IdempotencyKey", &long)]).await.error(), None);
    let refused = app.create("alice", "free.com", &[("IdempotencyKey", &longer)]).await;
    assert_eq!(refused.error(), Some((2_011_984, "Parameter IdempotencyKey is TooLong".into())));
}
