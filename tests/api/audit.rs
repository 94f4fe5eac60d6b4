//! The audit log: what leaves an entry, and that a chain which was tampered with is found out.

use registrar::audit;
use testkit::{Answer, Setup, TestApp, chain};
use wire::node::Node;

use crate::coverage;
use crate::coverage::table::COVERED;
use crate::rows;

async fn list(app: &TestApp, more: &[(&str, &str)]) -> Answer {
    app.call("alice", "namegate.audit.list", more).await
}

fn entries(listed: &Answer) -> Vec<Node> {
    listed.result().children
}

fn of(entry: &Node, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| entry.attribute(name).unwrap_or("-").to_owned()).collect()
}

const WHAT: [&str; 5] = ["Command", "Outcome", "Number", "Subject", "Amount"];

#[tokio::test]
async fn whatever_writes_leaves_one_entry_and_whatever_reads_none() {
    for entry in commands::slice::COMMANDS {
        let (app, name) = (coverage::app().await, entry.spec.name);
        let row = COVERED.iter().find(|row| row.command == name).expect(name);
        let before = rows::audited(&app);
        let answer = app.call("alice", name, &row.success_params()).await;
        let replaces = entry.spec.effect == wire::Effect::Replace;
        let added = if replaces { 0 } else { rows::audited(&app) - before };
        let writes = !entry.spec.effect.reads() && !replaces && answer.error().is_none();
        assert_eq!(added, usize::from(writes), "{name}");
    }
}

#[tokio::test]
async fn an_entry_says_who_did_what_to_what() {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "a.com").await;
    let set =
        [("SLD", "A"), ("TLD", "com"), ("HostName1", "@"), ("RecordType1", "A"), ("Address1", "192.0.2.1")];
    assert_eq!(app.call("alice", "namecheap.domains.dns.sethosts", &set).await.error(), None);
    app.register("bob", "bobs.com").await;
    assert_eq!(app.create("alice", "bobs.com", &[]).await.number(), 3_031_166);
    let found = entries(&list(&app, &[]).await);
    let said: Vec<_> = found.iter().map(|entry| of(entry, &WHAT)).collect();
    assert_eq!(
        said,
        [
            ["namecheap.domains.dns.setHosts", "done", "0", "a.com", "0.0000"],
            ["namecheap.domains.create", "ordered", "0", "a.com", "9.0600"],
        ]
    );
    let by = of(&found[0], &["ApiUser", "Address", "Time", "Seq", "Hash"]);
    assert_eq!(by, ["alice", "127.0.0.1", "2026-06-15T12:00:00Z", "-", "-"]);
    let of_bob = entries(&app.call("bob", "namegate.audit.list", &[]).await);
    assert_eq!(of_bob.len(), 1, "another account's");
}

#[tokio::test]
async fn what_a_key_may_not_do_leaves_an_entry_and_a_wrong_password_too() {
    let app = coverage::app().await;
    let commands = ("Commands", "namecheap.domains.dns.*,namegate.audit.list");
    let made = [("Preset", "dns"), ("Domains", "alices.com"), commands];
    let made = app.call("alice", "namegate.keys.create", &made).await;
    let (key, id) = (made.attribute("ApiKey"), made.attribute("KeyId"));
    let with = [("ApiKey", key.as_str())];
    let out_of_scope = [with.as_slice(), &[("DomainName", "alices.com"), ("Years", "1")]].concat();
    assert_eq!(app.call("alice", "namecheap.domains.renew", &out_of_scope).await.number(), 1_016_103);
    let login = [("UserName", "carol"), ("Password", "wrong-password")];
    assert_ne!(app.call("alice", "namecheap.users.login", &login).await.error(), None);
    let of_key = entries(&list(&app, &[("KeyId", &id)]).await);
    let said: Vec<_> = of_key.iter().map(|entry| of(entry, &WHAT)).collect();
    assert_eq!(said, [["namecheap.domains.renew", "refused", "1016103", "alices.com", "0.0000"]]);
    // It sees no more than what it did itself.
    let own = entries(&app.call("alice", "namegate.audit.list", &with).await);
    assert!(own.iter().all(|entry| entry.attribute("KeyId") == Some(&id)), "{own:?}");
    let of_carol = entries(&list(&app, &[("UserName", "carol")]).await);
    assert_eq!(of(&of_carol[0], &WHAT[..2]), ["namecheap.users.login", "refused"]);
    let all = app.database().content().join("\n");
    assert!(!all.contains("wrong-password") && !all.contains(&key), "no secret is kept");
}

