//! Why a call was refused, as `namegate.explain` tells it.

use std::net::{IpAddr, Ipv4Addr};

use registrar::described::Described;
use server::gate::denied::Denied;
use server::gate::rate_limit::{Budget, Form};
use server::gate::wrong_keys::Lockout;
use store::AccountState;
use testkit::{Answer, Connection, Setup, TestApp, account, encode};
use wire::node::Node;

const BALANCES: &str = "namecheap.users.getBalances";
const CHECK: &str = "namecheap.domains.check";
const LIST: &str = "namecheap.domains.getList";
const HOSTS: &str = "namecheap.domains.dns.setHosts";

/// The explanation of a call.
struct Explained(Node);

impl Explained {
    async fn of(app: &TestApp, call: &Answer) -> Self {
        let id = call.header("x-namegate-request").expect("an id");
        Explained(app.call("alice", "namegate.explain", &[("Id", id)]).await.result())
    }

    fn check(&self) -> Option<&str> {
        self.0.attribute("Check")
    }

    fn text(&self, name: &str) -> &str {
        self.0.child(name).map_or("", |child| child.text.as_str())
    }

    fn tries(&self) -> Vec<&str> {
        self.0.children_named("Try").map(|child| child.text.as_str()).collect()
    }

    /// An attribute of the rule.
    fn rule(&self, name: &str) -> Option<&str> {
        self.0.child("Rule")?.attribute(name)
    }
}

async fn explained(app: &TestApp, command: &str, params: &[(&str, &str)]) -> Explained {
    Explained::of(app, &app.call("alice", command, params).await).await
}

#[tokio::test]
async fn parameters_are_explained_by_their_declaration() {
    let app = TestApp::start(Setup::default()).await;
    let missing = explained(&app, "namecheap.domains.getInfo", &[("Domain", "a.com")]).await;
    assert_eq!((missing.check(), missing.text("Seen")), (Some("parameter"), "nothing"));
    assert_eq!((missing.rule("Name"), missing.rule("Required")), (Some("DomainName"), Some("true")));
    assert_eq!(missing.tries(), ["DomainName, in the place of domain, which is ignored"]);
    assert!(missing.text("Source").contains("namecheap.domains.getInfo"));

    let word = explained(&app, LIST, &[("SortBy", "NAMES")]).await;
    assert_eq!((word.check(), word.text("Seen")), (Some("parameter"), "NAMES"));
    assert!(word.text("Reason").contains("NAME_DESC"), "{}", word.text("Reason"));
    assert_eq!(word.tries(), ["SortBy=NAME"]);

    let range = explained(&app, LIST, &[("PageSize", "1000")]).await;
    assert_eq!(range.text("Reason"), "PageSize has to be from 10 to 100.");
    assert_eq!(
        (range.rule("Least"), range.rule("Greatest"), range.rule("Default")),
        (Some("10"), Some("100"), Some("20"))
    );
    assert_eq!(
        explained(&app, LIST, &[("Page", "two")]).await.text("Reason"),
        "Page has to be a whole number."
    );

    let long = "a".repeat(71);
    let long = explained(&app, HOSTS, &[("SLD", &long), ("TLD", "com")]).await;
    assert_eq!(long.text("Reason"), "SLD may have 70 characters, and has 71 or more.");
    assert_eq!(long.rule("MostCharacters"), Some("70"));
}

#[tokio::test]
async fn parameters_of_rows_and_of_contacts_have_their_names() {
    let app = TestApp::start(Setup::default()).await;
    let row =
        [("SLD", "a"), ("TLD", "com"), ("HostName2", "www"), ("RecordTyp2", "A"), ("Address2", "192.0.2.1")];
    let row = explained(&app, HOSTS, &row).await;
    assert_eq!(
        (row.rule("Name"), row.tries()),
        (Some("RecordType2"), vec!["RecordType2, in the place of recordtyp2, which is ignored"])
    );
    let contacts = testkit::registration("a.com", &[("TechCity", ""), ("TechTown", "x")]);
    let contacts: Vec<(&str, &str)> = contacts.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let block = explained(&app, "namecheap.domains.create", &contacts).await;
    assert_eq!((block.check(), block.rule("Name")), (Some("parameter"), Some("TechCity")));
}

#[tokio::test]
async fn secrets_stay_secret() {
    let app = TestApp::start(Setup::default()).await;
    let long = "secret".repeat(10);
    let params = [("OldPassword", long.as_str()), ("NewPassword", "x")];
    let call = app.call("alice", "namecheap.users.changePassword", &params).await;
    let explained = Explained::of(&app, &call).await;
    assert_eq!(explained.text("Seen"), "***");
    assert_eq!(explained.text("Reason"), "OldPassword may have 20 characters, and has more.");
}

