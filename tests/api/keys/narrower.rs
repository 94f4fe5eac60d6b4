//! A key does not get by another what it may not do itself: those that it makes and those that it turns over do no more, and
//! are called from nowhere else.

use testkit::{Answer, Setup, TestApp};

use super::{Given, given};
use crate::gate::{post_from, with};

const HERE: [u8; 4] = [127, 0, 0, 1];
const THERE: [u8; 4] = [127, 0, 0, 9];
const EXCEEDS: u32 = 2_030_952;
const HELD: u32 = 2_030_981;
const ADD: &str = "namegate.allow.add";
const REMOVE: &str = "namegate.allow.remove";
const ROTATE: &str = "namegate.keys.rotate";

/// A full key that is held to this machine's address for two days, and to a network.
async fn held(app: &TestApp) -> Given {
    let key = given(app, &[("Preset", "full")]).await;
    hold(app, &key, &[("Entry", "127.0.0.1"), ("Days", "2")]).await;
    hold(app, &key, &[("Entry", "192.0.2.0/24")]).await;
    key
}

async fn hold(app: &TestApp, key: &Given, params: &[(&str, &str)]) {
    let params = [params, &[("KeyId", key.id.as_str())]].concat();
    assert_eq!(app.call("alice", ADD, &params).await.error(), None);
}

async fn make(app: &TestApp, by: &Given, params: &[(&str, &str)]) -> Given {
    let made = by.call(app, "namegate.keys.create", params).await;
    assert_eq!(made.error(), None, "{params:?}");
    Given { id: made.attribute("KeyId"), secret: made.attribute("ApiKey") }
}

/// The number with which a call from an address is refused; 0 for none.
async fn from(app: &TestApp, address: [u8; 4], key: &Given) -> u32 {
    let answer = post_from(app, address, "", &with(&[("ApiKey", &key.secret)])).await;
    answer.error().map_or(0, |(number, _)| number)
}

/// The entries of a key: what they are, and when they end.
async fn entries(app: &TestApp, key: &Given) -> Vec<String> {
    let listed = app.call("alice", "namegate.allow.list", &[]).await.result();
    let own = listed.children.iter().filter(|entry| entry.attribute("KeyId") == Some(&key.id));
    let shown = |name, entry: &wire::node::Node| entry.attribute(name).unwrap_or("never").to_owned();
    own.map(|entry| format!("{} {}", shown("Source", entry), shown("Expires", entry))).collect()
}

fn number(answer: &Answer) -> u32 {
    answer.error().map_or(0, |(number, _)| number)
}

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    // The account itself may be called from there.
    assert_eq!(app.call("alice", ADD, &[("Entry", "127.0.0.9")]).await.error(), None);
    app
}

#[tokio::test]
async fn a_key_that_is_held_to_a_list_makes_keys_that_are_held_to_it() {
    let app = app().await;
    let free = make(&app, &given(&app, &[("Preset", "full")]).await, &[("Preset", "full")]).await;
    assert_eq!((from(&app, THERE, &free).await, entries(&app, &free).await.len()), (0, 0), "of no list");
    let maker = held(&app).await;
    let made = make(&app, &maker, &[("Preset", "full")]).await;
    let narrow = make(&app, &made, &[("Preset", "read")]).await;
    for key in [&maker, &made, &narrow] {
        assert_eq!((from(&app, HERE, key).await, from(&app, THERE, key).await), (0, 1_011_150));
        assert_eq!(entries(&app, key).await, ["127.0.0.1 2026-06-17T12:00:00Z", "192.0.2.0/24 never"]);
    }
    app.world_passes(2 * 86_400);
    for key in [&maker, &made, &narrow] {
        assert_eq!(from(&app, HERE, key).await, 1_011_150, "with the end of the entry");
    }
}

