//! What keys may spend.

use registrar::request_log::Check;
use rules::calendar::DAY;
use rules::key_policy::Denied;
use testkit::{Setup, TestApp, registration};

use super::{Given, given, why};

async fn buy(app: &TestApp, key: &Given, name: &str, years: &str) -> Option<u32> {
    let params = registration(name, &[("Years", years)]);
    let params: Vec<(&str, &str)> =
        params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    key.call(app, "namecheap.domains.create", &params).await.error().map(|(number, _)| number)
}

/// A .com costs 9.06 a year.
#[tokio::test]
async fn a_day_a_life_and_an_order() {
    let app = TestApp::start(Setup::default()).await;
    let limits = [("HighestPrice", "10"), ("SpendPerDay", "20"), ("SpendInAll", "30")];
    let key = given(&app, &[&[("Preset", "full")], &limits[..]].concat()).await;
    let balance = app.balance("alice").await;
    assert_eq!(buy(&app, &key, "a.com", "2").await, Some(4_011_103), "an order of more than 10");
    assert!(matches!(why(&app), Check::Scope(denied) if matches!(*denied, Denied::Price(..))));
    assert_eq!(app.balance("alice").await, balance);
    assert_eq!(buy(&app, &key, "a.com", "1").await, None);
    assert_eq!(buy(&app, &key, "b.com", "1").await, None);
    assert_eq!(buy(&app, &key, "c.com", "1").await, Some(4_011_103));
    assert!(matches!(why(&app), Check::Scope(denied) if matches!(*denied, Denied::PerDay(_))));
    app.world_passes(DAY);
    assert_eq!(buy(&app, &key, "c.com", "1").await, None);
    assert_eq!(buy(&app, &key, "d.com", "1").await, Some(4_011_103));
    assert!(matches!(why(&app), Check::Scope(denied) if matches!(*denied, Denied::InAll(_))));
    assert_eq!(app.balance("alice").await, "9972.82", "27.18 less");
    assert_eq!(app.create("alice", "d.com", &[]).await.error(), None, "with another key");
}

/// Orders at once: together they stay within what the key may spend.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_orders_at_once() {
    let app = std::sync::Arc::new(TestApp::start(Setup::default()).await);
    let key = std::sync::Arc::new(given(&app, &[("Preset", "full"), ("SpendInAll", "40")]).await);
    let orders: Vec<_> = (0..12)
        .map(|n| {
            let (app, key) = (std::sync::Arc::clone(&app), std::sync::Arc::clone(&key));
            tokio::spawn(async move { buy(&app, &key, &format!("name{n}.com"), "1").await })
        })
        .collect();
    let mut bought = 0;
    for order in orders {
        bought += usize::from(order.await.expect("an answer").is_none());
    }
    assert_eq!((bought, app.balance("alice").await.as_str()), (4, "9963.76"));
}
