//! The refusals of commands about keys.

use registrar::key;
use store::{End, Kind};
use testkit::{Setup, TestApp, registration};

use super::{Case, Had, case};

const CREATE: &str = "namegate.keys.create";
const GET: &str = "namegate.keys.get";
const REVOKE: &str = "namegate.keys.revoke";
const ROTATE: &str = "namegate.keys.rotate";

pub fn cases() -> Vec<Case> {
    let create = |params: &[(&str, &str)], number, words: &str| {
        case(CREATE, &[&[("Preset", "full")], params].concat(), number, words)
    };
    let of_key = |command, id: &str, number, words: &str| case(command, &[("KeyId", id)], number, words);
    let no_key = "Parameter KeyId is unauthorized";
    let of_settings = "The key stands in the settings of the server, where alone it is changed";
    vec![
        create(&[("Domains", "exa mple.com")], 2_011_953, "Parameter Domains is Invalid"),
        create(&[("Commands", "namecheap.*,domains*")], 2_011_953, "Parameter Commands is Invalid"),
        create(&[("Record1", "TXT a"), ("Record2", "-T/T b")], 2_011_953, "Parameter Record is Invalid"),
        create(&[("HighestPrice", "ten")], 2_011_960, "Parameter HighestPrice is Invalid"),
        create(&[("SpendPerDay", "-1")], 2_011_960, "Parameter SpendPerDay is Invalid"),
        create(&[("SpendInAll", "1.23456")], 2_011_960, "Parameter SpendInAll is Invalid"),
        of_key(GET, "1", 2_016_951, no_key),
        of_key(REVOKE, "1", 2_016_951, no_key),
        of_key(ROTATE, "110002", 2_016_951, no_key),
        of_key(ROTATE, "110001", 2_030_951, of_settings),
        of_key(REVOKE, "110001", 2_030_951, of_settings),
    ]
}

/// Of a key that was revoked, of one that would do more than its maker, of one that does not reach a domain, and of one too many.
pub async fn of_lives() -> Vec<Had> {
    let app = TestApp::start(Setup::default()).await;
    let guarded = app.call("alice", CREATE, &[("Preset", "full"), ("MostDeletions", "3")]).await;
    let (id, secret) = (guarded.attribute("KeyId"), guarded.attribute("ApiKey"));
    let mut had = Vec::new();
    let wider = app.call("alice", CREATE, &[("ApiKey", &secret), ("Preset", "full")]).await;
    had.push((CREATE, wider));
    let full = app.call("alice", CREATE, &[("Preset", "full")]).await.attribute("KeyId");
    had.push((ROTATE, app.call("alice", ROTATE, &[("ApiKey", &secret), ("KeyId", &full)]).await));
    let narrow =
        app.call("alice", CREATE, &[("Preset", "full"), ("Domains", "a.com")]).await.attribute("ApiKey");
    let params = registration("b.com", &[("ApiKey", &narrow)]);
    let params: Vec<(&str, &str)> =
        params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    had.push(("namecheap.domains.create", app.call("alice", "namecheap.domains.create", &params).await));
    assert_eq!(app.call("alice", REVOKE, &[("KeyId", &id)]).await.error(), None);
    for command in [REVOKE, ROTATE] {
        had.push((command, app.call("alice", command, &[("KeyId", &id)]).await));
    }
    let many = app.runner.write(|cx| {
        let account = cx.tx.account_by_name("alice")?.expect("alice").id;
        for n in 0..1_000_u32 {
            let mut key = key::of_settings(n.into(), account, cx.now);
            key.of_settings = false;
            cx.tx.insert_api_key(&key, &n.to_be_bytes())?;
        }
        Ok(End::Commit(cx.tx.next_id(Kind::Key)?))
    });
    many.await.expect("a thousand keys");
    had.push((CREATE, app.call("alice", CREATE, &[("Preset", "acme")]).await));
    let told = |(command, answer): (&'static str, testkit::Answer)| {
        let (number, words) = answer.error().expect(command);
        (command, number, words)
    };
    had.into_iter().map(told).collect()
}
