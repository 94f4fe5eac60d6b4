//! Records one by one, the versions of a zone and its text, as namegate.dns.* writes and reads them.

mod texts;
mod versions;

use rules::resource_record::{RecordData, ResourceRecord};
use testkit::{Answer, Setup, TestApp};
use wire::node::Node;

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    let of_uk = [("COUKLegalType", "IND"), ("COUKRegisteredfor", "Ada")];
    assert_eq!(app.create("alice", "alices.co.uk", &of_uk).await.error(), None);
    app
}

async fn call(app: &TestApp, command: &str, params: &[(&str, &str)]) -> Answer {
    let name = [("DomainName", "alices.co.uk")];
    app.call("alice", &format!("namegate.dns.{command}"), &[&name, params].concat()).await
}

/// A call that must succeed.
async fn done(app: &TestApp, command: &str, params: &[(&str, &str)]) -> Node {
    call(app, command, params).await.result()
}

async fn add(app: &TestApp, name: &str, kind: &str, value: &str) -> Node {
    done(app, "records.add", &[("Name", name), ("Type", kind), ("Value", value)]).await
}

fn attribute(node: &Node, name: &str) -> String {
    node.attribute(name).unwrap_or_else(|| panic!("no {name}")).to_owned()
}

/// Each record as `id name TTL type value`.
async fn listed(app: &TestApp, params: &[(&str, &str)]) -> Vec<String> {
    done(app, "records.list", params).await.children.iter().map(shown).collect()
}

fn shown(record: &Node) -> String {
    let part = |name| attribute(record, name);
    let preference =
        record.attribute("MXPref").map(|preference| format!("{preference} ")).unwrap_or_default();
    let (id, name, ttl, kind) = (part("HostId"), part("Name"), part("TTL"), part("Type"));
    format!("{id} {name} {ttl} {kind} {preference}{}", part("Value"))
}

/// What an answer says was added, deleted and changed.
fn difference(answer: &Node) -> Vec<String> {
    let difference = answer.child("Difference").expect("a difference");
    difference.children.iter().map(|record| format!("{} {}", record.name, shown(record))).collect()
}

async fn version(app: &TestApp) -> String {
    attribute(&done(app, "records.list", &[]).await, "Version")
}

/// What setHosts left and what it may not touch.
#[tokio::test]
async fn records_of_every_type_stand_beside_what_set_hosts_writes() {
    let app = app().await;
    let added = add(&app, "_443._tcp.WWW2", "tlsa", "3 1 0  aAbb").await;
    assert_eq!(difference(&added), ["Added 3 _443._tcp.www2 1800 TLSA 3 1 0  aAbb"]);
    assert_eq!(attribute(&added, "Domain"), "alices.co.uk");
    for (name, kind, value) in [
        ("@", "HTTPS", "1 svc.example.net alpn=\"h2,h3\""),
        ("sub", "DS", "60485 13 2 0D6FCE13243AA7AB1D2C2F7B7A2A3A1A5E0D6FCE13243AA7AB1D2C2F7B7A2A3B"),
        ("@", "LOC", "42 21 54 N 71 06 18 W -24m 30m"),
        ("@", "NAPTR", "100 50 \"u\" \"E2U+sip\" \"!^.*$!sip:i@e.com!\" ."),
        ("@", "SSHFP", "4 3 00ff"),
        ("_dns", "SVCB", "0 a.example.net."),
        ("_sip._tcp", "SRV", "1 2 5060 sip.example.net"),
        ("www3.alices.co.uk.", "A", "192.0.2.1"),
    ] {
        add(&app, name, kind, value).await;
    }
    let all = [
        "11 www3 1800 A 192.0.2.1",
        "2 www 1800 CNAME parkingpage.namecheap.com.",
        "1 @ 1800 URL http://www.alices.co.uk/",
        "10 _sip._tcp 1800 SRV 1 2 5060 sip.example.net.",
        "5 sub 1800 DS 60485 13 2 0D6FCE13243AA7AB1D2C2F7B7A2A3A1A5E0D6FCE13243AA7AB1D2C2F7B7A2A3B",
        "4 @ 1800 HTTPS 1 svc.example.net. alpn=\"h2,h3\"",
        "6 @ 1800 LOC 42 21 54 N 71 06 18 W -24m 30m",
        "7 @ 1800 NAPTR 100 50 \"u\" \"E2U+sip\" \"!^.*$!sip:i@e.com!\" .",
        "8 @ 1800 SSHFP 4 3 00ff",
        "9 _dns 1800 SVCB 0 a.example.net.",
        "3 _443._tcp.www2 1800 TLSA 3 1 0  aAbb",
    ];
    assert_eq!(listed(&app, &[]).await, all);
    assert_eq!(listed(&app, &[("Name", "Alices.co.uk."), ("Type", "LOC")]).await, [all[6]]);
    let name = [("SLD", "alices"), ("TLD", "co.uk")];
    let hosts = app.call("alice", "namecheap.domains.dns.getHosts", &name).await.result();
    let types: Vec<_> = hosts.children.iter().map(|host| attribute(host, "Type")).collect();
    assert_eq!(types, ["A", "CNAME", "URL"], "getHosts shows what the real service would");
    assert_eq!(app.call("alice", "namecheap.domains.dns.setHosts", &name).await.error(), None);
    assert_eq!(listed(&app, &[]).await, all[3..], "setHosts leaves them as they are");
    assert_eq!(app.call("alice", "namecheap.domains.dns.setSrvRecords", &name).await.error(), None);
    assert_eq!(listed(&app, &[]).await, all[4..]);
}

