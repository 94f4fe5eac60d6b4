//! Mails on their way out: none is lost, whatever fails, and none leaves that was not committed.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use registrar::mail_delivery::deliver_due;
use registrar::ports::mail_transport::{Handing, MailTransport, Undelivered};
use registrar::ports::outbox::Outbox;
use store::Mail;
use testkit::{Answer, CUSTOMER, Setup, TestApp};

use crate::rows;

/// Real time of the first round.
const START: i64 = 1_000_000_000;

/// Takes mails, or answers what it is told to.
#[derive(Default)]
struct Carrier {
    answers: Mutex<VecDeque<Undelivered>>,
    seen: Mutex<Vec<Mail>>,
    /// It takes a mail and never says so.
    is_silent: bool,
}

impl Carrier {
    fn answering(answers: &[Undelivered]) -> Carrier {
        Carrier { answers: Mutex::new(answers.iter().cloned().collect()), ..Carrier::default() }
    }

    fn seen(&self) -> Vec<Mail> {
        self.seen.lock().expect("no panic").clone()
    }
}

impl MailTransport for Carrier {
    fn hand_over<'a>(&'a self, mail: &'a Mail) -> Handing<'a> {
        Box::pin(async {
            tokio::task::yield_now().await;
            self.seen.lock().expect("no panic").push(mail.clone());
            if self.is_silent {
                std::future::pending::<()>().await;
            }
            self.answers.lock().expect("no panic").pop_front().map_or(Ok(()), Err)
        })
    }
}

fn setup() -> Setup {
    Setup { mailer: Arc::new(Outbox), ..Setup::default() }
}

/// An app in which a mail with a code waits.
async fn app() -> TestApp {
    let app = TestApp::start(setup()).await;
    assert_eq!(app.call("alice", "namecheap.users.create", CUSTOMER).await.error(), None);
    assert_eq!(reset(&app).await.attribute("Success"), "true");
    app
}

async fn reset(app: &TestApp) -> Answer {
    let find = [("UserName", ""), ("FindBy", "USERNAME"), ("FindByValue", "customer1")];
    let form = [("URLPattern", "https://shop.example/[RESETCODE]"), ("EmailFromName", "Shop")];
    app.call("alice", "namecheap.users.resetPassword", &[find.as_slice(), &form].concat()).await
}

async fn round(app: &TestApp, carrier: &Carrier, now: i64) -> usize {
    deliver_due(&app.runner, carrier, now).await.expect("the store works")
}

fn waiting(app: &TestApp) -> usize {
    app.database().rows("SELECT id FROM outgoing_mail").len()
}

#[tokio::test]
async fn a_mail_leaves_once_and_stays_in_the_inbox() {
    let (app, carrier) = (app().await, Carrier::default());
    assert_eq!((waiting(&app), round(&app, &carrier, START).await), (1, 1));
    assert_eq!((waiting(&app), round(&app, &carrier, START + 86_400).await), (0, 0));
    let sent = carrier.seen();
    assert_eq!(sent.len(), 1);
    assert_eq!((sent[0].recipient.as_str(), sent[0].sender_name.as_str()), ("ada@example.org", "Shop"));
    assert!(sent[0].body.starts_with("https://shop.example/"), "the code is in it");
    let inbox = app.runner.read(|cx| cx.tx.mails(10)).expect("the store works");
    assert_eq!(inbox, sent);
}

#[tokio::test]
async fn what_is_refused_sends_nothing() {
    let app = TestApp::start(setup()).await;
    let nowhere = [CUSTOMER, &[("EmailAddress", "ada@nowhere.invalid")]].concat();
    let nowhere: Vec<_> =
        nowhere.into_iter().filter(|pair| *pair != ("EmailAddress", "ada@example.org")).collect();
    assert_eq!(app.call("alice", "namecheap.users.create", &nowhere).await.error(), None);
    assert_eq!(reset(&app).await.number(), 4_027_153);
    rows::take_away(&app, "outgoing_mail");
    assert_eq!(app.call("alice", "namecheap.users.create", &other_customer()).await.error(), None);
    let before = rows::all(&app);
    let find = [("UserName", ""), ("FindBy", "USERNAME"), ("FindByValue", "customer2")];
    let params = [find.as_slice(), &[("URLPattern", "[RESETCODE]")]].concat();
    assert_eq!(app.call("alice", "namecheap.users.resetPassword", &params).await.number(), 4_022_335);
    assert_eq!(rows::all(&app), before, "no code, and no mail in the inbox");
    rows::bring_back(&app, "outgoing_mail");
    assert_eq!(waiting(&app), 0);
}

fn other_customer() -> Vec<(&'static str, &'static str)> {
    let renamed = |pair: &(&'static str, &'static str)| match *pair {
        ("NewUserName", _) => ("NewUserName", "customer2"),
        pair => pair,
    };
    CUSTOMER.iter().map(renamed).collect()
}

#[tokio::test]
async fn a_mail_that_is_not_taken_is_tried_again_later_each_time() {
    let not_now = Undelivered::NotNow("the server said 451".into());
    let (app, carrier) = (app().await, Carrier::answering(&[not_now.clone(), not_now]));
    for (after, delivered, tries) in [(0, 0, 1), (4, 0, 1), (5, 0, 2), (14, 0, 2), (15, 1, 3)] {
        assert_eq!(round(&app, &carrier, START + after).await, delivered, "after {after} seconds");
        assert_eq!(carrier.seen().len(), tries, "after {after} seconds");
    }
    assert_eq!(waiting(&app), 0);
}

#[tokio::test]
async fn a_mail_is_given_up_when_it_is_refused_for_good_or_for_days() {
    let (app, carrier) =
        (app().await, Carrier::answering(&[Undelivered::Refused("the server said 550".into())]));
    assert_eq!((round(&app, &carrier, START).await, waiting(&app)), (0, 0));
    assert_eq!(reset(&app).await.error(), None);
    let carrier = Carrier::answering(&vec![Undelivered::NotNow("nobody is there".into()); 1_000]);
    for (days, is_waiting) in [(4, 1), (6, 0)] {
        for hour in 0..days * 24 {
            round(&app, &carrier, START + hour * 3_600).await;
        }
        assert_eq!(waiting(&app), is_waiting, "after {days} days");
    }
    assert_eq!(carrier.seen().len(), 50);
}

#[tokio::test]
async fn a_crash_in_the_middle_loses_no_mail() {
    let (app, silent) = (app().await, Carrier { is_silent: true, ..Carrier::default() });
    tokio::select! {
        _ = deliver_due(&app.runner, &silent, START) => panic!("it never says that it took the mail"),
        () = async { while silent.seen().is_empty() { tokio::task::yield_now().await } } => {}
    }
    let app = app.crash(setup()).await;
    let carrier = Carrier::default();
    assert_eq!(
        round(&app, &carrier, START + 599).await,
        0,
        "it may still be in the hands of another process"
    );
    assert_eq!(round(&app, &carrier, START + 600).await, 1);
    assert_eq!(carrier.seen(), silent.seen(), "the same mail, and its id tells");
}

#[tokio::test]
async fn two_rounds_at_once_send_a_mail_once() {
    let (app, carrier) = (app().await, Carrier::default());
    let (one, other) = tokio::join!(round(&app, &carrier, START), round(&app, &carrier, START));
    assert_eq!((one + other, carrier.seen().len(), waiting(&app)), (1, 1, 0));
}
