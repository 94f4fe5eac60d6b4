//! The clock of a sandbox: it is moved by a command, which answers once the world is as it is at the new time.

use registrar::described::Described;
use rules::calendar::{DAY, iso8601};
use rules::resource_record::RecordData;
use testkit::{Answer, Setup, TestApp, WORLD_START, account};

const DOMAIN: [(&str, &str); 1] = [("DomainName", "example.com")];
const NAME: [(&str, &str); 2] = [("SLD", "example"), ("TLD", "com")];

async fn clock(app: &TestApp, command: &str, params: &[(&str, &str)]) -> Answer {
    app.call("alice", &format!("namegate.sandbox.clock.{command}"), params).await
}

async fn advance(app: &TestApp, params: &[(&str, &str)]) -> Answer {
    clock(app, "advance", params).await
}

/// Time and offset in days, which must be whole.
async fn days(app: &TestApp) -> i64 {
    let reading = clock(app, "get", &[]).await;
    let offset: i64 = reading.attribute("Offset").parse().expect("a number");
    assert_eq!(reading.attribute("Time"), iso8601(WORLD_START + offset));
    assert_eq!(offset % DAY, 0);
    offset / DAY
}

async fn status(app: &TestApp) -> String {
    app.call("alice", "namecheap.domains.getInfo", &DOMAIN).await.attribute("Status")
}

fn is_parked(app: &TestApp) -> bool {
    let target = RecordData::Cname("parkingpage.namecheap.com".into());
    app.zones.records("example.com").is_some_and(|records| records.iter().any(|record| record.data == target))
}

#[tokio::test]
async fn a_domain_is_expired_and_parked_when_the_answer_comes() {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "example.com").await;
    let row = [("HostName1", "www"), ("RecordType1", "A"), ("Address1", "192.0.2.7")];
    let set = app.call("alice", "namecheap.domains.dns.setHosts", &[NAME.as_slice(), &row].concat()).await;
    assert_eq!(set.error(), None);
    assert_eq!(advance(&app, &[("Days", "364"), ("Hours", "23"), ("Seconds", "3599")]).await.error(), None);
    assert_eq!((status(&app).await.as_str(), is_parked(&app)), ("Ok", false));
    assert_eq!(advance(&app, &[("Seconds", "1")]).await.attribute("Offset"), (365 * DAY).to_string());
    assert_eq!((status(&app).await.as_str(), is_parked(&app)), ("Expired", true));
    let time = iso8601(WORLD_START + 500 * DAY);
    assert_eq!(clock(&app, "set", &[("Time", &time)]).await.attribute("Time"), time);
    assert!(!app.zones.is_answered("example.com"), "the name is released");
    let info = app.call("alice", "namecheap.domains.getInfo", &DOMAIN).await;
    assert_eq!(info.number(), 2_030_166);
}

#[tokio::test]
async fn the_clock_runs_on_and_a_restart_keeps_it() {
    let app = TestApp::start(Setup::default()).await;
    advance(&app, &[("Days", "400")]).await;
    assert_eq!(days(&app).await, 400);
    app.world_passes(5);
    assert_eq!(clock(&app, "get", &[]).await.attribute("Time"), iso8601(WORLD_START + 400 * DAY + 5));
    let app = app.crash(Setup::default()).await;
    let reading = clock(&app, "get", &[]).await;
    assert_eq!(reading.attribute("Time"), iso8601(WORLD_START + 400 * DAY + 5));
    assert_eq!(advance(&app, &[("Days", "1")]).await.attribute("Offset"), (401 * DAY).to_string());
}

#[tokio::test]
async fn the_clock_never_goes_backwards() {
    let app = TestApp::start(Setup::default()).await;
    advance(&app, &[("Days", "10")]).await;
    let before = iso8601(WORLD_START + 10 * DAY - 1);
    assert_eq!(clock(&app, "set", &[("Time", &before)]).await.number(), 2_015_901);
    assert_eq!(advance(&app, &[("Days", "-1")]).await.number(), 2_013_902);
    assert_eq!(days(&app).await, 10);
    let now = iso8601(WORLD_START + 10 * DAY);
    assert_eq!(clock(&app, "set", &[("Time", &now)]).await.attribute("Time"), now);
}

