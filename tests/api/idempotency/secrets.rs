//! What is secret in a call is not kept, and what is secret in an answer is shown once.

use commands::slice::COMMANDS;
use testkit::{Answer, TestApp};
use wire::node::Node;
use wire::secret::Secret;
use wire::spec::{ChildSpec, Content};
use wire::text::Text as _;
use wire::{CommandSpec, Effect};

use super::{KEY, call, keyed, timeless};
use crate::coverage;
use crate::coverage::table::COVERED;
use crate::rows;

/// The answer of a first call as a repeat has it.
pub fn left_empty(spec: &CommandSpec, first: &Answer) -> String {
    let shown = |text: String, secret: &String| text.replace(&format!("\"{secret}\""), "\"\"");
    secrets(spec, first).iter().fold(timeless(first), shown)
}

/// The secrets of an answer.
fn secrets(spec: &CommandSpec, answer: &Answer) -> Vec<String> {
    let mut found = Vec::new();
    let node = answer.node();
    let response = node.find("CommandResponse").expect("CommandResponse");
    gather(spec.response, response, &mut found);
    found
}

fn gather(children: &[ChildSpec], node: &Node, found: &mut Vec<String>) {
    for child in children {
        for node in node.children_named(child.name) {
            match child.content {
                Content::Text(format) => assert_ne!(format, Secret::FORMAT, "only attributes are looked at"),
                Content::Element(element) => {
                    let secret = element.attributes().filter(|value| value.format == Secret::FORMAT);
                    found.extend(secret.filter_map(|value| node.attribute(value.name)).map(str::to_owned));
                    gather(element.children, node, found);
                }
            }
        }
    }
}

#[tokio::test]
async fn a_repeat_shows_no_secret_and_the_store_has_none() {
    let mut with_secrets = Vec::new();
    for entry in COMMANDS.iter().filter(|entry| entry.spec.answers_secret()) {
        let (app, name) = (coverage::app().await, entry.spec.name);
        let row = COVERED.iter().find(|row| row.command == name).expect(name);
        let params = keyed(row.success_params());
        let first = call(&app, name, &params).await;
        let secrets = secrets(entry.spec, &first);
        assert!(!secrets.is_empty() && secrets.iter().all(|secret| secret.len() > 8), "{name}: {secrets:?}");
        let again = call(&app, name, &params).await;
        assert_eq!(again.error(), None, "{name}");
        let content = app.database().content().join("\n");
        for secret in &secrets {
            // The end of an address that holds one is that of the secret itself.
            let end = &secret[secret.len() - 8..];
            assert!(first.text().contains(end), "{name}");
            assert!(!again.text().contains(end) && !content.contains(end), "{name} keeps a secret");
        }
        with_secrets.push(name);
    }
    let known = ["createAddfundsRequest", "authCode", "keys.create", "keys.rotate"];
    for known in known {
        assert!(with_secrets.iter().any(|name| name.ends_with(known)), "{known} of {with_secrets:?}");
    }
}

#[tokio::test]
async fn a_key_is_made_once_and_is_good() {
    let app = coverage::app().await;
    let create = async |app: &TestApp| {
        app.call("alice", "namegate.keys.create", &[("Preset", "read"), ("Label", "once"), KEY]).await
    };
    let made = create(&app).await;
    let again = create(&app).await;
    assert_eq!(again.attribute("KeyId"), made.attribute("KeyId"));
    assert_eq!((again.attribute("ApiKey").as_str(), made.attribute("ApiKey").len()), ("", 40));
    let secret = made.attribute("ApiKey");
    let with = [("ApiKey", secret.as_str())];
    assert_eq!(app.call("alice", "namecheap.users.getBalances", &with).await.error(), None);
}

#[tokio::test]
async fn no_secret_of_a_call_is_kept() {
    let app = coverage::app().await;
    let params = [("OldPassword", coverage::PASSWORD), ("NewPassword", "Correct-Horse-10"), KEY];
    let on_carol = [params.as_slice(), &[("UserName", "carol")]].concat();
    let changed = app.call("alice", "namecheap.users.changePassword", &on_carol).await;
    assert_eq!(changed.error(), None, "{}", changed.text());
    let again = app.call("alice", "namecheap.users.changePassword", &on_carol).await;
    assert_eq!(timeless(&again), timeless(&changed), "the old password is no longer right, and yet");
    let kept: Vec<String> =
        rows::all(&app).into_iter().filter(|row| row.starts_with("idempotent_call")).collect();
    assert_eq!(kept.len(), 1);
    for row in kept {
        assert!(!row.contains("Horse") && !row.contains(KEY.1), "{row}");
    }
}

/// What shows a secret changes something, so that its answer comes under a key once.
#[test]
fn whatever_shows_a_secret_writes() {
    for entry in COMMANDS.iter().filter(|entry| entry.spec.answers_secret()) {
        assert_eq!(entry.spec.effect, Effect::Write, "{}", entry.spec.name);
    }
}
