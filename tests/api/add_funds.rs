//! Requests to add funds, and the page on which they are paid.

use testkit::{Answer, Setup, TestApp};

use crate::coverage::table::FUNDS;
use crate::rows;

/// The headers of a browser that follows a link of a shop.
const FROM_A_SHOP: &str = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-User: ?1\r\n\
    Sec-Fetch-Dest: document\r\nReferer: http://shop.example/\r\nUpgrade-Insecure-Requests: 1\r\n";

/// What getAddFundsStatus answers: TransactionID, Amount, Status.
async fn status(app: &TestApp, user: &str, token: &str) -> Option<(i64, String, String)> {
    let answer = app.call(user, "namecheap.users.getAddFundsStatus", &[("TokenId", token)]).await;
    if let Some((number, _)) = answer.error() {
        assert_eq!(number, 2_012_342);
        return None;
    }
    let transaction_id = answer.attribute("TransactionID").parse().expect("a number");
    Some((transaction_id, answer.attribute("Amount"), answer.attribute("Status")))
}

fn forty(word: &str) -> Option<(i64, String, String)> {
    Some((0, "40.0000".to_owned(), word.to_owned()))
}

/// Asks for a payment of 40 USD; the token.
async fn token(app: &TestApp, user: &str) -> String {
    app.call(user, "namecheap.users.createAddfundsRequest", FUNDS).await.attribute("TokenID")
}

/// Goes to a page as a browser does.
async fn visit(app: &TestApp, token: &str, headers: &str) -> Answer {
    let host = app.address;
    let request = format!("GET /addfunds?tokenid={token} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n");
    app.exchange(request.as_bytes()).await
}

