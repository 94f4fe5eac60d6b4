//! Orders: what a crash leaves open is finished, who goes away loses nothing, and a name has one owner.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use registrar::described::Described;
use registrar::ports::builtin_registry::BuiltinRegistry;
use registrar::ports::registry::{Answer, Availability, Refused, Registry};
use registrar::sweeps::life_cycle::{self, Swept};
use registrar::sweeps::purchases;
use rules::calendar::DAY;
use rules::money::Money;
use rules::name::DomainName;
use store::Tx;
use testkit::{Setup, TestApp, account, encode, globals, registration};
use tokio::sync::Semaphore;

/// The built-in registry, whose orders wait until they are let go.
pub struct Slow {
    asked: Semaphore,
    pub let_go: Semaphore,
}

impl Slow {
    pub fn new() -> Arc<Slow> {
        Arc::new(Slow { asked: Semaphore::new(0), let_go: Semaphore::new(0) })
    }

    /// Waits for an order.
    pub async fn asked(&self) {
        self.asked.acquire().await.expect("open").forget();
    }
}

impl Registry for Slow {
    fn availability(&self, tx: &mut Tx<'_>, name: &DomainName) -> Result<Availability, store::Error> {
        BuiltinRegistry::default().availability(tx, name)
    }

    fn create<'a>(&'a self, name: &'a DomainName, years: u32, id: i64) -> Answer<'a, Result<(), Refused>> {
        Box::pin(async move {
            self.asked.add_permits(1);
            self.let_go.acquire().await.expect("open").forget();
            BuiltinRegistry::default().create(name, years, id).await
        })
    }

    fn renew<'a>(
        &'a self,
        name: &'a DomainName,
        expires: i64,
        years: u32,
        id: i64,
    ) -> Answer<'a, Result<(), Refused>> {
        Box::pin(async move {
            self.asked.add_permits(1);
            self.let_go.acquire().await.expect("open").forget();
            BuiltinRegistry::default().renew(name, expires, years, id).await
        })
    }
}

/// The built-in registry, which fails at its first order as no registry should.
#[derive(Default)]
struct BrokenOnce(AtomicBool);

impl Registry for BrokenOnce {
    fn availability(&self, tx: &mut Tx<'_>, name: &DomainName) -> Result<Availability, store::Error> {
        BuiltinRegistry::default().availability(tx, name)
    }

    fn create<'a>(&'a self, name: &'a DomainName, years: u32, id: i64) -> Answer<'a, Result<(), Refused>> {
        assert!(self.0.swap(true, Ordering::SeqCst), "a registry that breaks");
        Box::pin(async move { BuiltinRegistry::default().create(name, years, id).await })
    }

    fn renew<'a>(
        &'a self,
        name: &'a DomainName,
        expires: i64,
        years: u32,
        id: i64,
    ) -> Answer<'a, Result<(), Refused>> {
        Box::pin(async move { BuiltinRegistry::default().renew(name, expires, years, id).await })
    }
}

async fn is_owner(app: &TestApp, user: &str, name: &str) -> bool {
    let answer = app.call(user, "namecheap.domains.getInfo", &[("DomainName", name)]).await;
    answer.error().is_none() && answer.attribute("IsOwner") == "true"
}

async fn is_available(app: &TestApp, name: &str) -> String {
    app.call("bob", "namecheap.domains.check", &[("DomainList", name)]).await.attribute("Available")
}

/// Sends an order whose answer is not waited for.
async fn order(app: &TestApp, name: &str) -> testkit::Connection {
    let params = [globals("alice", "namecheap.domains.create"), registration(name, &[])].concat();
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let mut connection = app.connect().await;
    connection.send(app.post_request(&encode(&params)).as_bytes()).await;
    connection
}

