//! setHosts with a key that merges: each list is a change of what was read with the key.

mod clients;
pub mod refused;

use testkit::{Answer, Setup, TestApp};
use wire::node::Node;

const NAME: [(&str, &str); 2] = [("SLD", "alices"), ("TLD", "com")];
const GET_HOSTS: &str = "namecheap.domains.dns.getHosts";
const SET_HOSTS: &str = "namecheap.domains.dns.setHosts";

/// A row as clients send and read it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    kind: String,
    name: String,
    address: String,
    /// Left out where it is empty.
    ttl: String,
    preference: String,
}

fn txt(name: &str, text: &str, ttl: &str) -> Row {
    let [kind, name, address, ttl] = ["TXT", name, text, ttl].map(str::to_owned);
    Row { kind, name, address, ttl, preference: "10".into() }
}

/// A key of alice.
#[derive(Clone)]
struct Key(String);

async fn key(app: &TestApp, params: &[(&str, &str)]) -> Key {
    Key(app.call("alice", "namegate.keys.create", params).await.attribute("ApiKey"))
}

/// A key for all records that merges.
async fn merging(app: &TestApp) -> Key {
    key(app, &[("Preset", "dns"), ("Merge", "true")]).await
}

impl Key {
    async fn call(&self, app: &TestApp, command: &str, params: &[(&str, &str)]) -> Answer {
        app.call("alice", command, &[&[("ApiKey", self.0.as_str())], &NAME[..], params].concat()).await
    }

    async fn read(&self, app: &TestApp) -> Vec<Row> {
        let result = self.call(app, GET_HOSTS, &[]).await.result();
        let part = |row: &Node, name| row.attribute(name).unwrap_or_default().to_owned();
        let row = |row: &Node| Row {
            kind: part(row, "Type"),
            name: part(row, "Name"),
            address: part(row, "Address"),
            ttl: part(row, "TTL"),
            preference: part(row, "MXPref"),
        };
        result.children.iter().map(row).collect()
    }

    async fn send(&self, app: &TestApp, rows: &[Row]) -> Answer {
        self.send_with(app, rows, &[]).await
    }

    async fn send_with(&self, app: &TestApp, rows: &[Row], more: &[(&str, &str)]) -> Answer {
        let mut params = Vec::new();
        for (number, row) in (1..).zip(rows) {
            let parts = [
                ("HostName", &row.name),
                ("RecordType", &row.kind),
                ("Address", &row.address),
                ("TTL", &row.ttl),
                ("MXPref", &row.preference),
            ];
            let sent = parts.into_iter().filter(|(_, value)| !value.is_empty());
            params.extend(sent.map(|(name, value)| (format!("{name}{number}"), value.clone())));
        }
        let params = params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        self.call(app, SET_HOSTS, &params.chain(more.iter().copied()).collect::<Vec<_>>()).await
    }

    /// A list that must be taken.
    async fn sends(&self, app: &TestApp, rows: &[Row]) {
        assert_eq!(self.send(app, rows).await.error(), None);
    }
}

/// An app where alice's key that does not merge wrote these rows into alices.com.
async fn app(rows: &[Row]) -> (TestApp, Key) {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "alices.com").await;
    let plain = Key(testkit::key_of("alice"));
    plain.sends(&app, rows).await;
    (app, plain)
}

#[tokio::test]
async fn what_others_wrote_meanwhile_stays() {
    let [a, b, c] = ["a", "b", "c"].map(|name| txt(name, "x", "60"));
    let (app, plain) = app(&[a.clone(), b.clone()]).await;
    let key = merging(&app).await;
    let mut rows = key.read(&app).await;
    plain.sends(&app, &[a.clone(), b.clone(), c.clone()]).await;
    rows.retain(|row| row.name != "a");
    key.sends(&app, &rows).await;
    assert_eq!(key.read(&app).await, [b.clone(), c.clone()]);
    let served = format!("{:?}", app.zones.records("alices.com").expect("answered"));
    assert!(served.contains("\"c\"") || served.contains("c.alices.com"), "{served}");
    // The key that does not merge replaces, as the real service does.
    plain.sends(&app, std::slice::from_ref(&b)).await;
    assert_eq!(plain.read(&app).await, [b]);
}

