//! Orders for certificates: what a crash leaves open is finished, and one certificate is changed by one order at a time.

use std::net::Ipv4Addr;
use std::sync::Arc;

use registrar::caller::{Caller, Key};
use registrar::certificates::{more_names, purchase, renewal};
use registrar::sweeps::purchases;
use rules::calendar::DAY;
use rules::certificate::Product;
use store::End;
use testkit::{Setup, TestApp};

use super::{Given, app, give, info, list, of};

/// Opens an order for each kind of thing there is, and takes no step further.
async fn open(app: &TestApp, ending: i64, several: i64) {
    let opened = app.runner.write(move |cx| {
        let user = cx.tx.account_by_name("alice")?.expect("alice");
        let client_ip = Ipv4Addr::LOCALHOST;
        let caller = Caller {
            api_user: user.clone(),
            user,
            user_named: true,
            client_ip: client_ip.into(),
            address: client_ip.into(),
            key: Key { hash: [0; 32], id: 1, policy: None, missed: Arc::default() },
            command: "namecheap.ssl.create",
        };
        let bought = purchase::Wish { product: "EV SSL", years: 1, names: 0, promotion_code: None };
        purchase::open(cx, &caller, bought).expect("an order for a certificate");
        let renewed =
            renewal::Wish { certificate_id: ending, product: "Standard SSL", years: 1, promotion_code: None };
        renewal::open(cx, &caller, renewed).expect("an order for a renewal");
        more_names::open(cx, &caller, several, 4).expect("an order for names");
        Ok(End::Commit(()))
    });
    opened.await.expect("orders");
}

#[tokio::test]
async fn a_crash_leaves_orders_that_the_sweep_finishes() {
    let app = app().await;
    let ending = Given { common_name: Some("a.com"), ends_in: DAY, ..Given::default() };
    let ending = give(&app, ending).await;
    let several = give(&app, Given { product: Product::San, ..Given::default() }).await;
    open(&app, ending.parse().expect("an id"), several.parse().expect("an id")).await;
    let app = app.crash(Setup::default()).await;
    assert_eq!(list(&app, &[]).await.len(), 2);
    assert_eq!(of(&info(&app, &several, &[]).await, "SANSCount"), "2");
    let renew = [("CertificateID", ending.as_str()), ("SSLType", "Standard SSL"), ("Years", "1")];
    assert_eq!(app.call("alice", "namecheap.ssl.renew", &renew).await.number(), 4_028_294, "it is under way");
    for expected in [3, 0] {
        assert_eq!(purchases::run(&app.runner, app.runner.now()).await.expect("swept"), expected);
        let rows = list(&app, &[]).await;
        let statuses: Vec<&str> = rows.iter().map(|row| of(row, "Status")).collect();
        assert_eq!(statuses, ["active", "newpurchase", "newpurchase", "newrenewal"]);
        assert_eq!(of(&info(&app, &several, &[]).await, "SANSCount"), "6");
        // 78.88 for the one, 8.88 for the other, and four times 5.88.
        assert_eq!(app.balance("alice").await, "9888.72");
    }
    assert_eq!(app.call("alice", "namecheap.ssl.renew", &renew).await.number(), 4_028_294, "it was bought");
}

/// Ends of the same call, made eight times at once; `None` for one that succeeded.
async fn at_once(
    app: &Arc<TestApp>,
    command: &'static str,
    params: &[(&'static str, &str)],
) -> Vec<Option<u32>> {
    let call = |_| {
        let app = Arc::clone(app);
        let params: Vec<(&str, String)> =
            params.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        tokio::spawn(async move {
            let params: Vec<(&str, &str)> =
                params.iter().map(|(name, value)| (*name, value.as_str())).collect();
            app.call("alice", command, &params).await.error().map(|(number, _)| number)
        })
    };
    let calls: Vec<_> = (0..8).map(call).collect();
    let mut ends = Vec::new();
    for call in calls {
        ends.push(call.await.expect("no panic"));
    }
    ends
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_is_renewed_once_however_many_ask() {
    let app = Arc::new(app().await);
    let ending = Given { common_name: Some("a.com"), ends_in: DAY, ..Given::default() };
    let id = give(&app, ending).await;
    let params = [("CertificateID", id.as_str()), ("SSLType", "Standard SSL"), ("Years", "1")];
    let mut ends = at_once(&app, "namecheap.ssl.renew", &params).await;
    ends.sort_unstable();
    assert_eq!(ends, [[None].as_slice(), &[Some(4_028_294); 7]].concat());
    assert_eq!(app.balance("alice").await, "9991.12");
    assert_eq!(list(&app, &[]).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_never_holds_more_names_than_are_paid_for_or_fit() {
    let app = Arc::new(app().await);
    let id = give(&app, Given { product: Product::San, ..Given::default() }).await;
    let params = [("CertificateID", id.as_str()), ("NumberOfSANSToAdd", "30")];
    let mut ends = Vec::new();
    for _ in 0..3 {
        ends.extend(at_once(&app, "namecheap.ssl.purchaseMoreSANs", &params).await);
    }
    let bought = ends.iter().filter(|end| end.is_none()).count();
    assert_eq!(bought, 3, "three times thirty fit");
    assert!(ends.iter().flatten().all(|number| [2_011_767, 2_528_166].contains(number)), "{ends:?}");
    assert_eq!(of(&info(&app, &id, &[]).await, "SANSCount"), "92");
    // Ninety names at 5.88.
    assert_eq!(app.balance("alice").await, "9470.80");
}
