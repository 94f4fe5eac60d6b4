//! Calls on an account that was opened under the caller's: UserName names it.

use registrar::described::Described;
use testkit::{Answer, Setup, TestApp, account, registration};

async fn app() -> TestApp {
    let sub = Described { parent: Some("alice".into()), api_key: None, ..account("sub") };
    let below = Described { parent: Some("sub".into()), api_key: None, ..account("below") };
    TestApp::start(Setup { accounts: vec![account("alice"), account("bob"), sub, below], ..Setup::default() })
        .await
}

async fn call_on(app: &TestApp, user: &str, command: &str, more: &[(&str, &str)]) -> Answer {
    let mut params = vec![("ApiUser", "alice"), ("ApiKey", "key-of-alice"), ("UserName", user)];
    params.extend([("ClientIp", "127.0.0.1"), ("Command", command)]);
    params.extend(more);
    app.post(&params).await
}

#[tokio::test]
async fn the_named_account_pays_and_holds() {
    let app = app().await;
    let params = registration("subs.com", &[]);
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let created = call_on(&app, "SUB", "namecheap.domains.create", &params).await;
    assert_eq!(created.attribute("Registered"), "true");
    assert_eq!(app.balance("alice").await, "10000.00");
    let funds = call_on(&app, "sub", "namecheap.users.getBalances", &[]).await;
    assert_eq!(funds.attribute("AvailableBalance"), "9990.94");
    let info = [("DomainName", "subs.com")];
    let held = call_on(&app, "sub", "namecheap.domains.getInfo", &info).await;
    assert_eq!((held.attribute("OwnerName"), held.attribute("IsOwner")), ("sub".into(), "true".into()));
    assert_eq!(app.call("alice", "namecheap.domains.getInfo", &info).await.number(), 2_030_166);
    let listed = call_on(&app, "sub", "namecheap.domains.getList", &[]).await.result();
    let users: Vec<_> = listed.children.iter().map(|row| row.attribute("User")).collect();
    assert_eq!(users, [Some("sub")]);
}

#[tokio::test]
async fn only_the_parent_is_authorised() {
    let app = app().await;
    for (user, number) in [("below", 1_016_103), ("bob", 1_016_103), ("nobody", 1_019_103)] {
        assert_eq!(call_on(&app, user, "namecheap.users.getBalances", &[]).await.number(), number, "{user}");
    }
    let params =
        [("ApiUser", "bob"), ("ApiKey", "key-of-bob"), ("UserName", "sub"), ("ClientIp", "127.0.0.1")];
    let params = [&params[..], &[("Command", "namecheap.users.getBalances")]].concat();
    assert_eq!(app.post(&params).await.number(), 1_016_103);
}
