//! Codes with which domains go to another registrar.

use rules::calendar::DAY;
use testkit::{Answer, Setup, TestApp};

const NAME: [(&str, &str); 1] = [("DomainName", "leaving.com")];

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "leaving.com").await;
    let unlock = [NAME[0], ("LockAction", "UNLOCK")];
    assert_eq!(app.call("alice", "namecheap.domains.setRegistrarLock", &unlock).await.error(), None);
    app
}

async fn code(app: &TestApp) -> String {
    app.call("alice", "namegate.domains.authCode", &NAME).await.attribute("AuthCode")
}

async fn away(app: &TestApp, code: &str) -> Answer {
    app.call("bob", "namegate.sandbox.transferAway", &[NAME[0], ("AuthCode", code)]).await
}

#[tokio::test]
async fn whoever_has_the_code_gets_the_domain() {
    let app = app().await;
    let code = code(&app).await;
    assert_eq!(code.len(), 32);
    assert!(crate::rows::all(&app).iter().all(|row| !row.contains(&code)), "its hash alone is kept");
    let gone = away(&app, &code).await;
    assert_eq!(gone.attribute("IsSuccess"), "true", "{}", gone.text());
    assert!(!app.zones.is_answered("leaving.com"));
    assert_eq!(app.call("alice", "namegate.domains.authCode", &NAME).await.number(), 2_019_166);
    let mails = app.call("alice", "namegate.sandbox.mail.list", &[("Subject", "transferred away")]).await;
    assert!(mails.text().contains("ada@example.org"), "{}", mails.text());
    assert_eq!(away(&app, &code).await.number(), 2_019_166, "it goes once");
}

#[tokio::test]
async fn a_code_is_good_for_three_days_and_until_the_next() {
    let app = app().await;
    let former = code(&app).await;
    let latter = code(&app).await;
    assert_eq!(away(&app, &former).await.number(), 2_011_985);
    app.world_passes(3 * DAY);
    assert_eq!(away(&app, &latter).await.number(), 2_011_985);
    let last = code(&app).await;
    app.world_passes(3 * DAY - 1);
    assert_eq!(away(&app, &last).await.error(), None);
}

#[tokio::test]
async fn a_lock_keeps_a_domain_whatever_the_code() {
    let app = app().await;
    let code = code(&app).await;
    let lock = [NAME[0], ("LockAction", "LOCK")];
    assert_eq!(app.call("alice", "namecheap.domains.setRegistrarLock", &lock).await.error(), None);
    assert_eq!(away(&app, &code).await.number(), 2_030_166);
}

#[tokio::test]
async fn the_audit_log_has_that_a_code_was_made_and_not_the_code() {
    let app = app().await;
    let code = code(&app).await;
    registrar::sweeps::run_due(&app.runner).await.expect("swept");
    let log = app.call("alice", "namegate.audit.list", &[("OfCommand", "namegate.domains.authCode")]).await;
    assert!(log.text().contains("leaving.com") && !log.text().contains(&code), "{}", log.text());
}
