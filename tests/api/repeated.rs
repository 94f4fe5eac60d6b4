//! Sandboxes side by side: two with one seed say the same, and none meets another.

use std::sync::Arc;

use registrar::entropy::SeededEntropy;
use testkit::{Answer, Setup, TestApp};

use crate::coverage::table::COVERED;

async fn seeded(seed: u64) -> TestApp {
    let entropy = Arc::new(SeededEntropy::new(seed));
    TestApp::start(Setup { entropy, ..Setup::default() }).await
}

/// An answer but for how long it took.
fn timeless(answer: &Answer) -> String {
    let (before, rest) = answer.text().split_once("<ExecutionTime>").expect("ExecutionTime");
    format!("{before}{}", rest.split_once("</ExecutionTime>").expect("its end").1)
}

/// The answers to a few calls that need chance and ids, and to one of every command.
async fn answers(app: &TestApp) -> Vec<String> {
    let mut answers = Vec::new();
    for name in ["one.com", "two.com"] {
        let privacy = [("AddFreeWhoisguard", "yes"), ("WGEnabled", "yes")];
        answers.push(timeless(&app.create("alice", name, &privacy).await));
        let contacts = app.call("alice", "namecheap.domains.getContacts", &[("DomainName", name)]).await;
        answers.push(timeless(&contacts));
    }
    let of_process = |command: &str| command.contains(".requests.") || command == "namegate.explain";
    // Salts of passwords are chance too, but hashing takes long, and answers do not show them.
    for row in
        COVERED.iter().filter(|row| !of_process(row.command) && !row.command.starts_with("namecheap.users.c"))
    {
        answers.push(timeless(&app.call("alice", row.command, &row.success_params()).await));
    }
    let funds =
        [("PaymentType", "Creditcard"), ("Amount", "40"), ("ReturnUrl", "https://shop.example.net/paid")];
    answers.push(timeless(&app.call("alice", "namecheap.users.createaddfundsrequest", &funds).await));
    answers
}

/// But for the host and port that links lead to.
fn at(app: &TestApp, answers: Vec<String>) -> Vec<String> {
    let address = app.address.to_string();
    answers.into_iter().map(|answer| answer.replace(&address, "ADDRESS")).collect()
}

#[tokio::test]
async fn one_seed_gives_the_same_answers() {
    let (first, second, other) = (seeded(7).await, seeded(7).await, seeded(8).await);
    let said = at(&first, answers(&first).await);
    for (one, two) in said.iter().zip(at(&second, answers(&second).await)) {
        assert_eq!(*one, two);
    }
    assert_ne!(said, at(&other, answers(&other).await));
}

#[tokio::test]
async fn three_sandboxes_do_not_meet() {
    let apps = [seeded(1).await, seeded(2).await, seeded(3).await];
    let names = ["first.com", "second.com", "third.com"];
    let live = async |app: &TestApp, name: &str| {
        app.register("alice", name).await;
        app.call("alice", "namegate.sandbox.clock.advance", &[("Days", "3")]).await
    };
    tokio::join!(live(&apps[0], names[0]), live(&apps[1], names[1]), live(&apps[2], names[2]));
    assert_eq!(apps[1].call("alice", "namegate.sandbox.reset", &[]).await.error(), None);
    for (app, name) in apps.iter().zip(names) {
        let is_reset = name == "second.com";
        for other in names {
            assert_eq!(app.zones.is_answered(other), other == name && !is_reset, "{other} in that of {name}");
        }
        let balance = app.balance("alice").await;
        assert_eq!(balance == "10000.00", is_reset, "{name}: {balance}");
        let clock = app.call("alice", "namegate.sandbox.clock.get", &[]).await;
        assert_eq!(clock.attribute("Offset"), if is_reset { "0" } else { "259200" });
    }
}
