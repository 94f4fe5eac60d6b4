//! The inbox of a sandbox, read over HTTP.

use testkit::{Answer, Setup, TestApp};

use crate::coverage::give_mail;

async fn list(app: &TestApp, params: &[(&str, &str)]) -> Answer {
    app.call("alice", "namegate.sandbox.mail.list", params).await
}

/// The subjects of a page, and how many mails the list has in all.
async fn subjects(app: &TestApp, params: &[(&str, &str)]) -> (Vec<String>, String) {
    let answer = list(app, params).await;
    let mails = answer.result();
    let total = answer.node().find("TotalItems").map(|total| total.text.clone()).expect("TotalItems");
    let subject = |mail: &wire::node::Node| mail.attribute("Subject").expect("Subject").to_owned();
    (mails.children_named("Mail").map(subject).collect(), total)
}

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    give_mail(&app, "Carol@example.org", "First", "one").await;
    give_mail(&app, "dave@example.net", "Second 100%", "two").await;
    give_mail(&app, "carol@example.net", "Third", "three").await;
    app
}

#[tokio::test]
async fn the_newest_comes_first() {
    let app = app().await;
    let all = ["Third", "Second 100%", "First"].map(str::to_owned).to_vec();
    assert_eq!(subjects(&app, &[]).await, (all, "3".into()));
    let second = [("PageSize", "1"), ("Page", "2")];
    assert_eq!(subjects(&app, &second).await, (vec!["Second 100%".into()], "3".into()));
    assert_eq!(subjects(&app, &[("Page", "2")]).await, (Vec::new(), "3".into()));
}

#[tokio::test]
async fn part_of_an_address_or_a_subject_finds_a_mail_in_any_letter_case() {
    let app = app().await;
    let found = async |params: &[(&str, &str)]| subjects(&app, params).await.0;
    assert_eq!(found(&[("To", "CAROL@")]).await, ["Third", "First"]);
    assert_eq!(found(&[("To", "example.net"), ("Subject", "third")]).await, ["Third"]);
    assert_eq!(found(&[("Subject", "0%")]).await, ["Second 100%"]);
    assert_eq!(found(&[("Subject", "_")]).await, Vec::<String>::new(), "nothing stands for anything");
}

#[tokio::test]
async fn a_mail_is_told_with_its_whole_text() {
    let app = TestApp::start(Setup::default()).await;
    let text = "Dear Ada,\r\n\r\n\t<https://example.org/?a=1&b=2> is \"yours\".\n";
    let id = give_mail(&app, "ada@example.org", "A & B", text).await;
    let mail = app.call("alice", "namegate.sandbox.mail.get", &[("MailId", &id)]).await.result();
    let attributes = ["MailId", "FromName", "From", "To", "Subject", "Time"];
    let told = attributes.map(|name| mail.attribute(name).expect(name));
    let expected = [&id, "Namegate", "shop@example.net", "ada@example.org", "A & B", "2026-06-15T12:00:00Z"];
    assert_eq!(told, expected);
    assert_eq!(mail.child("Text").expect("Text").text, text);
}

#[tokio::test]
async fn the_mail_of_a_command_is_found() {
    let app = crate::coverage::app().await;
    let form = [
        ("FindBy", "USERNAME"),
        ("FindByValue", "carol"),
        ("EmailFromName", "Shop"),
        ("EmailFrom", "shop@example.net"),
        ("URLPattern", "https://shop.example.net/reset?code=[RESETCODE]"),
    ];
    let sent = app.call("alice", "namecheap.users.resetPassword", &form).await;
    assert_eq!(sent.error(), None, "{}", sent.text());
    let listed = list(&app, &[("To", "carol@")]).await.result();
    let id = listed.child("Mail").and_then(|mail| mail.attribute("MailId")).expect("a mail").to_owned();
    let mail = app.call("alice", "namegate.sandbox.mail.get", &[("MailId", &id)]).await.result();
    assert!(mail.child("Text").expect("Text").text.contains("/reset?code="));
}