/// Presses a button of the page, with these headers beside those of a form.
async fn press_with(app: &TestApp, token: &str, button: &str, headers: &str) -> Answer {
    let (host, body) = (app.address, format!("choice={button}"));
    let request = format!(
        "POST /addfunds?tokenid={token} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Type: \
         application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    app.exchange(request.as_bytes()).await
}

async fn press(app: &TestApp, token: &str, button: &str) -> Answer {
    let host = app.address;
    let own = format!(
        "Origin: http://{host}\r\nReferer: http://{host}/addfunds?tokenid={token}\r\nSec-Fetch-Site: same-origin\r\n\
         Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"
    );
    press_with(app, token, button, &own).await
}

#[tokio::test]
async fn a_request_waits_for_a_day() {
    let app = TestApp::start(Setup::default()).await;
    let asked = app.call("alice", "namecheap.users.createAddfundsRequest", FUNDS).await;
    let token = asked.attribute("TokenID");
    let page = format!("http://{}/addfunds?tokenid={token}", app.address);
    assert_eq!(asked.attribute("RedirectURL"), page);
    assert_eq!(asked.attribute("ReturnURL"), page);
    assert_eq!(status(&app, "alice", &token).await, forty("CREATED"));
    assert_eq!(status(&app, "bob", &token).await, None);
    assert!(!rows::all(&app).iter().any(|row| row.contains(&token)), "only the hash of the token is kept");
    app.world_passes(86_400 - 1);
    assert_eq!(status(&app, "alice", &token).await, forty("CREATED"));
    app.world_passes(1);
    assert_eq!(status(&app, "alice", &token).await, forty("EXPIRED"));
    let before = rows::all(&app);
    let late = press(&app, &token, "pay").await;
    assert!(late.text().contains("expired") && !late.text().contains("<form"), "{}", late.text());
    assert_eq!(rows::all(&app), before);
    assert_eq!(app.balance("alice").await, "10000.00");
}

#[tokio::test]
async fn a_customer_comes_from_a_shop_and_pays() {
    let app = TestApp::start(Setup::default()).await;
    let token = token(&app, "alice").await;
    let page = visit(&app, &token, FROM_A_SHOP).await;
    assert_eq!(page.status, 200);
    for part in
        ["40.00 USD for the account alice", "value=\"pay\"", "value=\"decline\"", "<form method=\"post\">"]
    {
        assert!(page.text().contains(part), "{part}: {}", page.text());
    }
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; form-action 'self'; frame-ancestors 'none'"), "{policy}");
    assert_eq!(
        (page.header("cache-control"), page.header("referrer-policy")),
        (Some("no-store"), Some("same-origin"))
    );
    assert_eq!(status(&app, "alice", &token).await, forty("CREATED"), "a visit pays nothing");

    let paid = press(&app, &token, "pay").await;
    assert_eq!(paid.status, 200);
    assert!(paid.text().contains("payment was made") && !paid.text().contains("<form"), "{}", paid.text());
    assert!(paid.text().contains(&format!("href=\"{}\"", FUNDS[2].1)), "{}", paid.text());
    assert_eq!(app.balance("alice").await, "10040.00");
    let ended = status(&app, "alice", &token).await;
    let (transaction_id, amount, word) = ended.clone().expect("a request of alice");
    assert_eq!((amount.as_str(), word.as_str()), ("40.0000", "COMPLETED"));
    let entries =
        format!("SELECT book FROM ledger_entry WHERE transaction_id = {transaction_id} ORDER BY line");
    assert_eq!(app.database().rows(&entries), ["funding", "customer"]);

    // Once is once, whatever is pressed, and however long ago it was.
    let before = rows::all(&app);
    for button in ["pay", "decline"] {
        assert!(press(&app, &token, button).await.text().contains("payment was made"));
    }
    app.world_passes(86_400);
    assert_eq!(rows::all(&app), before);
    assert_eq!(status(&app, "alice", &token).await, ended);
}

#[tokio::test]
async fn a_customer_declines() {
    let app = TestApp::start(Setup::default()).await;
    let token = token(&app, "alice").await;
    let declined = press(&app, &token, "decline").await;
    assert!(declined.text().contains("payment was declined"), "{}", declined.text());
    assert!(press(&app, &token, "pay").await.text().contains("payment was declined"));
    assert_eq!(status(&app, "alice", &token).await, forty("FAILED"));
    assert_eq!(app.balance("alice").await, "10000.00");
}

#[tokio::test]
async fn only_the_page_itself_presses_its_buttons() {
    let app = TestApp::start(Setup::default()).await;
    let token = token(&app, "alice").await;
    let before = rows::all(&app);
    let form = "Origin: http://shop.example\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n\
                Sec-Fetch-Dest: document\r\n";
    assert_eq!(press_with(&app, &token, "pay", form).await.status, 403);
    let frame = FROM_A_SHOP.replace("document", "iframe");
    assert_eq!(visit(&app, &token, &frame).await.status, 403);
    assert_eq!(rows::all(&app), before);
    assert_eq!(visit(&app, &token, "").await.status, 200);
}

#[tokio::test]
async fn too_many_declined_payments_lock_the_account() {
    let app = TestApp::start(Setup::default()).await;
    let mut tokens = Vec::new();
    for _ in 0..9 {
        tokens.push(token(&app, "alice").await);
    }
    let mut next = || tokens.pop().expect("a token");
    // A payment in between begins the count anew.
    for button in ["decline", "decline", "pay", "decline", "decline"] {
        press(&app, &next(), button).await;
    }
    let balances = "namecheap.users.getBalances";
    assert_eq!(app.call("alice", balances, &[]).await.error(), None);
    press(&app, &next(), "decline").await;
    let locked = app.call("alice", balances, &[]).await.error();
    assert_eq!(locked, Some((1_017_410, "Too many declined payments".to_owned())));
    assert_eq!(app.call("bob", balances, &[]).await.error(), None);
    // A payment on a page that is still open lifts the lock, and one more that is declined is the first again.
    press(&app, &next(), "pay").await;
    assert_eq!(app.balance("alice").await, "10080.00");
    press(&app, &next(), "decline").await;
    assert_eq!(app.balance("alice").await, "10080.00");
}

#[tokio::test]
async fn what_leads_to_no_request_is_told_so() {
    let app = TestApp::start(Setup::default()).await;
    let token = token(&app, "alice").await;
    let before = rows::all(&app);
    for wrong in
        ["", "0123456789abcdef0123456789abcdef", "%00", "%22%3E%3Cscript%3E", &format!("{token}&tokenid=x")]
    {
        for answer in [visit(&app, wrong, "").await, press(&app, wrong, "pay").await] {
            assert_eq!(answer.status, 404, "{wrong}");
            assert!(!answer.text().contains("script"), "{wrong}");
        }
    }
    for button in ["", "both", "pay%2Cdecline"] {
        assert_eq!(press(&app, &token, button).await.status, 400, "{button}");
    }
    let large = "x".repeat(1_048_577);
    assert_eq!(press(&app, &token, &large).await.status, 413);
    let put = format!("PUT /addfunds?tokenid={token} HTTP/1.1\r\nHost: {}\r\n\r\n", app.address);
    assert_eq!(app.exchange(put.as_bytes()).await.status, 501);
    assert_eq!(rows::all(&app), before);
}

#[tokio::test]
async fn no_page_leads_to_a_script() {
    let app = TestApp::start(Setup::default()).await;
    let params = [FUNDS[0], FUNDS[1], ("ReturnUrl", "javascript:alert('x')//\"><b>")];
    let asked = app.call("alice", "namecheap.users.createAddfundsRequest", &params).await;
    let paid = press(&app, &asked.attribute("TokenID"), "pay").await;
    assert!(paid.text().contains("payment was made"));
    assert!(!paid.text().contains("javascript") && !paid.text().contains("<b>"), "{}", paid.text());
}

#[tokio::test]
async fn a_failing_store_takes_no_payment() {
    let app = TestApp::start(Setup::default()).await;
    let token = token(&app, "alice").await;
    rows::take_away(&app, "add_funds_request");
    assert_eq!(visit(&app, &token, "").await.status, 503);
    rows::bring_back(&app, "add_funds_request");
    for (table, button) in [("ledger_entry", "pay"), ("declined_payment", "decline")] {
        rows::take_away(&app, table);
        assert_eq!(press(&app, &token, button).await.status, 503);
        rows::bring_back(&app, table);
    }
    assert_eq!(status(&app, "alice", &token).await, forty("CREATED"));
    assert_eq!(app.balance("alice").await, "10000.00");
}
