//! Host records as setHosts writes and getHosts reads them.

use testkit::{Answer, Setup, TestApp};

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "alices.com").await;
    app
}

async fn set(app: &TestApp, params: &[(&str, &str)]) -> Answer {
    let name = [("SLD", "alices"), ("TLD", "com")];
    app.call("alice", "namecheap.domains.dns.setHosts", &[&name, params].concat()).await
}

/// Each row as `type name address`, in the order of the answer.
async fn rows(app: &TestApp) -> Vec<String> {
    let name = [("SLD", "alices"), ("TLD", "com")];
    let answer = app.call("alice", "namecheap.domains.dns.getHosts", &name).await.result();
    let shown = |row: &wire::node::Node| {
        let part = |name| row.attribute(name).unwrap_or_default().to_owned();
        format!("{} {} {}", part("Type"), part("Name"), part("Address"))
    };
    answer.children.iter().map(shown).collect()
}

#[tokio::test]
async fn rows_with_gaps_read_back_sorted() {
    let app = app().await;
    let params = [
        ("HostName7", "www"),
        ("RecordType7", "CNAME"),
        ("Address7", "alices.com."),
        ("hostname2", "@"),
        ("RECORDTYPE2", "a"),
        ("Address2", "192.0.2.1"),
        ("HostName30", "@"),
        ("RecordType30", "MX"),
        ("Address30", "mail.example.net"),
        ("MXPref30", "5"),
        ("EmailType", "mx"),
    ];
    let answer = set(&app, &params).await;
    assert_eq!((answer.attribute("IsSuccess"), answer.attribute("EmailType")), ("true".into(), "MX".into()));
    assert_eq!(rows(&app).await, ["A @ 192.0.2.1", "CNAME www alices.com.", "MX @ mail.example.net."]);
}

#[tokio::test]
async fn a_row_without_a_partner_refuses_the_call() {
    let app = app().await;
    let before = rows(&app).await;
    let params = [
        ("HostName1", "a"),
        ("RecordType1", "A"),
        ("Address1", "192.0.2.1"),
        ("HostName2", "b"),
        ("RecordType2", "A"),
    ];
    assert_eq!(set(&app, &params).await.error(), Some((2_010_288, "Parameter Address2 is Missing".into())));
    assert_eq!(rows(&app).await, before);
}

#[tokio::test]
async fn no_rows_at_all_empty_the_zone() {
    let app = app().await;
    assert_eq!(set(&app, &[]).await.error(), None);
    assert_eq!(rows(&app).await, [""; 0]);
}

#[tokio::test]
async fn written_rows_are_answered_once_the_call_returns() {
    let app = app().await;
    for n in 1..20 {
        let address = format!("192.0.2.{n}");
        set(&app, &[("HostName1", "@"), ("RecordType1", "A"), ("Address1", &address)]).await;
        let records = format!("{:?}", app.zones.records("alices.com").expect("answered"));
        assert!(records.contains(&address), "{records}");
    }
}

#[tokio::test]
async fn refusals_name_rows_by_the_numbers_they_were_sent_under() {
    let app = app().await;
    let good = [("HostName3", "www"), ("RecordType3", "A"), ("Address3", "192.0.2.1")];
    let bad = [
        ("b c", "A", "192.0.2.2", "Parameter HostName8 is Invalid"),
        ("www", "CNAME", "other.example", "Host name of CNAME record 8 is used by other records"),
        ("@", "MX", "mail.example.net", "MX record 8 needs EmailType MX"),
    ];
    for (name, kind, address, words) in bad {
        let row = [("HostName8", name), ("RecordType8", kind), ("Address8", address), ("EmailType", "FWD")];
        let answer = set(&app, &[&good[..], &row].concat()).await;
        assert_eq!(answer.error().map(|(_, words)| words).as_deref(), Some(words));
    }
}

#[tokio::test]
async fn an_mxe_row_written_back_as_read_is_the_same_row() {
    let app = app().await;
    let mxe = |name| [("HostName1", name), ("RecordType1", "MXE"), ("Address1", "192.0.2.9")];
    for name in ["mail", "@", "alices.com"] {
        set(&app, &mxe(name)).await.result();
        assert_eq!(rows(&app).await, ["MXE alices.com 192.0.2.9"]);
        assert_eq!(host_ids(&app).await, ["3"], "the row after the two parking records");
    }
}

async fn host_ids(app: &TestApp) -> Vec<String> {
    let name = [("SLD", "alices"), ("TLD", "com")];
    let answer = app.call("alice", "namecheap.domains.dns.getHosts", &name).await.result();
    answer.children.iter().map(|row| row.attribute("HostId").unwrap_or_default().to_owned()).collect()
}
