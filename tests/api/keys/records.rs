//! What keys may write in zones, and for how long it stands.

use registrar::request_log::Check;
use rules::calendar::HOUR;
use rules::key_policy::Denied;
use testkit::{Setup, TestApp};

use super::{given, why};

const GET_HOSTS: &str = "namecheap.domains.dns.getHosts";
const SET_HOSTS: &str = "namecheap.domains.dns.setHosts";
const EXAMPLE: [(&str, &str); 2] = [("SLD", "example"), ("TLD", "com")];
const WWW: [(&str, &str); 3] = [("HostName1", "www"), ("RecordType1", "A"), ("Address1", "192.0.2.1")];
const TOKEN: [(&str, &str); 3] =
    [("HostName2", "_acme-challenge.www"), ("RecordType2", "TXT"), ("Address2", "token")];

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "example.com").await;
    let set = [&EXAMPLE[..], &WWW].concat();
    assert_eq!(app.call("alice", SET_HOSTS, &set).await.error(), None);
    app
}

#[tokio::test]
async fn what_an_acme_key_may_not_do() {
    let app = app().await;
    app.register("alice", "other.com").await;
    let key = given(&app, &[("Preset", "acme"), ("Domains", "example.com"), ("Merge", "false")]).await;
    let other_address = [&EXAMPLE[..], &WWW[..2], &[("Address1", "192.0.2.2")], &TOKEN].concat();
    let other_name =
        [&EXAMPLE[..], &WWW, &[("HostName2", "www2"), ("RecordType2", "TXT"), ("Address2", "x")]].concat();
    let record = |kind: &str, name: &str| Denied::Record { kind: kind.into(), name: name.into() };
    let before = crate::rows::all(&app);
    for (params, denied) in [(other_address, record("A", "www")), (other_name, record("TXT", "www2"))] {
        let answer = key.call(&app, SET_HOSTS, &params).await;
        assert_eq!(answer.error(), Some((4_011_103, "Access denied".into())), "{params:?}");
        assert_eq!(why(&app), Check::Scope(Box::new(denied)));
    }
    let other_domain = key.call(&app, GET_HOSTS, &[("SLD", "other"), ("TLD", "com")]).await;
    assert_eq!(other_domain.error(), Some((2_019_166, "Domain name not found".into())));
    assert_eq!(why(&app), Check::Scope(Box::new(Denied::Domain("other.com".into()))));
    let bought =
        key.call(&app, "namecheap.domains.renew", &[("DomainName", "example.com"), ("Years", "1")]).await;
    assert_eq!(bought.error().map(|(number, _)| number), Some(1_016_103));
    assert_eq!(crate::rows::all(&app), before, "nothing was written, and nothing spent");
}

#[tokio::test]
async fn a_challenge_goes_after_an_hour() {
    let app = app().await;
    let key = given(&app, &[("Preset", "acme"), ("Merge", "false")]).await;
    let set = [&EXAMPLE[..], &WWW, &TOKEN].concat();
    assert_eq!(key.call(&app, SET_HOSTS, &set).await.error(), None);
    let hosts = |text: String| text.matches("<host ").count();
    let has = async |count| {
        let answer = app.call("alice", GET_HOSTS, &EXAMPLE).await;
        assert_eq!(hosts(answer.text().to_owned()), count);
    };
    has(2).await;
    for (seconds, count) in [("3599", 2), ("1", 1)] {
        let moved = app.call("alice", "namegate.sandbox.clock.advance", &[("Seconds", seconds)]).await;
        assert_eq!(moved.error(), None);
        has(count).await;
    }
    assert_eq!(app.call("alice", "namegate.sandbox.clock.advance", &[("Hours", "1")]).await.error(), None);
    assert_eq!(app.runner.now() % HOUR, 0);
}

#[tokio::test]
async fn the_next_event_is_the_end_of_a_record() {
    let app = app().await;
    let key = given(&app, &[("Preset", "acme"), ("Merge", "false")]).await;
    let set = [&EXAMPLE[..], &WWW, &TOKEN].concat();
    assert_eq!(key.call(&app, SET_HOSTS, &set).await.error(), None);
    let before = app.runner.now();
    assert_eq!(
        app.call("alice", "namegate.sandbox.clock.advance", &[("To", "next-event")]).await.error(),
        None
    );
    assert_eq!(app.runner.now(), before + HOUR);
}

#[tokio::test]
async fn values_and_services_are_in_scope_or_not() {
    let app = app().await;
    let key = given(&app, &[("Preset", "dns"), ("Record1", "A www 192.0.2.*")]).await;
    let set = |address: &'static str| [&EXAMPLE[..], &WWW[..2], &[("Address1", address)]].concat();
    assert_eq!(key.call(&app, SET_HOSTS, &set("192.0.2.9")).await.error(), None);
    assert_eq!(
        key.call(&app, SET_HOSTS, &set("198.51.100.1")).await.error().map(|(n, _)| n),
        Some(4_011_103)
    );
    let service = [
        ("SrvCount", "1"),
        ("Service1", "_sip"),
        ("Protocol1", "_tcp"),
        ("Priority1", "1"),
        ("Weight1", "1"),
        ("Port1", "5060"),
        ("Target1", "sip.example.net"),
    ];
    let services = [&EXAMPLE[..], &service].concat();
    let answer = key.call(&app, "namecheap.domains.dns.setSrvRecords", &services).await;
    assert_eq!(answer.error().map(|(n, _)| n), Some(4_011_103));
    let denied = Denied::Record { kind: "SRV".into(), name: "_sip._tcp".into() };
    assert_eq!(why(&app), Check::Scope(Box::new(denied)));
}