#[tokio::test]
async fn an_order_under_way_holds_the_name_and_the_money() {
    let registry = Slow::new();
    let app = TestApp::start(Setup { registry: registry.clone(), ..Setup::default() }).await;
    let mut connection = order(&app, "free.com").await;
    registry.asked().await;
    assert_eq!(app.balance("alice").await, "9990.94");
    assert_eq!(is_available(&app, "free.com").await, "false");
    assert_eq!(app.create("bob", "free.com", &[]).await.number(), 3_031_166);
    assert_eq!(app.balance("bob").await, "10000.00");
    assert!(!is_owner(&app, "alice", "free.com").await);
    registry.let_go.add_permits(1);
    assert_eq!(connection.answer().await.attribute("Registered"), "true");
    assert!(is_owner(&app, "alice", "free.com").await);
}

#[tokio::test]
async fn the_clock_moves_on_beside_an_order_under_way() {
    let registry = Slow::new();
    let app = TestApp::start(Setup { registry: registry.clone(), ..Setup::default() }).await;
    let mut connection = order(&app, "free.com").await;
    registry.asked().await;
    for _ in 0..2 {
        let moved = app.call("alice", "namegate.sandbox.clock.advance", &[("Days", "1")]).await;
        assert_eq!(moved.error(), None);
    }
    registry.let_go.add_permits(1);
    assert_eq!(connection.answer().await.attribute("Registered"), "true");
    assert_eq!(registry.asked.available_permits(), 0, "the registry was asked once");
}

#[tokio::test]
async fn who_goes_away_leaves_no_order_half_done() {
    let registry = Slow::new();
    let app = TestApp::start(Setup { registry: registry.clone(), ..Setup::default() }).await;
    let connection = order(&app, "free.com").await;
    registry.asked().await;
    drop(connection);
    registry.let_go.add_permits(1);
    while !is_owner(&app, "alice", "free.com").await {
        tokio::task::yield_now().await;
    }
    assert_eq!(app.balance("alice").await, "9990.94");
}

#[tokio::test]
async fn a_crash_leaves_an_order_that_the_sweep_finishes() {
    let registry = Slow::new();
    let app = TestApp::start(Setup { registry: registry.clone(), ..Setup::default() }).await;
    let connections = [order(&app, "free.com").await, order(&app, "refused-a.com").await];
    for _ in &connections {
        registry.asked().await;
    }
    let app = app.crash(Setup::default()).await;
    assert_eq!(app.balance("alice").await, "9981.88", "the money of both is held");
    assert_eq!(app.create("bob", "free.com", &[]).await.number(), 3_031_166, "the name too");
    let now = app.runner.now();
    assert_eq!(purchases::run(&app.runner, now - 1).await.expect("swept"), 0, "younger than asked for");
    assert_eq!(purchases::run(&app.runner, now).await.expect("swept"), 2);
    assert!(is_owner(&app, "alice", "free.com").await);
    assert!(app.zones.is_answered("free.com"));
    assert!(!is_owner(&app, "alice", "refused-a.com").await);
    assert_eq!(app.balance("alice").await, "9990.94", "the money of the refused one came back");
    assert_eq!(is_available(&app, "refused-a.com").await, "true", "and its name is free");
    assert_eq!(purchases::run(&app.runner, now).await.expect("swept"), 0, "twice is as good as once");
    assert_eq!(app.balance("alice").await, "9990.94");
}

/// Sends a renewal or a reactivation for a year, whose answer is not waited for.
async fn lengthen(app: &TestApp, command: &str, name: &str) -> testkit::Connection {
    let params =
        [globals("alice", command), vec![("DomainName".into(), name.into()), ("Years".into(), "1".into())]];
    let params = params.concat();
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let mut connection = app.connect().await;
    connection.send(app.post_request(&encode(&params)).as_bytes()).await;
    connection
}

async fn expires(app: &TestApp, name: &str) -> String {
    let answer = app.call("alice", "namecheap.domains.getList", &[("SearchTerm", name)]).await;
    answer
        .result()
        .child("Domain")
        .and_then(|domain| domain.attribute("Expires"))
        .expect("Expires")
        .to_owned()
}

