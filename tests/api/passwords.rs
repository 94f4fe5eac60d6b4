//! The life of an account under another one: opened, logged in, locked by wrong passwords, and given a new password by
//! the code in the inbox.

use std::sync::Arc;

use rules::money::Money;
use store::{Book, End, Kind, Mail};
use testkit::{Answer, CUSTOMER, PASSWORD, Setup, TestApp, registration};
use tokio::task::JoinSet;

use crate::coverage::give_password;
use crate::rows;

const NEW: &str = "Battery-Staple-8";
const NEWER: &str = "Third-Time-7";
const DAY: i64 = 86_400;

/// An app in which alice has opened an account for customer1.
async fn app() -> (TestApp, String) {
    let app = TestApp::start(Setup::default()).await;
    let user_id = app.call("alice", "namecheap.users.create", CUSTOMER).await.attribute("UserId");
    (app, user_id)
}

/// Alice's call on the account.
async fn call(app: &TestApp, command: &str, more: &[(&str, &str)]) -> Answer {
    let params = [&[("UserName", "customer1")], more].concat();
    app.call("alice", &format!("namecheap.users.{command}"), &params).await
}

/// The number with which a password is refused; 0 for one that is right.
async fn login(app: &TestApp, password: &str) -> u32 {
    call(app, "login", &[("Password", password)]).await.error().map_or(0, |(number, _)| number)
}

/// Alice's call without UserName.
async fn change_by_code(app: &TestApp, code: &str, new: &str) -> Answer {
    let params = [("UserName", ""), ("ResetCode", code), ("NewPassword", new)];
    app.call("alice", "namecheap.users.changePassword", &params).await
}

async fn reset(app: &TestApp, user: &str, find_by: &str, value: &str) -> Answer {
    let params = [("UserName", ""), ("FindBy", find_by), ("FindByValue", value)];
    app.call(user, "namecheap.users.resetPassword", &params).await
}

fn inbox(app: &TestApp) -> Vec<Mail> {
    app.runner.store().read(|tx| tx.mails(10)).expect("the inbox")
}

/// The code in the newest mail, which is all of it.
fn code(app: &TestApp) -> String {
    inbox(app).remove(0).body
}

#[tokio::test]
async fn the_account_is_opened_and_acted_on_by_its_parent() {
    let (app, user_id) = app().await;
    let profile = call(&app, "address.getInfo", &[("AddressId", "0")]).await.result();
    let text = |name: &str| profile.child(name).expect(name).text.clone();
    assert_eq!((text("UserName"), text("FirstName")), ("customer1".into(), "Ada".into()));
    assert_eq!(call(&app, "getBalances", &[]).await.attribute("AvailableBalance"), "0.00");
    let logged_in = call(&app, "login", &[("Password", PASSWORD)]).await;
    assert_eq!(logged_in.attribute("UserID"), user_id);
    assert_eq!(logged_in.attribute("UserName"), "customer1");
    // It has funds of its own, and none of its parent's.
    let params = registration("theirs.com", &[("UserName", "customer1")]);
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(app.call("alice", "namecheap.domains.create", &params).await.number(), 2_528_166);
    give_funds(&app, user_id.parse().expect("an id")).await;
    let created = app.call("alice", "namecheap.domains.create", &params).await;
    assert_eq!(created.attribute("Registered"), "true");
    assert_eq!(call(&app, "getBalances", &[]).await.attribute("AvailableBalance"), "0.94");
    assert_eq!(app.balance("alice").await, "10000.00");
    // Nobody else acts on it, and it has no key.
    let other =
        app.call("bob", "namecheap.users.login", &[("UserName", "customer1"), ("Password", PASSWORD)]);
    assert_eq!(other.await.number(), 1_016_103);
    assert_eq!(app.call("customer1", "namecheap.users.getBalances", &[]).await.number(), 1_011_102);
}

async fn give_funds(app: &TestApp, account_id: i64) {
    let given = app.runner.write(move |cx| {
        let id = cx.tx.next_id(Kind::Transaction)?;
        let books = (Book::Funding, Book::Customer(account_id));
        cx.tx.move_money(id, books, Money::usd(10 * 10_000), "test", cx.now).expect("funds");
        Ok(End::Commit(()))
    });
    given.await.expect("funds");
}

#[tokio::test]
async fn wrong_passwords_lock_the_login_and_nothing_else() {
    let (app, _) = app().await;
    for _ in 0..4 {
        assert_eq!(login(&app, "wrong").await, 2_011_335);
    }
    assert_eq!(login(&app, PASSWORD).await, 0, "a right one starts the count anew");
    for _ in 0..4 {
        assert_eq!(login(&app, "wrong").await, 2_011_335);
    }
    let old = [("OldPassword", "wrong"), ("NewPassword", NEW)];
    assert_eq!(call(&app, "changePassword", &old).await.number(), 4_011_331, "it counts too");
    assert_eq!(login(&app, PASSWORD).await, 2_017_166);
    let old = [("OldPassword", PASSWORD), ("NewPassword", NEW)];
    assert_eq!(call(&app, "changePassword", &old).await.number(), 4_011_331);
    assert_eq!(call(&app, "getBalances", &[]).await.error(), None);
    assert_eq!(app.call("alice", "namecheap.users.getBalances", &[]).await.error(), None);
    app.world_passes(15 * 60);
    assert_eq!(login(&app, PASSWORD).await, 0);
}

