//! Oddities of the real service, switched on and off.

use registrar::sweeps;
use rules::resource_record::RecordData;
use testkit::{Answer, Setup, TestApp};

const SET: &str = "namegate.sandbox.oddities.set";
const NAME: [(&str, &str); 2] = [("SLD", "alices"), ("TLD", "com")];

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "alices.com").await;
    app
}

async fn switch(app: &TestApp, params: &[(&str, &str)]) {
    assert_eq!(app.call("alice", SET, params).await.error(), None);
}

async fn set_hosts(app: &TestApp, params: &[(&str, &str)]) {
    let call = app.call("alice", "namecheap.domains.dns.setHosts", &[&NAME, params].concat()).await;
    assert_eq!(call.attribute("IsSuccess"), "true");
}

/// MX rows of the domain itself at these targets with these preferences.
async fn set_mx(app: &TestApp, rows: &[(&str, &str)]) {
    let mut params = Vec::new();
    for (number, (target, preference)) in (1..).zip(rows) {
        let row = [("HostName", "@"), ("RecordType", "MX"), ("Address", *target), ("MXPref", *preference)];
        params.extend(row.map(|(name, value)| (format!("{name}{number}"), value)));
    }
    let params: Vec<(&str, &str)> = params.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    set_hosts(app, &params).await;
}

/// A parameter of setHosts for a zone that is one address.
fn address(address: &str) -> [(&str, &str); 3] {
    [("HostName1", "@"), ("RecordType1", "A"), ("Address1", address)]
}

async fn get_hosts(app: &TestApp) -> Answer {
    app.call("alice", "namecheap.domains.dns.getHosts", &NAME).await
}

/// An attribute of each row of getHosts with its address.
async fn column(app: &TestApp, name: &str) -> Vec<String> {
    let rows = get_hosts(app).await.result().children;
    let of = |row: &wire::node::Node, name: &str| row.attribute(name).expect("an attribute").to_owned();
    rows.iter().map(|row| format!("{} {}", of(row, "Address"), of(row, name))).collect()
}

/// The address that the name server has for the domain.
fn answered(app: &TestApp) -> String {
    let records = app.zones.records("alices.com").expect("answered");
    let found = records.iter().find_map(|record| match record.data {
        RecordData::A(address) if record.owner.is_empty() => Some(address.to_string()),
        _ => None,
    });
    found.unwrap_or_else(|| "none".to_owned())
}

async fn time_passes(app: &TestApp, seconds: i64) {
    let seconds = seconds.to_string();
    let moved = app.call("alice", "namegate.sandbox.clock.advance", &[("Seconds", &seconds)]).await;
    assert_eq!(moved.error(), None);
}

/// The names of the oddities that are on.
async fn on(app: &TestApp) -> Vec<String> {
    let listed = app.call("alice", "namegate.sandbox.oddities.get", &[]).await.result().children;
    assert_eq!(listed.len(), 5);
    let is_on = listed.iter().filter(|oddity| oddity.attribute("IsOn") == Some("true"));
    is_on.map(|oddity| oddity.attribute("Name").expect("a name").to_owned()).collect()
}

#[tokio::test]
async fn mx_records_that_differ_in_their_preference_are_two_unless_they_fold() {
    let app = app().await;
    let two = [("mail.example.net.", "10"), ("mail.example.net.", "20")];
    set_mx(&app, &two).await;
    assert_eq!(column(&app, "MXPref").await, ["mail.example.net. 10", "mail.example.net. 20"]);
    switch(&app, &[("FoldedMx", "yes")]).await;
    set_mx(&app, &two).await;
    assert_eq!(column(&app, "MXPref").await, ["mail.example.net. 10"]);
    switch(&app, &[("FoldedMx", "no")]).await;
    set_mx(&app, &two).await;
    assert_eq!(column(&app, "MXPref").await.len(), 2);
}

