//! Faults that were asked for: what a client sees of each, and which calls they strike.

use testkit::{Answer, Setup, TestApp};
use wire::node::Node;

const ADD: &str = "namegate.sandbox.faults.add";
const LIST: &str = "namegate.sandbox.faults.list";
const CHECK: &str = "namecheap.domains.check";
const FREE: [(&str, &str); 1] = [("DomainList", "free.com")];

async fn app() -> TestApp {
    TestApp::start(Setup::default()).await
}

/// Asks for a fault; its id.
async fn add(app: &TestApp, kind: &str, more: &[(&str, &str)]) -> String {
    app.call("alice", ADD, &[&[("Kind", kind)], more].concat()).await.attribute("FaultId")
}

/// A check of a free name.
async fn check(app: &TestApp) -> Answer {
    app.call("alice", CHECK, &FREE).await
}

/// The octets of a call.
fn request(app: &TestApp, user: &str, command: &str, params: &[(&str, &str)]) -> String {
    let mut all = testkit::globals(user, command);
    all.extend(params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.post_request(&testkit::encode(&all))
}

/// Whether the connection of a call is closed without an octet.
async fn is_cut(app: &TestApp, command: &str, params: &[(&str, &str)]) -> bool {
    let mut connection = app.connect().await;
    connection.send(request(app, "alice", command, params).as_bytes()).await;
    connection.is_closed().await
}

/// The faults as the list shows them.
async fn list(app: &TestApp) -> Vec<Node> {
    app.call("alice", LIST, &[]).await.result().children
}

/// How many calls a fault was for and how many it struck.
async fn counts(app: &TestApp) -> Vec<(String, String)> {
    let count = |fault: &Node, name: &str| fault.attribute(name).expect(name).to_owned();
    list(app).await.iter().map(|fault| (count(fault, "Seen"), count(fault, "Struck"))).collect()
}

#[tokio::test]
async fn an_error_is_sent_in_the_place_of_the_answer() {
    let app = app().await;
    add(&app, "error", &[("Number", "3031510"), ("Text", "Error <from> Enom")]).await;
    let answer = check(&app).await;
    assert_eq!(answer.error(), Some((3_031_510, "Error <from> Enom".into())));
    assert_eq!(answer.status, 200);
    let document = answer.node();
    let response = document.child("CommandResponse").expect("the refused body of the command");
    assert_eq!(response.attribute("Type"), Some(CHECK));
    let info = app.call("alice", "namecheap.domains.getInfo", &[("DomainName", "a.com")]).await;
    assert!(info.text().contains("<DomainGetInfoResult ID=\"0\""), "{}", info.text());
}

#[tokio::test]
async fn words_that_a_command_declares_need_not_be_said() {
    let app = app().await;
    add(&app, "error", &[("Number", "2030166"), ("OfCommand", "namecheap.domains.getInfo")]).await;
    add(&app, "error", &[("Number", "2011170"), ("OfCommand", "namecheap.domains.create")]).await;
    let name = [("DomainName", "a.com")];
    let info = app.call("alice", "namecheap.domains.getInfo", &name).await;
    assert_eq!(info.error(), Some((2_030_166, "Domain is invalid".into())));
    let create = app.create("alice", "a.com", &[]).await;
    assert_eq!(create.error(), Some((2_011_170, "Promotion code is invalid".into())));
}

#[tokio::test]
async fn pages_of_a_server_in_front_of_the_api() {
    let app = app().await;
    for (kind, status) in [("http405", 405), ("http500", 500)] {
        let id = add(&app, kind, &[("Calls", "1")]).await;
        let mut connection = app.connect().await;
        for expected in [status, 200] {
            connection.send(request(&app, "alice", CHECK, &FREE).as_bytes()).await;
            let answer = connection.answer().await;
            assert_eq!(answer.status, expected, "{kind}");
            let is_page = answer.header("content-type") == Some("text/html");
            assert_eq!(is_page, expected != 200, "{kind}: {}", answer.text());
        }
        assert_eq!(
            app.call("alice", "namegate.sandbox.faults.remove", &[("FaultId", &id)]).await.error(),
            None
        );
    }
}

#[tokio::test]
async fn an_answer_without_a_body() {
    let app = app().await;
    add(&app, "empty200", &[]).await;
    let answer = check(&app).await;
    assert_eq!((answer.status, answer.text()), (200, ""));
    assert_eq!(answer.header("content-type"), Some("text/xml; charset=utf-8"));
}

#[tokio::test]
async fn an_answer_that_is_broken_xml() {
    let app = app().await;
    add(&app, "malformed", &[]).await;
    let answer = check(&app).await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().starts_with("<?xml"), "{}", answer.text());
    assert!(Node::parse(answer.text()).is_err(), "{}", answer.text());
}

#[tokio::test]
async fn a_connection_is_cut_before_anything_is_done() {
    let app = app().await;
    add(&app, "cut", &[("OfCommand", "namecheap.domains.create"), ("Calls", "1")]).await;
    let params = testkit::registration("cut.com", &[]);
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert!(is_cut(&app, "namecheap.domains.create", &params).await);
    let info = [("DomainName", "cut.com")];
    assert_eq!(app.call("alice", "namecheap.domains.getInfo", &info).await.number(), 2_030_166);
    assert_eq!(app.balance("alice").await, "10000.00");
    app.register("alice", "cut.com").await;
}