#[tokio::test]
async fn what_a_list_leaves_out_of_a_row_stays() {
    let mx = Row { kind: "MX".into(), address: "mail.example.net.".into(), ..txt("@", "", "300") };
    let mx = Row { preference: "5".into(), ..mx };
    let (app, plain) = app(&[]).await;
    let titles = [("AssociatedAppTitle1", "app"), ("FriendlyName1", "friend")];
    let sent = plain.send_with(&app, std::slice::from_ref(&mx), &titles).await;
    assert_eq!(sent.error(), None);
    let key = merging(&app).await;
    let shown = key.call(&app, GET_HOSTS, &[]).await.result();
    let bare = Row { ttl: String::new(), preference: String::new(), ..mx };
    let added = txt("a", "x", "");
    assert_eq!(key.send_with(&app, &[bare, added], &[("EmailType", "MX")]).await.error(), None);
    let after = key.call(&app, GET_HOSTS, &[]).await.result();
    assert_eq!(after.children[0], shown.children[0], "HostId, TTL, preference and titles");
    assert_eq!(after.children[1].attribute("TTL"), Some("1800"));
}

#[tokio::test]
async fn what_was_read_outlives_a_crash() {
    let [a, b, c] = ["a", "b", "c"].map(|name| txt(name, "x", "60"));
    let (app, plain) = app(std::slice::from_ref(&a)).await;
    let key = merging(&app).await;
    let mut rows = key.read(&app).await;
    plain.sends(&app, &[a.clone(), b.clone()]).await;
    let app = app.crash(Setup::default()).await;
    rows.push(c.clone());
    key.sends(&app, &rows).await;
    assert_eq!(key.read(&app).await, [a, b, c]);
}

/// A key for challenges sends the rows of others along, and keeps to its own.
#[tokio::test]
async fn a_key_for_challenges_leaves_the_rest_alone() {
    let www = Row { kind: "A".into(), ..txt("www", "192.0.2.1", "300") };
    let (app, plain) = app(std::slice::from_ref(&www)).await;
    let key = key(&app, &[("Preset", "acme"), ("Domains", "alices.com")]).await;
    let mut rows = key.read(&app).await;
    let challenge = txt("_acme-challenge", "proof", "60");
    rows.push(challenge.clone());
    let moved = Row { address: "192.0.2.2".into(), ..www.clone() };
    plain.sends(&app, std::slice::from_ref(&moved)).await;
    key.sends(&app, &rows).await;
    assert_eq!(key.read(&app).await, [moved.clone(), challenge.clone()]);
    // It goes on from what was read just now, and may not take away what is not its own.
    assert_eq!(key.send(&app, &[challenge]).await.number(), 4_011_103);
    key.sends(&app, std::slice::from_ref(&moved)).await;
    assert_eq!(key.read(&app).await, [moved]);
}

/// Whoever may do everything else may still be kept from wiping a zone.
#[tokio::test]
async fn no_more_than_so_many_are_deleted_in_a_call() {
    let rows: Vec<Row> = ["a", "b", "c", "d"].map(|name| txt(name, "x", "60")).to_vec();
    let (app, plain) = app(&rows).await;
    for merge in ["true", "false"] {
        plain.sends(&app, &rows).await;
        let params = [("Preset", "dns"), ("Merge", merge), ("MostDeletions", "2")];
        let key = key(&app, &params).await;
        key.read(&app).await;
        assert_eq!(key.send(&app, &rows[..1]).await.number(), 4_011_103);
        assert_eq!(plain.read(&app).await, rows);
        // What others deleted is not counted.
        plain.sends(&app, &rows[..3]).await;
        key.sends(&app, &rows[..1]).await;
        assert_eq!(plain.read(&app).await, rows[..1]);
    }
}

#[tokio::test]
async fn reading_with_a_key_that_does_not_merge_writes_nothing() {
    let (app, plain) = app(&[]).await;
    plain.read(&app).await;
    let any = |app: &TestApp| app.runner.read(|cx| cx.tx.has_zone_bases_before(i64::MAX)).expect("a look");
    assert!(!any(&app));
    merging(&app).await.read(&app).await;
    assert!(any(&app));
}

#[tokio::test]
async fn what_was_read_long_ago_is_swept() {
    let (app, _) = app(&[]).await;
    merging(&app).await.read(&app).await;
    for (days, left) in [(30, true), (1, false)] {
        app.world_passes(days * 24 * 3_600);
        registrar::sweeps::run_due(&app.runner).await.expect("swept");
        let any = app.runner.read(|cx| cx.tx.has_zone_bases_before(i64::MAX)).expect("a look");
        assert_eq!(any, left, "{days} days on");
    }
}