#[tokio::test]
async fn values_are_changed_in_place_unless_the_old_ones_stay() {
    let app = app().await;
    set_mx(&app, &[("mail.example.net.", "10")]).await;
    let id = column(&app, "HostId").await;
    set_mx(&app, &[("mail.example.net.", "20")]).await;
    assert_eq!(column(&app, "MXPref").await, ["mail.example.net. 20"]);
    assert_eq!(column(&app, "HostId").await, id);
    switch(&app, &[("OldValues", "true")]).await;
    set_mx(&app, &[("mail.example.net.", "30")]).await;
    assert_eq!(column(&app, "MXPref").await, ["mail.example.net. 20"]);
    let caa = |value| [("HostName1", "@"), ("RecordType1", "CAA"), ("Address1", value)];
    set_hosts(&app, &caa("0 issue \"ca.example\"")).await;
    set_hosts(&app, &caa("128 issue \"ca.example\"")).await;
    assert_eq!(column(&app, "Type").await, ["0 issue \"ca.example\" CAA"]);
    switch(&app, &[("OldValues", "false")]).await;
    set_hosts(&app, &caa("128 issue \"ca.example\"")).await;
    assert_eq!(column(&app, "Type").await, ["128 issue \"ca.example\" CAA"]);
}

#[tokio::test]
async fn dynamic_dns_stays_on_unless_set_hosts_clears_it() {
    let app = app().await;
    set_hosts(&app, &address("192.0.2.1")).await;
    let state = app.call("alice", "namegate.sandbox.state.export", &[]).await.result();
    let state = state.child("State").expect("State").text.clone();
    let flagged =
        state.replacen("\"friendly_name\":\"\"", "\"friendly_name\":\"\",\"is_ddns_enabled\":true", 1);
    assert_ne!(flagged, state);
    let import = app.call("alice", "namegate.sandbox.state.import", &[("State", &flagged)]).await;
    assert_eq!(import.error(), None);
    let again = app.call("alice", "namegate.sandbox.state.export", &[]).await.result();
    assert_eq!(again.child("State").expect("State").text, flagged);
    let text = [("HostName2", "b"), ("RecordType2", "TXT"), ("Address2", "x")];
    let rows = [address("192.0.2.1"), text];
    set_hosts(&app, &rows.concat()).await;
    assert_eq!(column(&app, "IsDDNSEnabled").await, ["192.0.2.1 true", "x false"]);
    switch(&app, &[("ClearedDdns", "yes")]).await;
    assert_eq!(column(&app, "IsDDNSEnabled").await, ["192.0.2.1 true", "x false"], "until setHosts");
    set_hosts(&app, &rows.concat()).await;
    assert_eq!(column(&app, "IsDDNSEnabled").await, ["192.0.2.1 false", "x false"]);
}

#[tokio::test]
async fn forwards_are_accepted_and_not_read_back() {
    let app = app().await;
    let domain = [("DomainName", "alices.com")];
    let forward = [domain[0], ("MailBox1", "info"), ("ForwardTo1", "a@example.org")];
    let read = async || {
        app.call("alice", "namecheap.domains.dns.getEmailForwarding", &domain).await.result().children.len()
    };
    switch(&app, &[("UnreadForwards", "yes")]).await;
    let set = app.call("alice", "namecheap.domains.dns.setEmailForwarding", &forward).await;
    assert_eq!(set.attribute("IsSuccess"), "true");
    assert_eq!(read().await, 0);
    switch(&app, &[("UnreadForwards", "no")]).await;
    assert_eq!(read().await, 1);
}

#[tokio::test]
async fn each_change_is_answered_after_its_own_delay() {
    let app = app().await;
    set_hosts(&app, &address("192.0.2.1")).await;
    assert_eq!(answered(&app), "192.0.2.1", "at once by default");
    switch(&app, &[("PropagationDelay", "60")]).await;
    set_hosts(&app, &address("192.0.2.2")).await;
    assert_eq!(column(&app, "TTL").await, ["192.0.2.2 1800"], "the API knows it at once");
    time_passes(&app, 30).await;
    set_hosts(&app, &address("192.0.2.3")).await;
    time_passes(&app, 29).await;
    assert_eq!(answered(&app), "192.0.2.1");
    time_passes(&app, 1).await;
    assert_eq!(answered(&app), "192.0.2.2");
    let clock = app.call("alice", "namegate.sandbox.clock.advance", &[("To", "next-event")]).await;
    assert_eq!(clock.attribute("Offset"), "90");
    assert_eq!(answered(&app), "192.0.2.3");
}

