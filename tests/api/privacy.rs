//! Privacy subscriptions: listed, switched, given another mask, renewed.

use testkit::{Answer, Setup, TestApp};

use crate::coverage::privacy_of_alice;
use crate::coverage::table::{PRIVACY_ID, PRIVACY_OFF_ID};

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    privacy_of_alice(&app).await;
    app
}

async fn call(app: &TestApp, command: &str, id: &str, more: &[(&str, &str)]) -> Answer {
    let params = [&[("WhoisguardID", id)], more].concat();
    app.call("alice", &format!("namecheap.whoisguard.{command}"), &params).await
}

/// Domain, day of expiry and status of each row.
async fn list(app: &TestApp, user: &str, params: &[(&str, &str)]) -> Vec<[String; 3]> {
    let listed = app.call(user, "namecheap.whoisguard.getList", params).await.result();
    let of = |row: &wire::node::Node, name| row.attribute(name).expect("an attribute").to_owned();
    listed.children.iter().map(|row| [of(row, "DomainName"), of(row, "Expires"), of(row, "Status")]).collect()
}

/// What getInfo and getContacts tell of masked.com: whether privacy is on, where mail goes, and the address shown.
async fn shown(app: &TestApp) -> (String, String, String) {
    let name = [("DomainName", "masked.com")];
    let info = app.call("alice", "namecheap.domains.getInfo", &name).await.result();
    let privacy = info.child("Whoisguard").cloned().expect("Whoisguard");
    let mail = privacy.child("EmailDetails").cloned().expect("EmailDetails");
    let of = |node: &wire::node::Node, name| node.attribute(name).expect("an attribute").to_owned();
    (of(&privacy, "Enabled"), of(&mail, "ForwardedTo"), of(&mail, "WhoisGuardEmail"))
}

#[tokio::test]
async fn subscriptions_are_listed() {
    let app = app().await;
    let all = [["masked.com", "06/25/2026", "ENABLED"], ["plain.com", "06/15/2027", "DISABLED"]];
    assert_eq!(list(&app, "alice", &[]).await, all);
    assert_eq!(list(&app, "alice", &[("ListType", "alloted")]).await, all);
    for none in ["FREE", "DISCARD"] {
        assert!(list(&app, "alice", &[("ListType", none)]).await.is_empty());
    }
    assert!(list(&app, "alice", &[("Page", "2")]).await.is_empty());
    assert!(list(&app, "bob", &[]).await.is_empty());
}

#[tokio::test]
async fn privacy_is_switched_off_and_on() {
    let app = app().await;
    let (_, first, mask) = shown(&app).await;
    assert_eq!(first, "ada@example.org");
    assert_eq!(call(&app, "disable", PRIVACY_ID, &[]).await.attribute("DomainName"), "masked.com");
    assert_eq!(shown(&app).await, ("False".into(), first, mask.clone()));
    let to = [("ForwardedToEmail", "other@example.org")];
    assert_eq!(call(&app, "enable", PRIVACY_ID, &to).await.attribute("DomainName"), "masked.com");
    assert_eq!(shown(&app).await, ("True".into(), "other@example.org".into(), mask));
}

#[tokio::test]
async fn a_mask_is_replaced() {
    let app = app().await;
    let (_, _, before) = shown(&app).await;
    let changed = call(&app, "changeEmailAddress", PRIVACY_ID, &[]).await;
    assert_eq!(changed.attribute("WGOldEmail"), before);
    let (_, _, after) = shown(&app).await;
    assert_eq!(changed.attribute("WGEmail"), after);
    assert!(after != before && after.ends_with(".protect@withheldforprivacy.com"), "{after}");
}

#[tokio::test]
async fn a_renewal_is_an_order_that_adds_years() {
    let app = app().await;
    let before = app.balance("alice").await;
    let renewed = call(&app, "renew", PRIVACY_ID, &[("Years", "9")]).await;
    assert_eq!(renewed.attribute("ChargedAmount"), "0.0000", "as the list has it");
    assert_ne!(renewed.attribute("OrderId"), "0");
    assert_eq!(list(&app, "alice", &[]).await[0][1], "06/25/2035");
    assert_eq!(app.balance("alice").await, before);
    assert_eq!(call(&app, "renew", PRIVACY_ID, &[("Years", "1")]).await.number(), 2_029_331);
}

#[tokio::test]
async fn renewal_opens_thirty_days_before_the_end() {
    let app = app().await;
    // plain.com and its privacy were bought for a year of 365 days.
    app.world_passes(335 * 86_400 - 1);
    let year = [("Years", "1")];
    assert_eq!(call(&app, "renew", PRIVACY_OFF_ID, &year).await.number(), 2_029_331);
    app.world_passes(1);
    assert_eq!(call(&app, "renew", PRIVACY_OFF_ID, &year).await.attribute("Renew"), "true");
}

#[tokio::test]
async fn what_has_ended_is_not_switched_on() {
    let app = app().await;
    call(&app, "disable", PRIVACY_ID, &[]).await.result();
    app.world_passes(10 * 86_400);
    let to = [("ForwardedToEmail", "ada@example.org")];
    assert_eq!(call(&app, "enable", PRIVACY_ID, &to).await.number(), 2_011_331);
    call(&app, "renew", PRIVACY_ID, &[("Years", "1")]).await.result();
    assert_eq!(call(&app, "enable", PRIVACY_ID, &to).await.attribute("IsSuccess"), "true");
}

#[tokio::test]
async fn nobody_touches_the_privacy_of_somebody_else() {
    let app = app().await;
    let before = (list(&app, "alice", &[]).await, shown(&app).await);
    for (command, number) in [
        ("disable", 2_011_331),
        ("changeEmailAddress", 2_011_331),
        ("renew", 4_029_331),
        ("allot", 2_029_331),
    ] {
        let params = [("WhoisguardID", PRIVACY_ID), ("Years", "1"), ("DomainName", "masked.com")];
        let answer = app.call("bob", &format!("namecheap.whoisguard.{command}"), &params).await;
        assert_eq!(answer.number(), number, "{command}");
    }
    assert_eq!((list(&app, "alice", &[]).await, shown(&app).await), before);
}