#[tokio::test]
async fn the_list_is_filtered_and_paged_over_what_is_sealed_and_what_is_not() {
    let app = TestApp::start(Setup::default()).await;
    for name in ["a.com", "b.com", "c.com"] {
        app.register("alice", name).await;
        app.world_passes(60);
    }
    assert_eq!(audit::seal(&app.runner).await, Ok(3));
    for name in ["d.com", "e.com"] {
        app.register("alice", name).await;
    }
    let subjects = async |more: &[(&str, &str)]| {
        let listed = list(&app, more).await;
        assert_eq!(listed.error(), None, "{}", listed.text());
        let total = listed.node().find("TotalItems").expect("a total").text.clone();
        let found = entries(&listed).iter().map(|entry| of(entry, &["Subject"]).concat()).collect::<String>();
        format!("{} of {total}", found.replace(".com", ""))
    };
    for (more, found) in [
        ([("PageSize", "20"), ("Page", "1")], "edcba of 5"),
        ([("PageSize", "2"), ("Page", "1")], "ed of 5"),
        ([("PageSize", "3"), ("Page", "1")], "edc of 5"),
        ([("PageSize", "3"), ("Page", "2")], "ba of 5"),
        ([("PageSize", "2"), ("Page", "2")], "cb of 5"),
        ([("PageSize", "2"), ("Page", "4")], " of 5"),
        ([("Domain", "B.com"), ("Page", "1")], "b of 1"),
        ([("OfCommand", "NAMECHEAP.domains.CREATE"), ("Page", "1")], "edcba of 5"),
        ([("OfCommand", "namecheap.domains.renew"), ("Page", "1")], " of 0"),
        ([("BeforeSeq", "3"), ("Page", "1")], "ba of 2"),
        ([("From", "2026-06-15T12:01:00Z"), ("To", "2026-06-15T12:02:00Z")], "b of 1"),
        ([("From", "2026-06-15T12:02:00Z"), ("Page", "1")], "edc of 3"),
    ] {
        assert_eq!(subjects(&more).await, found, "{more:?}");
    }
}

/// What a client finds of the chain.
async fn verified(app: &TestApp) -> (u64, Option<i64>) {
    let listed = list(app, &[("PageSize", "1000"), ("BeforeSeq", "9223372036854775806")]).await;
    chain::verified(&listed.result())
}

#[tokio::test]
async fn a_chain_is_whole_until_somebody_tampers_with_it() {
    let app = TestApp::start(Setup::default()).await;
    for name in ["a.com", "b.com", "c.com", "d.com"] {
        app.register("alice", name).await;
        app.register("bob", &format!("bobs-{name}")).await;
        // Over several sweeps.
        assert_eq!(audit::seal(&app.runner).await, Ok(2));
    }
    assert_eq!(verified(&app).await, (4, None));
    for (change, back) in [
        ("subject = 'x.com' WHERE subject = 'b.com'", "subject = 'b.com' WHERE subject = 'x.com'"),
        ("key_id = key_id + 1 WHERE subject = 'b.com'", "key_id = key_id - 1 WHERE subject = 'b.com'"),
        ("at = at - 1 WHERE subject = 'b.com'", "at = at + 1 WHERE subject = 'b.com'"),
    ] {
        app.database().rows(&format!("UPDATE audit_entry SET {change}"));
        assert_eq!(verified(&app).await, (4, Some(2)), "{change}");
        app.database().rows(&format!("UPDATE audit_entry SET {back}"));
        assert_eq!(verified(&app).await, (4, None));
    }
    app.database().rows("DELETE FROM audit_entry WHERE subject = 'b.com'");
    assert_eq!(verified(&app).await, (3, Some(3)));
}

#[tokio::test]
async fn a_log_that_cannot_be_written_has_nothing_done() {
    let app = TestApp::start(Setup::default()).await;
    rows::take_away(&app, "audit_unsealed");
    assert_eq!(app.create("alice", "a.com", &[]).await.number(), 4_023_166);
    rows::bring_back(&app, "audit_unsealed");
    assert_eq!((app.balance("alice").await.as_str(), app.zones.is_answered("a.com")), ("10000.00", false));
}
