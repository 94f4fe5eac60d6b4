//! Deleting a domain in its add grace period, and switching auto-renewal.

use rules::calendar::DAY;
use testkit::{Answer, Setup, TestApp};

async fn delete(app: &TestApp, name: &str) -> Answer {
    app.call("alice", "namegate.domains.delete", &[("DomainName", name)]).await
}

/// The sum of the ledger, and whether each balance is that of its entries.
fn is_balanced(app: &TestApp) -> bool {
    let (sum, accounts) = app.runner.read(|cx| cx.tx.ledger_sums()).expect("the ledger");
    sum == 0 && accounts.iter().all(|(entries, balance)| entries == balance)
}

#[tokio::test]
async fn a_deleted_domain_is_paid_back_and_free_again() {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "free.com").await;
    assert!(app.zones.is_answered("free.com"));
    let renew = [("DomainName", "free.com"), ("Years", "1")];
    assert_eq!(app.call("alice", "namecheap.domains.renew", &renew).await.error(), None);
    app.world_passes(5 * DAY - 1);
    let deleted = delete(&app, "FREE.com").await;
    assert_eq!(deleted.attribute("RefundedAmount"), "22.2200", "{}", deleted.text());
    assert_eq!((app.balance("alice").await.as_str(), is_balanced(&app)), ("10000.00", true));
    assert!(!app.zones.is_answered("free.com"));
    assert_eq!(delete(&app, "free.com").await.number(), 2_019_166);
    assert_eq!(app.create("bob", "free.com", &[]).await.attribute("Registered"), "true");
}

#[tokio::test]
async fn what_was_paid_comes_back_once() {
    let app = TestApp::start(Setup::default()).await;
    for _ in 0..3 {
        app.register("alice", "free.com").await;
        assert_eq!(app.balance("alice").await, "9990.94");
        assert_eq!(delete(&app, "free.com").await.attribute("RefundedAmount"), "9.0600");
        assert_eq!((app.balance("alice").await.as_str(), is_balanced(&app)), ("10000.00", true));
    }
}

#[tokio::test]
async fn a_name_that_is_registered_anew_at_once_is_answered() {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "free.com").await;
    for address in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
        let row = [("HostName1", "@"), ("RecordType1", "A"), ("Address1", address)];
        let params = [[("SLD", "free"), ("TLD", "com")].as_slice(), &row].concat();
        assert_eq!(app.call("alice", "namecheap.domains.dns.setHosts", &params).await.error(), None);
    }
    assert_eq!(delete(&app, "free.com").await.error(), None);
    assert!(!app.zones.is_answered("free.com"));
    app.register("bob", "free.com").await;
    assert!(app.zones.is_answered("free.com"));
}

#[tokio::test]
async fn the_grace_ends_with_its_second() {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "free.com").await;
    app.register("alice", "free.io").await;
    app.world_passes(5 * DAY);
    for name in ["free.com", "free.io"] {
        assert_eq!(delete(&app, name).await.number(), 2_030_166, "{name}");
    }
    assert!(app.zones.is_answered("free.com"));
}

#[tokio::test]
async fn a_domain_that_was_transferred_has_no_add_grace() {
    let app = TestApp::start(Setup::default()).await;
    let transfer = [("DomainName", "moved.com"), ("Years", "1"), ("EPPCode", "1234")];
    let ordered = app.call("alice", "namecheap.domains.transfer.create", &transfer).await;
    assert_eq!(ordered.error(), None);
    assert_eq!(app.call("alice", "namegate.sandbox.clock.advance", &[("Days", "6")]).await.error(), None);
    assert_eq!(delete(&app, "moved.com").await.number(), 2_030_166);
}

#[tokio::test]
async fn auto_renewal_is_switched() {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "free.com").await;
    let name = ("DomainName", "free.com");
    let get = async || app.call("alice", "namegate.domains.autoRenew.get", &[name]).await;
    assert_eq!(get().await.attribute("AutoRenew"), "false", "create leaves it off");
    assert_eq!(get().await.attribute("Expires"), "2027-06-15T12:00:00Z");
    for (wish, updated) in [("yes", "true"), ("true", "false"), ("no", "true")] {
        let set = app.call("alice", "namegate.domains.autoRenew.set", &[name, ("AutoRenew", wish)]).await;
        assert_eq!(set.attribute("IsUpdated"), updated, "{wish}");
        assert_eq!(get().await.attribute("AutoRenew"), set.attribute("AutoRenew"));
    }
}