#[tokio::test]
async fn an_answer_is_lost_and_the_work_done() {
    let app = app().await;
    add(&app, "lost", &[("OfCommand", "namecheap.domains.create"), ("Calls", "1")]).await;
    let params = testkit::registration("lost.com", &[]);
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert!(is_cut(&app, "namecheap.domains.create", &params).await);
    let info = app.call("alice", "namecheap.domains.getInfo", &[("DomainName", "lost.com")]).await;
    assert_eq!(info.attribute("Status"), "Ok");
    let again = app.create("alice", "lost.com", &[]).await;
    assert_eq!(again.number(), 3_031_166, "it is taken, by the very caller");
    let requests = [("OfCommand", "namecheap.domains.create")];
    let calls = app.call("alice", "namegate.sandbox.requests.list", &requests).await.result().children;
    let shown = |call: &Node, name: &str| call.attribute(name).map(str::to_owned);
    assert_eq!(shown(&calls[1], "HttpStatus"), None, "nothing was sent");
    assert_eq!(
        (shown(&calls[1], "Status"), shown(&calls[1], "Fault")),
        (Some("ERROR".into()), Some("1".into()))
    );
    assert_eq!((shown(&calls[0], "HttpStatus"), shown(&calls[0], "Fault")), (Some("200".into()), None));
}

#[tokio::test]
async fn a_call_takes_longer_and_holds_up_no_other() {
    let app = app().await;
    add(&app, "latency", &[("Milliseconds", "600000"), ("OfApiUser", "alice"), ("Calls", "1")]).await;
    let mut slow = app.connect().await;
    slow.send(request(&app, "alice", CHECK, &FREE).as_bytes()).await;
    while counts(&app).await != [("1".to_owned(), "1".to_owned())] {}
    tokio::select! {
        biased;
        answer = slow.answer() => panic!("ten minutes too early: {}", answer.text()),
        answer = app.call("bob", CHECK, &FREE) => assert_eq!(answer.error(), None),
    }
    add(&app, "latency", &[("Milliseconds", "1")]).await;
    assert_eq!(check(&app).await.attribute("Available"), "true", "it is answered as ever");
}

/// Which of the next calls are struck by an error.
async fn struck(app: &TestApp, calls: usize) -> Vec<usize> {
    let mut struck = Vec::new();
    for call in 1..=calls {
        if check(app).await.error().is_some() {
            struck.push(call);
        }
    }
    struck
}

#[tokio::test]
async fn some_calls_are_struck() {
    let error = [("Number", "5050900")];
    for (schedule, expected) in [
        (vec![("Calls", "2")], vec![1, 2]),
        (vec![("Every", "3")], vec![3, 6]),
        (vec![("Percent", "100")], vec![1, 2, 3, 4, 5, 6, 7]),
        (vec![("OfApiUser", "bob")], vec![]),
        (vec![("OfCommand", "namecheap.users")], vec![]),
        (vec![("OfCommand", "NameCheap.Domains"), ("Every", "7")], vec![7]),
    ] {
        let app = app().await;
        add(&app, "error", &[error.as_slice(), &schedule].concat()).await;
        assert_eq!(struck(&app, 7).await, expected, "{schedule:?}");
    }
}

#[tokio::test]
async fn a_share_of_calls_is_the_same_every_time() {
    let of = async |seed: &str| {
        let app = app().await;
        add(&app, "error", &[("Number", "5050900"), ("Percent", "40"), ("Seed", seed)]).await;
        struck(&app, 60).await
    };
    let first = of("1").await;
    assert_eq!(first, of("1").await);
    assert_ne!(first, of("1000").await);
    assert!(first.len() > 10 && first.len() < 40, "{first:?}");
}

#[tokio::test]
async fn the_list_shows_what_was_asked_for_and_how_it_went() {
    let app = app().await;
    add(&app, "latency", &[("Milliseconds", "2"), ("Calls", "3")]).await;
    add(&app, "error", &[("Number", "4"), ("Text", "no"), ("Percent", "50"), ("Seed", "9")]).await;
    add(&app, "cut", &[("OfCommand", "namecheap.users"), ("OfApiUser", "bob"), ("Every", "2")]).await;
    check(&app).await;
    let shown: Vec<String> = list(&app)
        .await
        .iter()
        .map(|fault| {
            let attributes = fault.attributes.iter().map(|(name, value)| format!("{name}={value}"));
            attributes.collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert_eq!(shown[0], "FaultId=1 Kind=latency Calls=3 Milliseconds=2 Seen=1 Struck=1 Left=2");
    let second = "FaultId=2 Kind=error Percent=50 Seed=9 Number=4 Text=no Seen=1 Struck=";
    assert!(shown[1].starts_with(second), "{shown:?}");
    assert_eq!(
        shown[2],
        "FaultId=3 Kind=cut OfCommand=namecheap.users OfApiUser=bob Every=2 Seen=0 Struck=0"
    );
}

#[tokio::test]
async fn commands_of_our_own_meet_no_fault() {
    let app = app().await;
    add(&app, "cut", &[]).await;
    assert!(is_cut(&app, CHECK, &FREE).await);
    for command in [LIST, "namegate.sandbox.clock.get", "namegate.sandbox.requests.list"] {
        assert_eq!(app.call("alice", command, &[]).await.error(), None, "{command}");
    }
    assert_eq!(counts(&app).await, [("1".to_owned(), "1".to_owned())]);
    assert_eq!(app.call("alice", "namegate.sandbox.faults.clear", &[]).await.attribute("Removed"), "1");
    assert_eq!(check(&app).await.error(), None);
    assert!(list(&app).await.is_empty());
}

#[tokio::test]
async fn faults_strike_before_the_caller_is_known_and_a_restart_forgets_them() {
    let app = app().await;
    add(&app, "http500", &[]).await;
    assert_eq!(app.call("mallory", CHECK, &FREE).await.status, 500);
    assert_eq!(app.call("alice", "namecheap.no.such", &[]).await.number(), 4);
    let app = app.crash(Setup::default()).await;
    assert_eq!(check(&app).await.error(), None);
}
