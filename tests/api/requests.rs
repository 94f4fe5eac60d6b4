//! The log of calls: what a caller sees of it, and that nobody sees a secret.

use registrar::described::Described;
use testkit::{Answer, Setup, TestApp, account};
use wire::node::Node;

const LIST: &str = "namegate.sandbox.requests.list";
const GET: &str = "namegate.sandbox.requests.get";
const BALANCES: &str = "namecheap.users.getBalances";
const CHECK: &str = "namecheap.domains.check";

fn id(answer: &Answer) -> String {
    answer.header("x-namegate-request").expect("an id").to_owned()
}

/// The calls that a list shows, each as one of its attributes.
async fn listed(app: &TestApp, user: &str, params: &[(&str, &str)], attribute: &str) -> Vec<String> {
    let result = app.call(user, LIST, params).await.result();
    let shown = |call: &Node| call.attribute(attribute).unwrap_or_default().to_owned();
    result.children.iter().map(shown).collect()
}

/// The parameters of a call as the log has them.
async fn params(app: &TestApp, call: &Answer) -> Vec<(String, String)> {
    let result = app.call("alice", GET, &[("Id", &id(call))]).await.result();
    let shown = |name: &str, node: &Node| node.attribute(name).expect(name).to_owned();
    result.children_named("Parameter").map(|node| (shown("Name", node), shown("Value", node))).collect()
}

#[tokio::test]
async fn calls_are_listed_newest_first_by_who_made_them() {
    let app = TestApp::start(Setup::default()).await;
    let of_alice = app.call("alice", CHECK, &[("DomainList", "free.com")]).await;
    let of_bob = app.call("bob", BALANCES, &[]).await;
    let refused = app.call("bob", CHECK, &[]).await;
    let stranger = app.call("bob", BALANCES, &[("ApiKey", "wrong")]).await;
    let (alices, bobs, wrong) = (id(&of_alice), id(&of_bob), id(&refused));
    assert_eq!(listed(&app, "bob", &[], "Id").await, [&id(&stranger), &wrong, &bobs].map(String::clone));
    let all = listed(&app, "alice", &[("PageSize", "10")], "Id").await;
    assert_eq!(
        all[1..],
        [&id(&stranger), &wrong, &bobs, &alices].map(String::clone),
        "and bob's list before"
    );
    let checks = [("OfCommand", "namecheap.domains")];
    assert_eq!(listed(&app, "alice", &checks, "Id").await, [wrong.clone(), alices.clone()]);
    let of_alice = [("OfApiUser", "ALICE"), ("OfCommand", CHECK)];
    assert_eq!(listed(&app, "alice", &of_alice, "Id").await, [alices]);
    assert_eq!(listed(&app, "bob", &[("OfApiUser", "alice")], "Id").await, [""; 0]);
    let failed = [("Status", "ERROR")];
    assert_eq!(listed(&app, "alice", &failed, "Number").await, ["1011102", "2010169"]);
    let good = [("Status", "OK"), ("OfCommand", BALANCES)];
    assert_eq!(listed(&app, "bob", &good, "Id").await, [bobs]);
}

#[tokio::test]
async fn pages_are_those_of_other_lists() {
    let app = TestApp::start(Setup::default()).await;
    for name in 0..12 {
        app.call("alice", CHECK, &[("DomainList", &format!("free{name}.com"))]).await;
    }
    let of_checks = [("OfCommand", CHECK), ("PageSize", "10"), ("Page", "2")];
    let second = app.call("alice", LIST, &of_checks).await;
    assert_eq!(second.result().children.len(), 2);
    let paging = second.node().find("Paging").cloned().expect("Paging");
    let numbers: Vec<String> = paging.children.into_iter().map(|child| child.text).collect();
    assert_eq!(numbers, ["12", "2", "10"]);
    let far = [("OfCommand", CHECK), ("Page", "2147483647"), ("PageSize", "100")];
    assert_eq!(app.call("alice", LIST, &far).await.result().children.len(), 0);
}