#[tokio::test]
async fn calls_at_once_move_the_clock_by_their_sum() {
    let app = TestApp::start(Setup::default()).await;
    let (ten, one) = ([("Days", "10")], [("Days", "1")]);
    let answers = tokio::join!(advance(&app, &ten), advance(&app, &one), advance(&app, &ten));
    assert_eq!((answers.0.error(), answers.1.error(), answers.2.error()), (None, None, None));
    assert_eq!(days(&app).await, 21);
}

#[tokio::test]
async fn time_stops_at_every_end_in_the_life_of_a_domain() {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "example.com").await;
    let own = [NAME[0], NAME[1], ("Nameservers", "ns1.example.net,ns2.example.net")];
    assert_eq!(app.call("alice", "namecheap.domains.dns.setCustom", &own).await.error(), None);
    let mut stops = Vec::new();
    loop {
        let coming = clock(&app, "get", &[]).await.result().attribute("NextEvent").map(str::to_owned);
        let Some(coming) = coming else { break };
        let answered = app.zones.is_answered("example.com");
        let there = advance(&app, &[("To", "next-event")]).await;
        assert_eq!(there.attribute("Time"), coming);
        stops.push((days(&app).await, answered));
    }
    // The zone that was left, the end of the term, of the grace, of redemption and of pending delete.
    assert_eq!(stops, [(2, true), (365, false), (392, true), (422, true), (427, true)]);
    assert!(!app.zones.is_answered("example.com"), "the name is released");
}

#[tokio::test]
async fn time_stops_at_the_end_of_privacy() {
    let app = TestApp::start(Setup::default()).await;
    let privacy = [("Years", "2"), ("AddFreeWhoisguard", "yes"), ("WGEnabled", "yes")];
    assert_eq!(app.create("alice", "example.com", &privacy).await.error(), None);
    let next = app.runner.read(|cx| cx.tx.next_privacy_end(cx.now)).expect("read").expect("a subscription");
    advance(&app, &[("To", "next-event")]).await;
    assert_eq!(clock(&app, "get", &[]).await.attribute("Time"), iso8601(next));
    assert_eq!(app.runner.read(|cx| cx.tx.next_privacy_end(0)).expect("read"), None, "switched off");
}

#[tokio::test]
async fn a_sub_account_does_not_move_the_clock() {
    let sub = Described { parent: Some("alice".into()), api_key: None, ..account("sub") };
    let setup = Setup { accounts: vec![account("alice"), sub], ..Setup::default() };
    let app = TestApp::start(setup).await;
    let params = [("ApiUser", "alice"), ("ApiKey", "key-of-alice"), ("UserName", "sub")];
    let call = [("ClientIp", "127.0.0.1"), ("Command", "namegate.sandbox.clock.advance"), ("Days", "1")];
    let answer = app.post(&[params, call].concat()).await;
    assert_eq!(answer.error(), Some((1_016_103, "Parameter UserName is unauthorized".into())));
    assert_eq!(days(&app).await, 0);
}

#[tokio::test]
async fn other_servers_do_not_know_the_commands() {
    let app = TestApp::start(Setup { is_sandbox: false, ..Setup::default() }).await;
    app.register("alice", "example.com").await;
    for command in ["advance", "get", "set", "none"] {
        let answer = clock(&app, command, &[("Days", "400"), ("Time", "2030-01-01T00:00:00Z")]).await;
        assert_eq!(answer.error(), Some((4, "Parameter Command is Invalid".into())), "{command}");
        assert!(answer.node().child("CommandResponse").is_none(), "{}", answer.text());
    }
    assert_eq!(app.runner.now(), WORLD_START);
    assert_eq!(status(&app).await, "Ok");
    assert_eq!(app.call("mallory", "namegate.sandbox.clock.get", &[]).await.number(), 1_011_102);
}
