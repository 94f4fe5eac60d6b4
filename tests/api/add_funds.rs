//! Requests to add funds.

use testkit::{Setup, TestApp};

use crate::coverage::table::FUNDS;
use crate::rows;

async fn status(app: &TestApp, user: &str, token: &str) -> Option<(String, String)> {
    let answer = app.call(user, "namecheap.users.getAddFundsStatus", &[("TokenId", token)]).await;
    if let Some((number, _)) = answer.error() {
        assert_eq!(number, 2_012_342);
        return None;
    }
    assert_eq!(answer.attribute("TransactionID"), "0");
    Some((answer.attribute("Amount"), answer.attribute("Status")))
}

#[tokio::test]
async fn a_request_waits_for_a_day() {
    let app = TestApp::start(Setup::default()).await;
    let asked = app.call("alice", "namecheap.users.createAddfundsRequest", FUNDS).await;
    let token = asked.attribute("TokenID");
    assert_eq!(asked.attribute("RedirectURL"), format!("http://127.0.0.1:8470/addfunds?tokenid={token}"));
    assert_eq!(asked.attribute("ReturnURL"), asked.attribute("RedirectURL"));
    let waiting = Some(("40.0000".to_owned(), "CREATED".to_owned()));
    assert_eq!(status(&app, "alice", &token).await, waiting);
    assert_eq!(status(&app, "bob", &token).await, None);
    assert!(!rows::all(&app).iter().any(|row| row.contains(&token)), "only the hash of the token is kept");
    app.world_passes(86_400 - 1);
    assert_eq!(status(&app, "alice", &token).await, waiting);
    app.world_passes(1);
    assert_eq!(status(&app, "alice", &token).await, Some(("40.0000".into(), "EXPIRED".into())));
    assert_eq!(app.balance("alice").await, "10000.00");
}
