//! Domains that are renewed by themselves.

use registrar::audit;
use registrar::described::Described;
use registrar::sweeps::auto_renewals;
use rules::calendar::DAY;
use rules::money::Money;
use testkit::{Setup, TestApp, account, chain};

async fn app() -> TestApp {
    // What two .com cost for a year, and a renewal of one.
    let poor = Described { opening_balance: Money::usd(2 * 90_600 + 131_600), ..account("poor") };
    TestApp::start(Setup { accounts: vec![account("alice"), poor], ..Setup::default() }).await
}

async fn switch(app: &TestApp, user: &str, name: &str, on: &str) {
    let params = [("DomainName", name), ("AutoRenew", on)];
    assert_eq!(app.call(user, "namegate.domains.autoRenew.set", &params).await.error(), None);
}

async fn advance(app: &TestApp, days: &str) {
    let answer = app.call("alice", "namegate.sandbox.clock.advance", &[("Days", days)]).await;
    assert_eq!(answer.error(), None, "{}", answer.text());
}

async fn expires(app: &TestApp, user: &str, name: &str) -> String {
    let params = [("DomainName", name)];
    app.call(user, "namegate.domains.autoRenew.get", &params).await.attribute("Expires")[..10].to_owned()
}

async fn mails(app: &TestApp) -> usize {
    let listed = app.call("alice", "namegate.sandbox.mail.list", &[("Subject", "was not renewed")]).await;
    listed.node().find("TotalItems").expect("a total").text.parse().expect("a number")
}

#[tokio::test]
async fn a_domain_is_renewed_thirty_days_before_its_end() {
    let app = app().await;
    app.register("alice", "kept.com").await;
    app.register("alice", "other.com").await;
    switch(&app, "alice", "kept.com", "yes").await;
    advance(&app, "334").await;
    assert_eq!(expires(&app, "alice", "kept.com").await, "2027-06-15");
    advance(&app, "1").await;
    assert_eq!(expires(&app, "alice", "kept.com").await, "2028-06-15");
    assert_eq!(expires(&app, "alice", "other.com").await, "2027-06-15", "nobody asked for it");
    assert_eq!(app.balance("alice").await, "9968.72", "two registrations and a renewal");
    assert_eq!(auto_renewals::run(&app.runner).await, Ok(0), "once");
    // Three years in one go.
    advance(&app, "1096").await;
    assert_eq!(expires(&app, "alice", "kept.com").await, "2031-06-15");
    switch(&app, "alice", "kept.com", "no").await;
    advance(&app, "365").await;
    assert_eq!(expires(&app, "alice", "kept.com").await, "2031-06-15");
    assert_eq!(mails(&app).await, 0);
}

/// Nobody called, and yet it cost the holder something. A chain with such entries is whole.
#[tokio::test]
async fn the_audit_log_tells_of_the_order() {
    let app = app().await;
    app.register("poor", "kept.com").await;
    switch(&app, "poor", "kept.com", "yes").await;
    advance(&app, "335").await;
    assert_eq!(app.balance("poor").await, "9.06");
    assert_eq!(audit::seal(&app.runner).await, Ok(0), "the clock's move sealed them");
    let listed = app.call("poor", "namegate.audit.list", &[]).await.result();
    let newest = listed.children.first().expect("an entry");
    let of = |name: &str| newest.attribute(name).expect(name).to_owned();
    let said = ["Command", "Outcome", "Subject", "Amount", "ApiUser", "KeyId", "Address", "Time"].map(of);
    let renewed =
        ["automatic renewal", "ordered", "kept.com", "13.1600", "", "0", "", "2027-05-16T12:00:00Z"];
    assert_eq!(said, renewed);
    assert_eq!(chain::verified(&listed), (3, None));
    let only = [("OfCommand", "Automatic Renewal")];
    assert_eq!(app.call("poor", "namegate.audit.list", &only).await.result().children.len(), 1);
    // One that lacks funds orders nothing.
    advance(&app, "366").await;
    assert_eq!(app.call("poor", "namegate.audit.list", &only).await.result().children.len(), 1);
}

#[tokio::test]
async fn the_clock_stops_where_a_renewal_is_due() {
    let app = app().await;
    app.register("alice", "kept.com").await;
    switch(&app, "alice", "kept.com", "yes").await;
    let next = app.call("alice", "namegate.sandbox.clock.get", &[]).await.attribute("NextEvent");
    assert_eq!(next, "2027-05-16T12:00:00Z");
}

#[tokio::test]
async fn who_lacks_funds_is_told_and_it_is_tried_again() {
    let app = app().await;
    for name in ["first.com", "second.com"] {
        app.register("poor", name).await;
        switch(&app, "poor", name, "yes").await;
    }
    advance(&app, "335").await;
    let ends = async || [expires(&app, "poor", "first.com").await, expires(&app, "poor", "second.com").await];
    let mut renewed = ends().await;
    renewed.sort();
    assert_eq!(renewed, ["2027-06-15", "2028-06-15"], "the funds are for one");
    assert_eq!((mails(&app).await, app.balance("poor").await.as_str()), (1, "0.00"));
    advance(&app, "2").await;
    assert_eq!(mails(&app).await, 1);
    advance(&app, "1").await;
    assert_eq!(mails(&app).await, 2, "three days later");
    // The term ends; what is over is reactivated by its holder, or not at all.
    advance(&app, "40").await;
    let told = mails(&app).await;
    advance(&app, "9").await;
    assert_eq!(mails(&app).await, told);
}

#[tokio::test]
async fn what_the_registry_refuses_is_paid_back_and_told() {
    let app = app().await;
    app.register("alice", "norenew-a.com").await;
    switch(&app, "alice", "norenew-a.com", "yes").await;
    advance(&app, "335").await;
    assert_eq!(expires(&app, "alice", "norenew-a.com").await, "2027-06-15");
    assert_eq!((mails(&app).await, app.balance("alice").await.as_str()), (1, "9990.94"));
}

#[tokio::test]
async fn a_premium_name_is_renewed_at_its_price_and_a_window_is_kept_to() {
    let app = app().await;
    let premium = [("IsPremiumDomain", "true"), ("PremiumPrice", "3250")];
    assert_eq!(app.create("alice", "premium-a.com", &premium).await.error(), None);
    let agreed = [("DEConfirmAddress", "DE"), ("DEAgreeDelete", "Yes")];
    assert_eq!(app.create("alice", "jahre.de", &agreed).await.error(), None);
    for name in ["premium-a.com", "jahre.de"] {
        switch(&app, "alice", name, "yes").await;
    }
    advance(&app, "400").await;
    for name in ["premium-a.com", "jahre.de"] {
        assert_eq!(expires(&app, "alice", name).await, "2028-06-15", "{name}");
    }
    assert_eq!(app.balance("alice").await, "3482.04", "twice 3250 and twice 8.98");
}

#[tokio::test]
async fn what_is_over_when_it_is_switched_on_is_not_renewed_at_the_price_of_a_renewal() {
    let app = app().await;
    app.register("alice", "late.com").await;
    advance(&app, "370").await;
    switch(&app, "alice", "late.com", "yes").await;
    app.world_passes(DAY);
    assert_eq!(auto_renewals::run(&app.runner).await, Ok(0));
    assert_eq!(expires(&app, "alice", "late.com").await, "2027-06-15");
    let reactivated = app.call("alice", "namecheap.domains.reactivate", &[("DomainName", "late.com")]).await;
    assert_eq!(reactivated.error(), None);
    advance(&app, "340").await;
    assert_eq!(expires(&app, "alice", "late.com").await, "2029-06-15", "the next term is");
}