#[tokio::test]
async fn guesses_at_once_are_all_counted() {
    let (app, _) = app().await;
    give_password(&app, "customer1").await;
    let app = Arc::new(app);
    let mut guesses = JoinSet::new();
    for n in 0..20 {
        let app = Arc::clone(&app);
        guesses.spawn(async move { login(&app, &format!("guess {n}")).await });
    }
    let mut numbers = guesses.join_all().await;
    numbers.sort_unstable();
    assert_eq!(numbers, [[2_011_335; 5].as_slice(), &[2_017_166; 15]].concat());
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it() {
    let (app, user_id) = app().await;
    let change = [("OldPassword", PASSWORD), ("NewPassword", NEW)];
    assert_eq!(call(&app, "changePassword", &change).await.attribute("UserId"), user_id);
    assert_eq!(login(&app, PASSWORD).await, 2_011_335);
    assert_eq!(login(&app, NEW).await, 0);
}

#[tokio::test]
async fn a_code_in_the_inbox_opens_the_way_to_a_new_password() {
    let (app, user_id) = app().await;
    for _ in 0..5 {
        login(&app, "wrong").await;
    }
    assert_eq!(login(&app, PASSWORD).await, 2_017_166);
    let answer = reset(&app, "alice", "USERNAME", "Customer1").await;
    assert_eq!(answer.result().child("Email").expect("Email").text, "ada@example.org");
    let mails = inbox(&app);
    assert_eq!(mails.len(), 1);
    assert_eq!((&*mails[0].recipient, &*mails[0].sender_name), ("ada@example.org", "Namegate"));
    let first = code(&app);
    assert!(first.len() == 32 && !answer.text().contains(&first));
    assert_eq!(change_by_code(&app, &first, PASSWORD).await.number(), 4_022_335, "the old one again");
    assert_eq!(change_by_code(&app, &first, NEW).await.attribute("UserId"), user_id);
    assert_eq!(login(&app, NEW).await, 0, "the lock is gone");
    assert_eq!(change_by_code(&app, &first, NEWER).await.number(), 2_011_303, "it is good once");
}

#[tokio::test]
async fn codes_expire_are_replaced_and_belong_to_the_parent() {
    let (app, _) = app().await;
    reset(&app, "alice", "EMAILADDRESS", "ADA@example.org").await.result();
    let first = code(&app);
    reset(&app, "alice", "USERNAME", "customer1").await.result();
    let second = code(&app);
    assert_ne!(first, second);
    assert_eq!(change_by_code(&app, &first, NEW).await.number(), 2_011_303, "replaced");
    let params = [("UserName", ""), ("ResetCode", second.as_str()), ("NewPassword", NEW)];
    let other = app.call("bob", "namecheap.users.changePassword", &params).await;
    assert_eq!(other.number(), 2_011_303, "of another parent");
    app.world_passes(7 * DAY - 1);
    assert_eq!(change_by_code(&app, &second, NEW).await.error(), None, "to the last second");
    reset(&app, "alice", "USERNAME", "customer1").await.result();
    app.world_passes(7 * DAY);
    assert_eq!(change_by_code(&app, &code(&app), NEWER).await.number(), 2_011_303, "expired");
}

#[tokio::test]
async fn accounts_are_found_by_a_domain_and_only_by_their_parent() {
    let (app, user_id) = app().await;
    give_funds(&app, user_id.parse().expect("an id")).await;
    let params = registration("theirs.com", &[("UserName", "customer1")]);
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    app.call("alice", "namecheap.domains.create", &params).await.result();
    reset(&app, "alice", "domainname", "theirs.com").await.result();
    for (by, value) in
        [("USERNAME", "customer1"), ("EMAILADDRESS", "ada@example.org"), ("DOMAINNAME", "theirs.com")]
    {
        assert_eq!(reset(&app, "bob", by, value).await.number(), 4_011_331, "{by}");
    }
    assert_eq!(inbox(&app).len(), 1);
}

#[tokio::test]
async fn the_mail_is_as_the_caller_wants_it() {
    let (app, _) = app().await;
    let params = [
        ("FindBy", "USERNAME"),
        ("FindByValue", "customer1"),
        ("EmailFromName", "Shop"),
        ("EmailFrom", "shop@example.net"),
        ("URLPattern", "https://shop.example.net/reset/[RESETCODE]?again=[RESETCODE]"),
    ];
    app.call("alice", "namecheap.users.resetPassword", &params).await.result();
    let mail = inbox(&app).remove(0);
    assert_eq!((&*mail.sender_name, &*mail.sender), ("Shop", "shop@example.net"));
    let (before, after) = mail.body.split_once("?again=").expect("the pattern");
    assert_eq!(before, format!("https://shop.example.net/reset/{after}"));
    assert_eq!(change_by_code(&app, after, NEW).await.error(), None);
}

#[tokio::test]
async fn the_store_holds_no_password_and_no_code_but_in_the_mail() {
    let (app, _) = app().await;
    reset(&app, "alice", "USERNAME", "customer1").await.result();
    let (rows, code) = (rows::all(&app), code(&app));
    assert!(!rows.iter().any(|row| row.contains(PASSWORD)));
    assert_eq!(rows.iter().filter(|row| row.contains(&code)).count(), 1, "the mail itself");
    assert!(rows.iter().any(|row| row.contains("$argon2id$v=19$m=19456,t=2,p=1$")), "OWASP's parameters");
}