#[tokio::test]
async fn it_lets_no_key_be_called_from_elsewhere() {
    let app = app().await;
    let maker = held(&app).await;
    let made = make(&app, &maker, &[("Preset", "full")]).await;
    let other = given(&app, &[("Preset", "read")]).await;
    for key in [&maker, &made, &other] {
        let of_key = ("KeyId", key.id.as_str());
        for entry in
            [("Entry", "any"), ("Entry", "127.0.0.9"), ("Entry", "192.0.0.0/16"), ("Entry", "127.0.0.1")]
        {
            // The last would have no end where the maker's has one.
            assert_eq!(number(&maker.call(&app, ADD, &[entry, of_key]).await), HELD, "{entry:?}");
        }
        let sooner = [("Entry", "127.0.0.1"), ("Days", "1"), of_key];
        assert_eq!(maker.call(&app, ADD, &sooner).await.error(), None, "what narrows");
    }
    let of_made = ("KeyId", made.id.as_str());
    assert_eq!(maker.call(&app, REMOVE, &[("Entry", "192.0.2.0/24"), of_made]).await.error(), None);
    assert_eq!(number(&maker.call(&app, REMOVE, &[("Entry", "127.0.0.1"), of_made]).await), HELD, "the last");
    assert_eq!(number(&maker.call(&app, REMOVE, &[("Entry", "any"), of_made]).await), 2_019_981);
    // For the account it may: its own list counts besides.
    assert_eq!(maker.call(&app, ADD, &[("Entry", "any")]).await.error(), None);
    assert_eq!(from(&app, THERE, &maker).await, 1_011_150);
    // A key of no list may all of it.
    assert_eq!(app.call("alice", REMOVE, &[("Entry", "127.0.0.1"), of_made]).await.error(), None);
    assert_eq!(from(&app, THERE, &made).await, 0);
}

/// Who turns a key over is told its secret.
#[tokio::test]
async fn it_turns_over_no_key_that_is_called_from_elsewhere_or_does_more() {
    let app = app().await;
    let maker = held(&app).await;
    let made = make(&app, &maker, &[("Preset", "read")]).await;
    let (free, elsewhere) =
        (given(&app, &[("Preset", "read")]).await, given(&app, &[("Preset", "read")]).await);
    hold(&app, &elsewhere, &[("Entry", "127.0.0.9")]).await;
    let rotate = async |by: &Given, key: &Given| number(&by.call(&app, ROTATE, &[("KeyId", &key.id)]).await);
    for key in [&free, &elsewhere] {
        assert_eq!(rotate(&maker, key).await, EXCEEDS);
    }
    for key in [&made, &maker] {
        assert_eq!(rotate(&maker, key).await, 0);
    }
    let guarded = given(&app, &[("Preset", "full"), ("MostDeletions", "3")]).await;
    let ending = given(&app, &[("Preset", "full"), ("Days", "3")]).await;
    let full = given(&app, &[("Preset", "full")]).await;
    for key in [&guarded, &ending] {
        assert_eq!(rotate(key, &full).await, EXCEEDS);
        assert_eq!((rotate(key, key).await, rotate(&full, key).await), (0, 0));
    }
}

#[tokio::test]
async fn one_that_says_from_where_it_calls_makes_keys_that_do() {
    let app = app().await;
    let caller = ("ClientIpRule", "caller");
    let maker = given(&app, &[("Preset", "full"), caller]).await;
    let create = "namegate.keys.create";
    for other in [("ClientIpRule", "required"), ("ClientIpRule", "ignored"), ("Label", "by default")] {
        let refused = maker.call(&app, create, &[("Preset", "read"), other]).await;
        assert_eq!(number(&refused), EXCEEDS, "{other:?}");
        assert!(refused.text().contains("ClientIpRule"), "{}", refused.text());
    }
    assert_eq!(maker.call(&app, create, &[("Preset", "read"), caller]).await.error(), None);
    let loose = given(&app, &[("Preset", "full"), ("ClientIpRule", "ignored")]).await;
    assert_eq!(loose.call(&app, create, &[("Preset", "read")]).await.error(), None);
}
