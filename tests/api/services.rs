//! Services (SRV records) as setSrvRecords writes and getSrvRecords reads them.

use rules::resource_record::RecordData;
use testkit::{Answer, Setup, TestApp};

const NAME: [(&str, &str); 2] = [("SLD", "alices"), ("TLD", "com")];

/// Service, protocol, priority, weight, port and target.
type Row<'a> = [&'a str; 6];

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "alices.com").await;
    app
}

async fn call(app: &TestApp, command: &str, params: &[(&str, &str)]) -> Answer {
    app.call("alice", &format!("namecheap.domains.dns.{command}"), &[&NAME, params].concat()).await
}

async fn set(app: &TestApp, rows: &[Row<'_>]) -> Answer {
    let names = ["Service", "Protocol", "Priority", "Weight", "Port", "Target"];
    let row = |(number, row): (usize, &Row<'_>)| {
        let name = |name: &str| format!("{name}{number}");
        names.map(name).into_iter().zip(row.map(str::to_owned)).collect::<Vec<_>>()
    };
    let params: Vec<(String, String)> = (1..).zip(rows).flat_map(row).collect();
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    call(app, "setSrvRecords", &params).await
}

/// Inserted, Deleted, Updated.
async fn changed(app: &TestApp, rows: &[Row<'_>]) -> [String; 3] {
    let answer = set(app, rows).await.result();
    ["Inserted", "Deleted", "Updated"].map(|name| answer.child(name).expect(name).text.clone())
}

/// Each service as `HostId service protocol priority weight port target`.
async fn rows(app: &TestApp) -> Vec<String> {
    let names = ["HostId", "Service", "Protocol", "Priority", "Weight", "Port", "Target"];
    let answer = call(app, "getSrvRecords", &[]).await.result();
    let row = |row: &wire::node::Node| names.map(|name| row.child(name).expect(name).text.clone()).join(" ");
    answer.children.iter().map(row).collect()
}

/// Owner and data of every SRV record that the name server was told.
fn served(app: &TestApp) -> Vec<(String, String)> {
    let records = app.zones.records("alices.com").expect("answered");
    let srv = records.into_iter().filter_map(|record| match record.data {
        RecordData::Srv { priority, weight, port, target } => {
            Some((record.owner, format!("{} {priority} {weight} {port} {target}", record.ttl)))
        }
        _ => None,
    });
    srv.collect()
}

#[tokio::test]
async fn services_are_replaced_whole_and_served_at_once() {
    let app = app().await;
    assert_eq!(rows(&app).await, [""; 0]);
    let sip = ["_sip", "_tcp", "10", "5", "5060", "Sip.example.net"];
    let none = ["xmpp", "TCP.chat", "0", "0", "0", "."];
    assert_eq!(changed(&app, &[sip, none, sip]).await, ["2", "0", "0"]);
    // The two parking records have 1 and 2.
    assert_eq!(rows(&app).await, ["3 _sip _tcp 10 5 5060 Sip.example.net.", "4 xmpp TCP.chat 0 0 0 ."]);
    let owners = [("_sip._tcp", "1800 10 5 5060 sip.example.net"), ("_xmpp._tcp.chat", "1800 0 0 0 ")];
    assert_eq!(served(&app), owners.map(|(owner, data)| (owner.to_owned(), data.to_owned())));
    let changed_sip = ["_sip", "_tcp", "20", "0", "5060", "sip.example.net."];
    assert_eq!(changed(&app, &[changed_sip]).await, ["0", "1", "1"]);
    assert_eq!(rows(&app).await, ["3 _sip _tcp 20 0 5060 sip.example.net."]);
    assert_eq!(changed(&app, &[]).await, ["0", "1", "0"]);
    assert_eq!(served(&app), []);
}

#[tokio::test]
async fn host_records_and_services_leave_each_other_alone() {
    let app = app().await;
    let before = call(&app, "getHosts", &[]).await.result();
    set(&app, &[["_sip", "_tcp", "10", "5", "5060", "sip.example.net"]]).await.result();
    assert_eq!(call(&app, "getHosts", &[]).await.result(), before, "getHosts does not show services");
    let services = rows(&app).await;
    let host = [("HostName1", "@"), ("RecordType1", "A"), ("Address1", "192.0.2.1")];
    call(&app, "setHosts", &host).await.result();
    assert_eq!(rows(&app).await, services);
    assert_eq!(served(&app).len(), 1);
    let host_id =
        call(&app, "getHosts", &[]).await.result().children[0].attribute("HostId").map(str::to_owned);
    assert_eq!(host_id.as_deref(), Some("4"), "one count of ids");
    let cname = [("HostName1", "_sip._tcp"), ("RecordType1", "CNAME"), ("Address1", "other.example")];
    assert_eq!(call(&app, "setHosts", &cname).await.number(), 2_015_288);
    let word = [("HostName1", "_sip._tcp"), ("RecordType1", "SRV"), ("Address1", "5 5060 sip.example.net")];
    assert_eq!(call(&app, "setHosts", &word).await.number(), 2_011_288, "SRV is no type of setHosts");
}

#[tokio::test]
async fn a_refused_call_keeps_every_service() {
    let app = app().await;
    let good = ["_sip", "_tcp", "10", "5", "5060", "sip.example.net"];
    set(&app, &[good]).await.result();
    let before = rows(&app).await;
    for (bad, number) in [
        (["_sip", "_tcp", "65536", "5", "5060", "sip.example.net"], 2_013_288),
        (["_sip", "_tcp", "1", "-1", "5060", "sip.example.net"], 2_013_288),
        (["_sip", "_tcp", "1", "1", "http", "sip.example.net"], 2_011_288),
        (["_sip", "", "1", "1", "1", "sip.example.net"], 2_010_288),
        (["_sip", "_tcp", "1", "1", "1", "sip example net"], 2_011_288),
    ] {
        assert_eq!(set(&app, &[good, bad]).await.number(), number, "{bad:?}");
    }
    assert_eq!(rows(&app).await, before);
    let app = app.crash(Setup::default()).await;
    assert_eq!(rows(&app).await, before, "they are kept");
}
