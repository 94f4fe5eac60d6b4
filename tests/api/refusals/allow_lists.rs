//! The refusals of commands about allow-lists.

use testkit::{Setup, TestApp};

use super::{Case, Had, case};

const ADD: &str = "namegate.allow.add";
const REMOVE: &str = "namegate.allow.remove";
const CREATE: &str = "namegate.keys.create";

pub fn cases() -> Vec<Case> {
    let no_entry = "Parameter Entry is Invalid";
    vec![
        case(ADD, &[("Entry", "192.0.2.1/33")], 2_011_981, no_entry),
        case(ADD, &[("Entry", "192.0.2.1"), ("KeyId", "1")], 2_016_951, "Parameter KeyId is unauthorized"),
        // That of another account.
        case(ADD, &[("Entry", "any"), ("KeyId", "110002")], 2_016_951, "Parameter KeyId is unauthorized"),
        case(REMOVE, &[("Entry", "localhost")], 2_011_981, no_entry),
        case(REMOVE, &[("Entry", "192.0.2.1"), ("KeyId", "1")], 2_019_981, "There is no such entry"),
    ]
}

/// The refusals of one entry more than there may be, and of what a key may not that is held to entries itself.
pub async fn of_lists() -> Vec<Had> {
    let app = TestApp::start(Setup::default()).await;
    let add = async |at: usize| {
        let entry = format!("192.0.{}.{}", at / 250, at % 250 + 1);
        app.call("alice", ADD, &[("Entry", &entry)]).await.error()
    };
    for at in 0..200 {
        assert_eq!(add(at).await, None);
    }
    assert_eq!(add(7).await, None, "one that is there");
    let (number, words) = add(200).await.expect(ADD);
    assert_eq!((number, words.as_str()), (2_016_981, "There are as many entries as there may be"));
    let mut had = vec![(ADD, number, words)];
    let made = app.call("alice", CREATE, &[("Preset", "full")]).await;
    let (id, secret) = (made.attribute("KeyId"), made.attribute("ApiKey"));
    let remove = [("Entry", "192.0.0.1")];
    assert_eq!(app.call("alice", REMOVE, &remove).await.error(), None);
    let here = [("Entry", "127.0.0.1"), ("KeyId", id.as_str())];
    assert_eq!(app.call("alice", ADD, &here).await.error(), None);
    let any = [("Entry", "any"), ("KeyId", id.as_str())];
    for (command, params) in [(CREATE, [("Preset", "full"), ("Label", "")]), (REMOVE, here), (ADD, any)] {
        let params = [params.as_slice(), &[("ApiKey", secret.as_str())]].concat();
        let (number, words) = app.call("alice", command, &params).await.error().expect(command);
        had.push((command, number, words));
    }
    had
}
