//! The limits of the service, in both forms of refusal, under a clock that is set.

use server::gate::rate_limit::{Form, OF_THE_SERVICE};
use testkit::{Answer, Connection, Setup, TestApp};

async fn app(form: Form) -> TestApp {
    TestApp::start(Setup { budgets: OF_THE_SERVICE.to_vec(), form, ..Setup::default() }).await
}

/// A call with this key that the gate refuses for the lack of ApiUser: it counts like any other and costs little.
async fn call(app: &TestApp, connection: &mut Connection, key: &str) -> Answer {
    connection.send(app.post_request(&format!("ApiKey={key}")).as_bytes()).await;
    connection.answer().await
}

fn is_within(answer: &Answer) -> bool {
    answer.status == 200 && answer.number() == 1_010_101
}

/// Makes calls until one is over a limit; how many were within, up to `most`.
async fn within(app: &TestApp, connection: &mut Connection, most: usize) -> usize {
    for count in 0..most {
        if !is_within(&call(app, connection, "k").await) {
            return count;
        }
    }
    most
}

/// The number of the call that is over a limit.
pub async fn over_a_limit() -> u32 {
    let app = app(Form::Xml).await;
    let mut connection = app.connect().await;
    assert_eq!(within(&app, &mut connection, 51).await, 50);
    call(&app, &mut connection, "k").await.number()
}

#[tokio::test]
async fn minute_hour_and_day_have_budgets_of_their_own() {
    let app = app(Form::Xml).await;
    let mut connection = app.connect().await;
    let mut in_day = 0;
    for hour in 0..11 {
        for minute in 0..14 {
            let count = within(&app, &mut connection, 50).await;
            assert_eq!(count, 50, "hour {hour}, minute {minute}");
            in_day += count;
            app.real_time_passes(60);
        }
        assert_eq!(within(&app, &mut connection, 1).await, 0, "the 701st call of hour {hour}");
        in_day += 1;
        app.real_time_passes(3_600 - 14 * 60);
    }
    assert_eq!(in_day, 7_711);
    let mut rest = 0;
    for _ in 0..6 {
        rest += within(&app, &mut connection, 50).await;
        app.real_time_passes(60);
    }
    assert_eq!(rest, 8_000 - 7_711, "refused calls count too");
    app.real_time_passes(3_600);
    assert_eq!(within(&app, &mut connection, 1).await, 0, "a new hour of the same day");
    app.real_time_passes(86_400);
    assert_eq!(within(&app, &mut connection, 51).await, 50, "a new day");
}

#[tokio::test]
async fn keys_are_counted_apart_and_world_time_does_not_matter() {
    let app = app(Form::Xml).await;
    let mut connection = app.connect().await;
    assert_eq!(within(&app, &mut connection, 60).await, 50);
    assert!(is_within(&call(&app, &mut connection, "another").await));
    app.world_passes(86_400);
    assert!(!is_within(&call(&app, &mut connection, "k").await));
    app.real_time_passes(59);
    assert!(!is_within(&call(&app, &mut connection, "k").await), "the window has not ended");
    app.real_time_passes(1);
    assert!(is_within(&call(&app, &mut connection, "k").await));
}

#[tokio::test]
async fn both_forms_of_the_refusal() {
    for form in [Form::Xml, Form::Html405] {
        let app = app(form).await;
        app.register("alice", "alices.com").await;
        for _ in 1..50 {
            assert_eq!(app.call("alice", "namecheap.users.getBalances", &[]).await.error(), None);
        }
        let answer = app.create("alice", "free.com", &[]).await;
        match form {
            Form::Xml => {
                assert_eq!(answer.status, 200);
                assert_eq!(answer.error(), Some((500_000, "Too many requests".into())));
                assert!(answer.node().child("CommandResponse").is_none());
            }
            Form::Html405 => {
                assert_eq!((answer.status, answer.header("content-type")), (405, Some("text/html")));
                assert!(answer.text().starts_with("<html>") && answer.text().contains("405"), "{answer:?}");
            }
        }
        assert_eq!(answer.header("retry-after"), None);
        app.real_time_passes(60);
        let info = app.call("alice", "namecheap.domains.getInfo", &[("DomainName", "free.com")]).await;
        assert_eq!(info.number(), 2_030_166, "no work was done beyond the limit");
    }
}
