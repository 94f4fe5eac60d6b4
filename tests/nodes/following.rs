//! What one node changes, the other follows.

use rules::calendar::{DAY, iso8601};
use rules::resource_record::RecordData;
use testkit::{Answer, Setup, TestApp, WORLD_START};

use crate::wait::until;

const NAME: [(&str, &str); 2] = [("SLD", "example"), ("TLD", "com")];

async fn nodes() -> [TestApp; 2] {
    TestApp::two(Setup::default).await
}

/// A call that must succeed.
async fn done(app: &TestApp, command: &str, params: &[(&str, &str)]) -> Answer {
    let answer = app.call("alice", command, params).await;
    assert_eq!(answer.error(), None, "{command}: {}", answer.text());
    answer
}

async fn set_hosts(app: &TestApp, address: &str) {
    let rows = [("HostName1", "www"), ("RecordType1", "A"), ("Address1", address)];
    done(app, "namecheap.domains.dns.setHosts", &[&NAME[..], &rows].concat()).await;
}

/// The address that a node's name server has for www.example.com.
fn www(app: &TestApp) -> Option<String> {
    let records = app.zones.records("example.com")?;
    records.iter().find_map(|record| match record.data {
        RecordData::A(address) if record.owner == "www" => Some(address.to_string()),
        _ => None,
    })
}

async fn until_www(app: &TestApp, address: &str) {
    until(address, async || www(app).as_deref() == Some(address)).await;
}

#[tokio::test]
async fn zones_that_come_change_and_go() {
    let [a, b] = nodes().await;
    a.register("alice", "example.com").await;
    until("a new zone", async || b.zones.is_answered("example.com")).await;
    set_hosts(&a, "192.0.2.1").await;
    until_www(&b, "192.0.2.1").await;
    let change = [
        ("DomainName", "example.com"),
        ("Action1", "delete"),
        ("HostId1", "1"),
        ("Action2", "add"),
        ("Name2", "www"),
        ("Type2", "A"),
        ("Value2", "192.0.2.2"),
    ];
    let listed = done(&b, "namegate.dns.records.list", &[("DomainName", "example.com")]).await.result();
    let id = listed.children[0].attribute("HostId").expect("HostId").to_owned();
    let change = change.map(|(name, value)| (name, if name == "HostId1" { id.as_str() } else { value }));
    done(&b, "namegate.dns.change", &change).await;
    until_www(&a, "192.0.2.2").await;
    let own = [NAME[0], NAME[1], ("Nameservers", "ns1.example.net,ns2.example.net")];
    done(&a, "namecheap.domains.dns.setCustom", &own).await;
    done(&a, "namegate.sandbox.clock.advance", &[("Days", "3")]).await;
    until("a zone that went elsewhere", async || !b.zones.is_answered("example.com")).await;
    done(&b, "namecheap.domains.dns.setDefault", &NAME).await;
    until_www(&a, "192.0.2.2").await;
    done(&a, "namegate.sandbox.clock.advance", &[("Days", "366")]).await;
    let parked = |app: &TestApp| www(app).is_none() && app.zones.is_answered("example.com");
    until("a domain whose term is over", async || parked(&b)).await;
    done(&b, "namegate.sandbox.clock.advance", &[("Days", "100")]).await;
    assert!(!b.zones.is_answered("example.com"));
    until("a domain that is released", async || !a.zones.is_answered("example.com")).await;
    a.register("alice", "example.com").await;
    until("the name registered anew", async || b.zones.is_answered("example.com")).await;
    assert_eq!(a.zones.version("example.com"), b.zones.version("example.com"));
}

#[tokio::test]
async fn the_clock_and_oddities() {
    let [a, b] = nodes().await;
    done(&a, "namegate.sandbox.clock.advance", &[("Days", "10")]).await;
    let time = iso8601(WORLD_START + 10 * DAY);
    let clock = async |app: &TestApp| done(app, "namegate.sandbox.clock.get", &[]).await.attribute("Time");
    until("the clock", async || clock(&b).await == time).await;
    done(&b, "namegate.sandbox.oddities.set", &[("PropagationDelay", "3600")]).await;
    until("an oddity", async || a.runner.controls().oddities.get().delay == 3_600).await;
    a.register("alice", "example.com").await;
    until("a new zone", async || b.zones.is_answered("example.com")).await;
    set_hosts(&a, "192.0.2.1").await;
    set_hosts(&b, "192.0.2.2").await;
    assert_eq!((www(&a), www(&b)), (None, None), "the name servers are late");
    done(&a, "namegate.sandbox.clock.advance", &[("Seconds", "3600")]).await;
    assert_eq!(www(&a).as_deref(), Some("192.0.2.2"));
    until_www(&b, "192.0.2.2").await;
}

#[tokio::test]
async fn another_world() {
    let [a, b] = nodes().await;
    a.register("alice", "example.com").await;
    done(&a, "namegate.sandbox.clock.advance", &[("Days", "10")]).await;
    until("the clock", async || b.runner.now() == WORLD_START + 10 * DAY).await;
    until("a new zone", async || b.zones.is_answered("example.com")).await;
    let state = done(&b, "namegate.sandbox.state.export", &[]).await.result();
    let state = state.child("State").expect("State").text.clone();
    done(&a, "namegate.sandbox.reset", &[]).await;
    until("an empty world", async || !b.zones.is_answered("example.com")).await;
    until("the clock of the machine", async || b.runner.now() == WORLD_START).await;
    done(&b, "namegate.sandbox.state.import", &[("State", &state)]).await;
    until("the imported zone", async || a.zones.is_answered("example.com")).await;
    until("the imported clock", async || a.runner.now() == WORLD_START + 10 * DAY).await;
    // Ids that were taken ahead of need before the import are given to nobody.
    for name in ["one.com", "two.com"] {
        a.register("alice", name).await;
        b.register("alice", &format!("b-{name}")).await;
    }
    until("what comes after it", async || a.zones.is_answered("b-two.com")).await;
}