#[tokio::test]
async fn another_delay_has_what_waits_answered() {
    let app = app().await;
    switch(&app, &[("PropagationDelay", "604800")]).await;
    set_hosts(&app, &address("192.0.2.1")).await;
    switch(&app, &[("FoldedMx", "yes"), ("PropagationDelay", "604800")]).await;
    assert_ne!(answered(&app), "192.0.2.1", "the delay is the same");
    switch(&app, &[("PropagationDelay", "0")]).await;
    assert_eq!(answered(&app), "192.0.2.1");
    set_hosts(&app, &address("192.0.2.2")).await;
    assert_eq!(answered(&app), "192.0.2.2");
}

#[tokio::test]
async fn a_restart_goes_on_with_what_was_answered() {
    let app = app().await;
    set_hosts(&app, &address("192.0.2.1")).await;
    switch(&app, &[("PropagationDelay", "60"), ("ClearedDdns", "yes")]).await;
    set_hosts(&app, &address("192.0.2.2")).await;
    let app = app.crash(Setup::default()).await;
    sweeps::zones::load(&app.runner, &*app.zones).await.expect("loaded");
    assert_eq!(answered(&app), "192.0.2.1");
    assert_eq!(on(&app).await, ["ClearedDdns", "PropagationDelay"]);
    set_hosts(&app, &address("192.0.2.3")).await;
    assert_eq!(answered(&app), "192.0.2.1", "the delay is still in force");
    time_passes(&app, 60).await;
    assert_eq!(answered(&app), "192.0.2.3");
}

#[tokio::test]
async fn a_domain_that_goes_takes_what_waits_with_it() {
    let app = app().await;
    switch(&app, &[("PropagationDelay", "604800")]).await;
    time_passes(&app, 426 * 86_400).await;
    set_hosts(&app, &address("192.0.2.1")).await;
    time_passes(&app, 2 * 86_400).await;
    assert!(!app.zones.is_answered("alices.com"));
    time_passes(&app, 604_800).await;
    assert!(!app.zones.is_answered("alices.com"));
}

#[tokio::test]
async fn a_reset_switches_them_off_and_an_import_brings_them() {
    let app = app().await;
    set_hosts(&app, &address("192.0.2.1")).await;
    switch(&app, &[("PropagationDelay", "60"), ("OldValues", "yes")]).await;
    set_hosts(&app, &address("192.0.2.2")).await;
    let state = app.call("alice", "namegate.sandbox.state.export", &[]).await.result();
    let state = state.child("State").expect("State").text.clone();
    assert_eq!(app.call("alice", "namegate.sandbox.reset", &[]).await.error(), None);
    assert_eq!(on(&app).await, Vec::<String>::new());
    app.register("alice", "alices.com").await;
    set_hosts(&app, &address("192.0.2.9")).await;
    assert_eq!(answered(&app), "192.0.2.9", "no delay is in force");
    let import =
        async |state: &str| app.call("alice", "namegate.sandbox.state.import", &[("State", state)]).await;
    assert_eq!(import(&state).await.error(), None);
    assert_eq!(on(&app).await, ["OldValues", "PropagationDelay"]);
    assert_eq!(answered(&app), "192.0.2.2", "an imported world is answered as it is");
    set_hosts(&app, &address("192.0.2.3")).await;
    assert_eq!(answered(&app), "192.0.2.2");
    let broken = state.replace("propagation-delay=60", "propagation-delay=604801");
    assert_ne!(broken, state);
    let refused = import(&broken).await.error().expect("refused");
    assert_eq!(refused.0, 2_011_931);
    assert!(refused.1.contains("oddities"), "{}", refused.1);
}