#[tokio::test]
async fn a_domain_is_renewed_once_at_a_time_and_a_crash_loses_no_renewal() {
    let registry = Slow::new();
    registry.let_go.add_permits(1);
    let app = TestApp::start(Setup { registry: registry.clone(), ..Setup::default() }).await;
    app.register("alice", "free.com").await;
    registry.asked().await;
    let _first = lengthen(&app, "namecheap.domains.renew", "free.com").await;
    registry.asked().await;
    let mut second = lengthen(&app, "namecheap.domains.renew", "free.com").await;
    assert_eq!(second.answer().await.error(), Some((2_528_166, "Order creation failed".into())));
    assert_eq!(expires(&app, "free.com").await, "06/15/2027");
    let app = app.crash(Setup::default()).await;
    for finished in [1, 0] {
        assert_eq!(purchases::run(&app.runner, app.runner.now()).await.expect("swept"), finished);
        assert_eq!(expires(&app, "free.com").await, "06/15/2028");
        assert_eq!(app.balance("alice").await, "9977.78");
    }
}

#[tokio::test]
async fn a_domain_with_an_open_reactivation_is_not_given_up() {
    let registry = Slow::new();
    registry.let_go.add_permits(1);
    let app = TestApp::start(Setup { registry: registry.clone(), ..Setup::default() }).await;
    app.register("alice", "free.com").await;
    registry.asked().await;
    app.world_passes(370 * DAY);
    let _connection = lengthen(&app, "namecheap.domains.reactivate", "free.com").await;
    registry.asked().await;
    let app = app.crash(Setup::default()).await;
    app.world_passes(100 * DAY);
    let swept = life_cycle::run(&app.runner).await.expect("swept");
    assert_eq!((swept.parked, swept.released), (1, 0));
    assert_eq!(purchases::run(&app.runner, app.runner.now()).await.expect("swept"), 1);
    assert_eq!(expires(&app, "free.com").await, "06/15/2028");
    assert_eq!(life_cycle::run(&app.runner).await.expect("swept"), Swept::default());
}

#[tokio::test]
async fn a_registry_that_breaks_fails_one_answer_and_no_order() {
    let registry = Arc::new(BrokenOnce::default());
    let app = TestApp::start(Setup { registry, ..Setup::default() }).await;
    let answer = app.create("alice", "free.com", &[]).await.error();
    assert_eq!(answer, Some((4_023_166, "Error occurred while adding domain".into())));
    assert_eq!(purchases::run(&app.runner, app.runner.now()).await.expect("swept"), 1);
    assert!(is_owner(&app, "alice", "free.com").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_want_a_name_one_gets_it_and_one_pays() {
    let app = Arc::new(TestApp::start(Setup::default()).await);
    for n in 0..25 {
        let name = format!("wanted{n}.com");
        let want = |user: &'static str| {
            let (app, name) = (Arc::clone(&app), name.clone());
            tokio::spawn(async move { app.create(user, &name, &[]).await.error() })
        };
        let (alices, bobs) = (want("alice"), want("bob"));
        let ends = [alices.await.expect("no panic"), bobs.await.expect("no panic")];
        let refused: Vec<u32> = ends.iter().flatten().map(|(number, _)| *number).collect();
        assert_eq!(refused, [3_031_166], "{name}");
        let owner = if ends[0].is_none() { "alice" } else { "bob" };
        assert!(is_owner(&app, owner, &name).await);
    }
    let funds = [app.balance("alice").await, app.balance("bob").await];
    let cents: i64 = funds.iter().map(|text| text.replace('.', "").parse::<i64>().expect("an amount")).sum();
    assert_eq!(cents, 2_000_000 - 25 * 906, "{funds:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn funds_for_one_order_pay_for_one_of_many() {
    let alice = Described { opening_balance: Money::usd(90_600), ..account("alice") };
    let app = Arc::new(TestApp::start(Setup { accounts: vec![alice], ..Setup::default() }).await);
    let want = |n: usize| {
        let app = Arc::clone(&app);
        tokio::spawn(async move { app.create("alice", &format!("wanted{n}.com"), &[]).await.error() })
    };
    let orders: Vec<_> = (0..8).map(want).collect();
    let mut ends = Vec::new();
    for order in orders {
        ends.push(order.await.expect("no panic").map(|(number, _)| number));
    }
    ends.sort_unstable();
    assert_eq!(ends, [[None].as_slice(), &[Some(2_528_166); 7]].concat());
    assert_eq!(app.balance("alice").await, "0.00");
}
