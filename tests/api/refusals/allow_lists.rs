//! The refusals of commands about allow-lists.

use testkit::{Setup, TestApp};

use super::{Case, Had, case};

const ADD: &str = "namegate.allow.add";
const REMOVE: &str = "namegate.allow.remove";

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

/// The refusal of one entry more than there may be.
pub async fn of_too_many() -> Had {
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
    (ADD, number, words)
}