#[tokio::test]
async fn a_call_is_shown_as_it_was_made() {
    let app = TestApp::start(Setup::default()).await;
    app.call("alice", "namegate.sandbox.clock.advance", &[("Days", "1")]).await;
    let call =
        app.call("alice", CHECK, &[("domainlist", "free.com"), ("Extra", "é <&>"), ("Empty", "")]).await;
    let result = app.call("alice", GET, &[("Id", &id(&call))]).await.result();
    let request = result.child("Request").expect("Request");
    for (name, value) in [
        ("Id", Some(id(&call).as_str())),
        ("Time", Some("2026-06-16T12:00:00Z")),
        ("RealTime", Some("2001-09-09T01:46:40Z")),
        ("Address", Some("127.0.0.1")),
        ("ApiUser", Some("alice")),
        ("UserName", Some("alice")),
        ("Command", Some(CHECK)),
        ("Status", Some("OK")),
        ("HttpStatus", Some("200")),
        ("Number", None),
        ("Fault", None),
    ] {
        assert_eq!(request.attribute(name), value, "{name}");
    }
    let kept = params(&app, &call).await;
    let mut expected = [
        ("ApiKey", "***"),
        ("ApiUser", "alice"),
        ("ClientIp", "127.0.0.1"),
        ("Command", CHECK),
        ("DomainList", "free.com"),
        ("empty", ""),
        ("extra", "é <&>"),
        ("UserName", "alice"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    expected.sort_by_key(|(name, _)| name.to_ascii_lowercase());
    assert_eq!(kept, expected);
}

#[tokio::test]
async fn no_secret_is_kept() {
    let app = TestApp::start(Setup::default()).await;
    let secret = "Hunter-2-Hunter-2";
    for (command, names) in [
        ("namecheap.users.changePassword", ["OldPassword", "NewPassword", "ResetCode"].as_slice()),
        ("namecheap.users.login", &["Password"]),
        ("namecheap.users.create", &["NewUserPassword"]),
        ("namecheap.domains.transfer.create", &["EPPCode"]),
        ("namecheap.no.such", &["Passwort", "OldPasword", "Epp", "ApiKey2"]),
        (BALANCES, &["ApiKey"]),
    ] {
        let sent: Vec<(&str, &str)> = names.iter().map(|name| (*name, secret)).collect();
        let call = app.call("alice", command, &sent).await;
        let kept = params(&app, &call).await;
        let masked = kept.iter().filter(|(_, value)| value == "***").count();
        assert_eq!(masked, names.len() + usize::from(!names.contains(&"ApiKey")), "{command}: {kept:?}");
        for reader in [GET, "namegate.explain"] {
            let shown = app.call("alice", reader, &[("Id", &id(&call))]).await;
            assert!(!shown.text().contains(secret) && !shown.text().contains("key-of-alice"), "{command}");
        }
    }
}

#[tokio::test]
async fn a_call_of_thousands_of_parameters_is_kept_in_part() {
    let app = TestApp::start(Setup::default()).await;
    let names: Vec<String> = (0..3_000).map(|n| format!("A{n}")).collect();
    let value = "é".repeat(20);
    let sent: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), value.as_str())).collect();
    let call = app.call("alice", BALANCES, &sent).await;
    let kept = params(&app, &call).await;
    assert!(kept.len() <= 256 && kept.iter().any(|(name, value)| name == "UserName" && value == "alice"));
    let result = app.call("alice", GET, &[("Id", &id(&call))]).await.result();
    let left_out: usize = result.child("LeftOut").expect("LeftOut").text.parse().expect("a number");
    assert_eq!(kept.len() + left_out, 3_005);
}

#[tokio::test]
async fn nobody_sees_the_calls_of_another() {
    let sub = Described { parent: Some("alice".into()), ..account("sub") };
    let setup = Setup { accounts: vec![account("alice"), account("bob"), sub], ..Setup::default() };
    let app = TestApp::start(Setup { overseer: "root", ..setup }).await;
    let call = app.call("alice", BALANCES, &[]).await;
    for reader in [GET, "namegate.explain"] {
        assert_eq!(app.call("alice", reader, &[("Id", &id(&call))]).await.error(), None);
        assert_eq!(app.call("bob", reader, &[("Id", &id(&call))]).await.number(), 2_019_920);
    }
    let of_sub = app.call("alice", LIST, &[("UserName", "sub")]).await;
    assert_eq!(of_sub.error(), Some((1_016_103, "Parameter UserName is unauthorized".into())));
}

#[tokio::test]
async fn other_servers_explain_and_show_no_lists() {
    let app = TestApp::start(Setup { is_sandbox: false, ..Setup::default() }).await;
    let call = app.call("alice", CHECK, &[]).await;
    let found = [("Id", id(&call))];
    let found: Vec<(&str, &str)> = found.iter().map(|(name, id)| (*name, id.as_str())).collect();
    assert_eq!(app.call("alice", "namegate.explain", &found).await.error(), None);
    for command in [LIST, GET, "namegate.sandbox.faults.add", "namegate.sandbox.faults.clear"] {
        let answer = app.call("alice", command, &[("Id", &id(&call)), ("Kind", "cut")]).await;
        assert_eq!(answer.error(), Some((4, "Parameter Command is Invalid".into())), "{command}");
    }
}