#[tokio::test]
async fn refusals_of_commands_show_the_parameter_they_name() {
    let app = TestApp::start(Setup::default()).await;
    let params = [("ProductType", "DOMAIN"), ("promotioncode", "X")];
    let pricing = explained(&app, "namecheap.users.getPricing", &params).await;
    assert_eq!((pricing.check(), pricing.rule("Name")), (Some("command"), Some("PromotionCode")));
    assert_eq!(pricing.text("Seen"), "X");
    let info =
        explained(&app, "namecheap.domains.getInfo", &[("DomainName", "nobodys.com"), ("HostNam", "x")])
            .await;
    assert_eq!((info.check(), info.tries().len()), (Some("command"), 1));
}

#[tokio::test]
async fn what_was_not_refused_says_so() {
    let app = TestApp::start(Setup::default()).await;
    let good = explained(&app, LIST, &[("Pagesize", "20"), ("Pages", "2")]).await;
    assert_eq!((good.check(), good.text("Reason")), (None, "The call was not refused."));
    assert_eq!(good.tries(), ["Page, in the place of pages, which is ignored"]);
    assert_eq!(good.0.child("Request").and_then(|call| call.attribute("Status")), Some("OK"));
}

#[tokio::test]
async fn unknown_commands_are_compared_with_known_ones() {
    let app = TestApp::start(Setup::default()).await;
    for (command, near) in [
        ("namecheap.domain.getList", vec!["Command=namecheap.domains.getList"]),
        ("domains.check", vec!["Command=namecheap.domains.check"]),
        ("something.else.entirely", vec![]),
        (&"x".repeat(5_000), vec![]),
    ] {
        let explained = explained(&app, command, &[]).await;
        assert_eq!((explained.check(), explained.tries()), (Some("command-name"), near), "{command}");
    }
    let app = TestApp::start(Setup { is_sandbox: false, ..Setup::default() }).await;
    let of_sandbox = explained(&app, "namegate.sandbox.clock.get", &[]).await;
    assert_eq!(of_sandbox.text("Reason"), "Only a sandbox has this command.");
}

#[tokio::test]
async fn global_parameters() {
    let app = TestApp::start(Setup::default()).await;
    for (name, value, reason) in [
        ("ApiKey", "", "Every call has to carry ApiKey."),
        ("Command", " ", "Every call has to carry Command."),
        ("ClientIp", "", "Every call has to carry ClientIp."),
        ("ClientIp", "::1", "ClientIp has to be an IPv4 address."),
        ("ApiUser", "", "Every call has to carry ApiUser."),
    ] {
        let explained = explained(&app, BALANCES, &[(name, value)]).await;
        assert_eq!((explained.check(), explained.text("Reason")), (Some("parameter"), reason));
        assert_eq!(explained.text("Seen").trim(), if value == "::1" { value } else { "nothing" });
    }
}

/// A call from an address of this machine.
async fn from(app: &TestApp, last: u8, params: &[(&str, &str)]) -> Answer {
    let globals = testkit::globals("alice", BALANCES);
    let kept = globals.iter().filter(|(have, _)| params.iter().all(|(name, _)| name != have));
    let all: Vec<(&str, &str)> =
        kept.map(|(name, value)| (name.as_str(), value.as_str())).chain(params.iter().copied()).collect();
    let mut connection = Connection::open_from(IpAddr::from([127, 0, 0, last]), app.address).await;
    connection.send(app.post_request(&encode(&all)).as_bytes()).await;
    connection.answer().await
}