#[tokio::test]
async fn what_was_answered_is_served() {
    let app = app().await;
    let tlsa = |records: Option<Vec<ResourceRecord>>| {
        let is_tlsa = |record: &ResourceRecord| matches!(record.data, RecordData::Other { rtype: 52, .. });
        records.expect("a zone").into_iter().filter(is_tlsa).count()
    };
    add(&app, "_443._tcp", "TLSA", "3 1 0 aa").await;
    assert_eq!(tlsa(app.zones.records("alices.co.uk")), 1);
    let deleted = done(&app, "records.delete", &[("HostId", "3")]).await;
    assert_eq!(difference(&deleted), ["Deleted 3 _443._tcp 1800 TLSA 3 1 0 aa"]);
    assert_eq!(tlsa(app.zones.records("alices.co.uk")), 0);
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_changes_nothing() {
    let app = app().await;
    let before = (version(&app).await, listed(&app, &[]).await);
    let params = [
        ("Action1", "replace"),
        ("Name1", "www"),
        ("Type1", "CNAME"),
        ("Value1", "a.example.net"),
        ("Action3", "delete"),
        ("HostId3", "1"),
        ("Action7", "add"),
        ("Name7", "@"),
        ("Type7", "MX"),
        ("Value7", "mail.example.net"),
        ("MXPref7", "5"),
        ("TTL7", "60"),
        ("Version", &before.0),
    ];
    let dry = done(&app, "change", &[&params[..], &[("DryRun", "true")]].concat()).await;
    assert_eq!((version(&app).await, listed(&app, &[]).await), before);
    let change = done(&app, "change", &params).await;
    assert_eq!(difference(&dry), difference(&change));
    let expected = [
        "Added 4 @ 60 MX 5 mail.example.net.",
        "Added 3 www 1800 CNAME a.example.net.",
        "Deleted 1 @ 1800 URL http://www.alices.co.uk/",
        "Deleted 2 www 1800 CNAME parkingpage.namecheap.com.",
    ];
    let mut said = difference(&change);
    said.sort();
    let mut sorted = expected.to_vec();
    sorted.sort_unstable();
    assert_eq!(said, sorted);
    let mail = change.child("Difference").expect("a difference");
    let types = (attribute(mail, "EmailTypeBefore"), attribute(mail, "EmailType"));
    assert_eq!(types, ("FWD".into(), "MX".into()), "it follows from the records");
    let dry_versions = (attribute(&dry, "VersionBefore"), attribute(&dry, "Version"));
    assert_eq!(
        (dry_versions, attribute(&dry, "IsDryRun")),
        ((before.0.clone(), before.0.clone()), "true".into())
    );
    assert_eq!(attribute(&change, "VersionBefore"), before.0);
    assert_eq!(attribute(&change, "Version"), version(&app).await);
    // The version was taken by the call itself.
    assert_eq!(call(&app, "change", &params).await.number(), 2_015_970);
}

#[tokio::test]
async fn one_faulty_change_takes_the_others_along() {
    let app = app().await;
    let before = (version(&app).await, listed(&app, &[]).await);
    let params = [
        ("Action1", "delete"),
        ("HostId1", "1"),
        ("Action2", "add"),
        ("Name2", "www"),
        ("Type2", "TXT"),
        ("Value2", "x"),
    ];
    assert_eq!(call(&app, "change", &params).await.number(), 2_015_288);
    assert_eq!((version(&app).await, listed(&app, &[]).await), before);
}

#[tokio::test]
async fn of_many_at_once_that_start_from_one_version_one_is_done() {
    let app = app().await;
    let from = version(&app).await;
    let one = async |name: &str| {
        let params = [("Name", name), ("Type", "A"), ("Value", "192.0.2.1"), ("Version", from.as_str())];
        call(&app, "records.add", &params).await.error().map(|(number, _)| number)
    };
    let (a, b, c, d) = tokio::join!(one("a"), one("b"), one("c"), one("d"));
    let mut errors = [a, b, c, d];
    errors.sort_unstable();
    assert_eq!(errors, [None, Some(2_015_970), Some(2_015_970), Some(2_015_970)]);
    assert_eq!(listed(&app, &[("Type", "A")]).await.len(), 1);
}

#[tokio::test]
async fn replacing_touches_one_name_and_type() {
    let app = app().await;
    add(&app, "a", "A", "192.0.2.1").await;
    add(&app, "a", "TXT", "x").await;
    add(&app, "b", "A", "192.0.2.1").await;
    let params =
        [("Name", "A"), ("Type", "a"), ("Value1", "192.0.2.2"), ("Value2", "192.0.2.1"), ("TTL", "300")];
    let replaced = done(&app, "records.replace", &params).await;
    assert_eq!(difference(&replaced), ["Added 6 a 300 A 192.0.2.2", "Changed 3 a 300 A 192.0.2.1"]);
    let again = done(&app, "records.replace", &params).await;
    assert_eq!(difference(&again), Vec::<String>::new());
    assert_eq!(attribute(&again, "Version"), attribute(&replaced, "Version"), "nothing changed");
    let one = done(&app, "records.replace", &params[..3]).await;
    assert_eq!(difference(&one), ["Deleted 3 a 300 A 192.0.2.1"]);
}

/// W22b: nothing is lost when a domain leaves our name servers for longer than they go on answering.
#[tokio::test]
async fn a_zone_outlives_a_change_of_name_servers() {
    let app = app().await;
    add(&app, "_443._tcp", "TLSA", "3 1 0 aa").await;
    let (records, versions) = (listed(&app, &[]).await, done(&app, "versions.list", &[]).await);
    let served = app.zones.records("alices.co.uk");
    let name = [("SLD", "alices"), ("TLD", "co.uk")];
    let own = [&name[..], &[("Nameservers", "ns1.example.net,ns2.example.net")]].concat();
    assert_eq!(app.call("alice", "namecheap.domains.dns.setCustom", &own).await.error(), None);
    app.world_passes(48 * 3_600);
    registrar::sweeps::zones::end(&app.runner).await.expect("swept");
    assert!(!app.zones.is_answered("alices.co.uk"));
    assert_eq!(listed(&app, &[]).await, records);
    let told = add(&app, "later", "TXT", "x").await;
    assert_eq!(attribute(&told, "IsUsingOurDNS"), "false");
    assert!(!app.zones.is_answered("alices.co.uk"));
    done(&app, "records.delete", &[("Name", "later"), ("Type", "TXT"), ("Value", "x")]).await;
    assert_eq!(app.call("alice", "namecheap.domains.dns.setDefault", &name).await.error(), None);
    assert_eq!((listed(&app, &[]).await, app.zones.records("alices.co.uk")), (records, served));
    let now = done(&app, "versions.list", &[]).await;
    let of = |list: &Node| list.children.iter().map(|row| attribute(row, "Version")).collect::<Vec<_>>();
    assert!(of(&now).ends_with(&of(&versions)), "what was before can still be looked at");
}
