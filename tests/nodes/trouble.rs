//! What goes wrong on the way to another node, and what a node does that has missed something.

use testkit::{Setup, TestApp};

use crate::wait::until;

async fn nodes() -> [TestApp; 2] {
    TestApp::two(Setup::default).await
}

async fn is_ready(app: &TestApp) -> bool {
    app.get("/health/ready").await.status == 200
}

/// The same connection hears hints. Those of other tests go with it, and are to come back as well.
#[tokio::test]
async fn the_connection_of_a_follower_is_ended_again_and_again() {
    let [a, b] = nodes().await;
    let end =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'namegate-follow'";
    let mut ended = 0;
    for round in 0..10 {
        let name = format!("n{round}.com");
        ended += b.database().rows(end).len();
        a.register("alice", &name).await;
        until(&name, async || b.zones.is_answered(&name)).await;
    }
    assert!(ended >= 10, "{ended}");
}

#[tokio::test]
async fn a_node_that_cannot_follow_is_not_ready() {
    let [a, b] = nodes().await;
    assert!(is_ready(&b).await);
    b.database().rows("ALTER TABLE write_stamp RENAME TO write_stamp_gone");
    b.real_time_passes(31);
    // The last look may just have succeeded: not again.
    until("a look that fails", async || {
        b.real_time_passes(31);
        !is_ready(&b).await
    })
    .await;
    assert_eq!(b.get("/health/ready").await.text(), "behind other processes\n");
    assert_eq!(b.get("/health/live").await.status, 200);
    b.database().rows("ALTER TABLE write_stamp_gone RENAME TO write_stamp");
    until("it follows again", async || is_ready(&b).await).await;
    a.register("alice", "example.com").await;
    until("a zone", async || b.zones.is_answered("example.com")).await;
}

/// More zones than a transaction feeds one by one.
#[tokio::test]
async fn a_world_of_many_zones() {
    let [a, b] = nodes().await;
    let seed = a.call("alice", "namegate.sandbox.seed", &[("Domains", "300"), ("Records", "1")]).await;
    assert_eq!(seed.attribute("Domains"), "300");
    until("all of them", async || b.zones.served.len() == 300).await;
    let state = a.call("alice", "namegate.sandbox.state.export", &[]).await.result();
    let state = state.child("State").expect("State").text.clone();
    a.register("alice", "example.com").await;
    until("one more", async || b.zones.is_answered("example.com")).await;
    assert_eq!(a.call("alice", "namegate.sandbox.reset", &[]).await.error(), None);
    until("none", async || b.zones.served.is_empty()).await;
    assert_eq!(a.call("alice", "namegate.sandbox.state.import", &[("State", &state)]).await.error(), None);
    until("all of them again", async || b.zones.served.len() == 300).await;
    assert!(!b.zones.is_answered("example.com"));
    let all = "SELECT count(*) FROM zone_feed WHERE apex = ''";
    assert_eq!(a.database().rows(all), ["2"], "of a reset and of an import a row each");
}

/// As if the rows had been swept before this node came to read them.
#[tokio::test]
async fn a_node_that_has_missed_something_loads_everything() {
    let [a, b] = nodes().await;
    for name in ["stays.com", "goes.com", "late.com"] {
        a.register("alice", name).await;
        until(name, async || b.zones.is_answered(name)).await;
    }
    let domain = |name: &str| format!("(SELECT id FROM domain WHERE name = '{name}')");
    let database = b.database();
    database.rows(&format!(
        "UPDATE zone SET version = version + 1, served_until = {} WHERE domain_id = {}",
        i64::MIN,
        domain("goes.com")
    ));
    database.rows(&format!(
        "INSERT INTO former_zone SELECT domain_id, version + 1, email_type, next_host_id, records, served_until, parked,
                                        {} FROM zone WHERE domain_id = {}",
        i64::MAX,
        domain("late.com")
    ));
    let before = ["stays.com", "late.com"].map(|name| b.zones.version(name).expect("a version"));
    database.rows("INSERT INTO write_stamp (writer, number, written, swept) VALUES ('another', 7, 0, 7)");
    until("what went", async || !b.zones.is_answered("goes.com")).await;
    until("what is answered as it was", async || b.zones.version("late.com") == Some(before[1] + 1)).await;
    assert_eq!(b.zones.version("stays.com"), Some(before[0]));
    assert!(b.zones.is_answered("stays.com") && b.zones.is_answered("late.com"));
    a.register("alice", "after.com").await;
    until("what comes after it", async || b.zones.is_answered("after.com")).await;
}
