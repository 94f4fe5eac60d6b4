//! The statement of an account.

use testkit::{Answer, Setup, TestApp};
use wire::node::Node;

use crate::coverage;

async fn list(app: &TestApp, more: &[(&str, &str)]) -> Answer {
    let listed = app.call("alice", "namegate.ledger.list", more).await;
    assert_eq!(listed.error(), None, "{}", listed.text());
    listed
}

/// Some attributes of each movement.
fn shown(listed: &Answer, names: &[&str]) -> Vec<String> {
    let of = |movement: &Node| {
        names.iter().map(|name| movement.attribute(name).expect(name)).collect::<Vec<_>>().join(" ")
    };
    listed.result().children.iter().map(of).collect()
}

#[tokio::test]
async fn each_movement_stands_there_with_the_balance_after_it() {
    let app = TestApp::start(Setup::default()).await;
    app.world_passes(60);
    let bought = app.create("alice", "a.com", &[]).await.attribute("TransactionID");
    app.register("bob", "bobs.com").await;
    app.world_passes(60);
    let away = app.call("alice", "namegate.domains.delete", &[("DomainName", "a.com")]).await;
    assert_eq!(away.error(), None, "{}", away.text());
    let refused = [("Pattern", "b.com"), ("Answer", "refused")];
    assert_eq!(app.call("alice", "namegate.sandbox.availability.set", &refused).await.error(), None);
    assert_ne!(app.create("alice", "b.com", &[]).await.error(), None);
    let all = list(&app, &[]).await;
    let names = ["Time", "Amount", "Currency", "BalanceAfter", "Reason"];
    assert_eq!(
        shown(&all, &names),
        [
            "2026-06-15T12:02:00Z 9.0600 USD 10000.0000 register b.com",
            "2026-06-15T12:02:00Z -9.0600 USD 9990.9400 register b.com",
            "2026-06-15T12:02:00Z 9.0600 USD 10000.0000 delete a.com",
            "2026-06-15T12:01:00Z -9.0600 USD 9990.9400 register a.com",
            "2026-06-15T12:00:00Z 10000.0000 USD 10000.0000 opening balance",
        ]
    );
    let ids = shown(&all, &["TransactionID"]);
    assert_eq!(
        (ids[3].as_str(), ids[2].as_str()),
        (bought.as_str(), away.attribute("TransactionID").as_str())
    );
    assert_eq!(app.balance("alice").await, "10000.00");
}

#[tokio::test]
async fn it_is_paged_and_bounded_in_time() {
    let app = TestApp::start(Setup::default()).await;
    for name in ["a.com", "b.com", "c.com"] {
        app.world_passes(60);
        app.register("alice", name).await;
    }
    let reasons = async |more: &[(&str, &str)]| {
        let listed = list(&app, more).await;
        let total = listed.node().find("TotalItems").expect("a total").text.clone();
        let of = |reason: String| {
            reason.replace("register ", "").replace(".com", "").replace("opening balance", "-")
        };
        let reasons: String = shown(&listed, &["Reason"]).into_iter().map(of).collect();
        format!("{reasons} of {total}")
    };
    let (from, to) = ("2026-06-15T12:01:00Z", "2026-06-15T12:03:00Z");
    for (more, found) in [
        (vec![], "cba- of 4"),
        (vec![("PageSize", "3")], "cba of 4"),
        (vec![("PageSize", "3"), ("Page", "2")], "- of 4"),
        (vec![("PageSize", "3"), ("Page", "3")], " of 4"),
        (vec![("Page", "2147483647"), ("PageSize", "1000")], " of 4"),
        (vec![("From", from)], "cba of 3"),
        (vec![("To", to)], "ba- of 3"),
        (vec![("From", from), ("To", to), ("PageSize", "1")], "b of 2"),
    ] {
        assert_eq!(reasons(&more).await, found, "{more:?}");
    }
}

/// As for the balance, whoever may ask sees all movements; of domains out of reach not the names.
#[tokio::test]
async fn a_key_sees_the_names_of_domains_that_it_reaches() {
    let app = coverage::app().await;
    let key = async |params: &[(&str, &str)]| {
        let made = app.call("alice", "namegate.keys.create", params).await;
        assert_eq!(made.error(), None, "{params:?}");
        made.attribute("ApiKey")
    };
    let of_account = list(&app, &[]).await;
    let billing = key(&[("Preset", "billing")]).await;
    let of_billing = list(&app, &[("ApiKey", &billing)]).await;
    let figures = ["TransactionID", "Amount", "BalanceAfter"];
    assert_eq!(shown(&of_billing, &figures), shown(&of_account, &figures));
    assert!(shown(&of_account, &["Reason"]).contains(&"register mail.com".to_owned()));
    let reasons = shown(&of_billing, &["Reason"]);
    assert!(reasons.contains(&"register".to_owned()), "{reasons:?}");
    assert!(reasons.iter().all(|reason| !reason.contains(".com")), "{reasons:?}");
    let of_mail = key(&[("Preset", "read"), ("Domains", "mail.com")]).await;
    let text = list(&app, &[("ApiKey", &of_mail)]).await.text().to_owned();
    assert!(text.contains("register mail.com") && !text.contains("alices.com"), "{text}");
    let dns = key(&[("Preset", "dns")]).await;
    let refused = app.call("alice", "namegate.ledger.list", &[("ApiKey", &dns)]).await;
    assert_eq!(refused.number(), 1_016_103);
    let of_carol = list(&app, &[("UserName", "carol")]).await;
    assert!(!of_carol.text().contains("mail.com"), "another account's");
}