#[tokio::test]
async fn each_check_of_the_gate_says_what_it_saw() {
    let state = |name: &str, state| Described { state, ..account(name) };
    let under = |name: &str| Described { parent: Some("alice".into()), api_key: None, ..account(name) };
    let alice = Described { allowed: "127.0.0.1/32 127.0.0.3/32".into(), ..account("alice") };
    let app = TestApp::start(Setup {
        accounts: vec![
            alice,
            account("bob"),
            state("locked", AccountState::Locked),
            state("poor", AccountState::PaymentsDeclined),
            state("other", AccountState::OtherAuthentication),
            Described { state: AccountState::Locked, ..under("sub") },
        ],
        denied: Denied {
            addresses: vec!["127.0.0.3/32".parse().expect("a network")],
            client_ips: vec![Ipv4Addr::new(192, 0, 2, 9)],
        },
        lockout: Some(Lockout { most: 2, seconds: 900 }),
        ..Setup::default()
    })
    .await;
    let key = |name: &str| testkit::key_of(name);
    let (locked, poor, other) = (key("locked"), key("poor"), key("other"));
    for (last, params, number, check, seen) in [
        (2, vec![], 1_011_150, "allow-list", "127.0.0.2"),
        (3, vec![], 1_017_150, "denied-address", "127.0.0.3"),
        (1, vec![("ClientIp", "192.0.2.9")], 1_017_105, "denied-client-ip", "192.0.2.9"),
        (1, vec![("ApiUser", "locked"), ("ApiKey", &locked)], 1_017_101, "account-state", "locked"),
        (1, vec![("ApiUser", "poor"), ("ApiKey", &poor)], 1_017_410, "account-state", "poor"),
        (1, vec![("ApiUser", "other"), ("ApiKey", &other)], 1_030_408, "account-state", "other"),
        (1, vec![("UserName", "nobody")], 1_019_103, "user-name", "nobody"),
        (1, vec![("UserName", "bob")], 1_016_103, "user-name", "bob"),
        (1, vec![("UserName", "sub")], 1_017_103, "user-name", "sub"),
        (4, vec![("ApiKey", "7777777")], 1_011_102, "key", "alice with a key of 7 characters"),
        (4, vec![("ApiKey", "x")], 1_011_102, "key", "alice with a key of 1 characters"),
        (4, vec![], 1_017_411, "wrong-keys", "alice from 127.0.0.4"),
    ] {
        let answer = from(&app, last, &params).await;
        let explained = Explained::of(&app, &answer).await;
        assert_eq!((answer.number(), explained.check(), explained.text("Seen")), (number, Some(check), seen));
        assert_ne!(explained.text("Reason"), "", "{check}");
    }
    let missed = Explained::of(&app, &from(&app, 2, &[]).await).await;
    assert!(missed.text("Reason").contains("127.0.0.1/32, 127.0.0.3/32"), "{}", missed.text("Reason"));
    assert_eq!(missed.tries(), ["Add 127.0.0.2/32 to the list."]);
}

#[tokio::test]
async fn limits_and_headers() {
    let budgets = vec![Budget { calls: 2, seconds: 60 }];
    let form = Form::Html405;
    let app = TestApp::start(Setup { budgets, form, ..Setup::default() }).await;
    app.call("bob", BALANCES, &[]).await;
    app.call("bob", BALANCES, &[]).await;
    let over = app.call("bob", BALANCES, &[]).await;
    assert_eq!(over.status, 405);
    let over = Explained::of(&app, &over).await;
    assert_eq!(over.check(), Some("rate-limit"));
    assert!(over.text("Reason").contains("2 calls in 60 seconds"), "{}", over.text("Reason"));

    let app = TestApp::start(Setup::default()).await;
    let globals = testkit::globals("alice", BALANCES);
    let globals: Vec<(&str, &str)> = globals.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let request =
        app.post_request(&encode(&globals)).replacen("\r\n", "\r\nAuthorization: Basic YTpi\r\n", 1);
    let answer = app.exchange(request.as_bytes()).await;
    assert_eq!(answer.number(), 1_030_408);
    assert_eq!(Explained::of(&app, &answer).await.check(), Some("authorization-header"));
}

#[tokio::test]
async fn a_body_that_cannot_be_read() {
    let app = TestApp::start(Setup::default()).await;
    let large = app.post_request(&"x".repeat(1_048_577));
    let answer = app.exchange(large.as_bytes()).await;
    let body = Explained::of(&app, &answer).await;
    assert_eq!(
        (answer.status, body.check(), body.text("Seen")),
        (413, Some("body"), "413 Payload Too Large")
    );
}

#[tokio::test]
async fn faults_of_the_store_and_those_that_were_asked_for() {
    let app = TestApp::start(Setup::default()).await;
    crate::rows::take_away(&app, "account");
    let answer = app.call("alice", BALANCES, &[]).await;
    crate::rows::bring_back(&app, "account");
    let store = Explained::of(&app, &answer).await;
    assert_eq!((answer.number(), store.check()), (1_050_900, Some("store")));

    let add = [("Kind", "http500"), ("Calls", "1")];
    assert_eq!(app.call("alice", "namegate.sandbox.faults.add", &add).await.error(), None);
    let fault = explained(&app, CHECK, &[("DomainList", "free.com")]).await;
    assert_eq!((fault.check(), fault.text("Seen")), (Some("fault"), "fault 1"));
    let add = [("Kind", "latency"), ("Milliseconds", "1"), ("Calls", "1")];
    assert_eq!(app.call("alice", "namegate.sandbox.faults.add", &add).await.error(), None);
    let late = explained(&app, CHECK, &[("DomainList", "free.com")]).await;
    assert_eq!((late.check(), late.text("Reason")), (None, "The call was not refused. It met fault 2."));
}
