//! Lists that are no change of what was read, each with its words. Nothing of them is written, and whoever reads again
//! may send again.

use super::*;
use crate::refusals::Had;
use crate::rows;

const NUMBER: u32 = 2_015_288;

/// Sends a list that must be refused, after which the zone is as it was.
async fn refused(app: &TestApp, plain: &Key, key: &Key, rows: &[Row], about: &str) -> Had {
    let before = plain.read(app).await;
    let (number, words) = key.send(app, rows).await.error().expect("a refusal");
    assert_eq!(number, NUMBER, "{words}");
    assert!(words.contains(about) && words.contains("getHosts, then send"), "{words} is not about {about}");
    assert_eq!(plain.read(app).await, before);
    (SET_HOSTS, number, words)
}

/// Every refusal of a list that is no change of what was read.
pub async fn had() -> Vec<Had> {
    let mut had = nothing_read().await;
    had.extend(changed_by_both().await);
    had.extend(beside_those_of_others().await);
    had.extend(mail_types().await);
    had.extend(several_versions().await);
    had
}

#[tokio::test]
async fn lists_that_are_no_change_of_what_was_read() {
    assert!(!had().await.is_empty());
}

async fn nothing_read() -> Vec<Had> {
    let mut had = Vec::new();
    let a = txt("a", "x", "60");
    let (app, plain) = app(std::slice::from_ref(&a)).await;
    let key = merging(&app).await;
    had.push(refused(&app, &plain, &key, &[], "has not read").await);
    // What was read a day ago is nothing.
    key.read(&app).await;
    app.world_passes(24 * 3_600);
    had.push(refused(&app, &plain, &key, &[], "has not read").await);
    // Of one's own last list one may go on, unless another wrote.
    key.read(&app).await;
    let b = txt("b", "x", "60");
    key.sends(&app, &[a.clone(), b.clone()]).await;
    key.sends(&app, std::slice::from_ref(&b)).await;
    plain.sends(&app, &[a.clone(), b.clone()]).await;
    had.push(refused(&app, &plain, &key, &[], "has not read").await);
    // What another read is not what this one read.
    merging(&app).await.read(&app).await;
    had.push(refused(&app, &plain, &key, &[], "has not read").await);
    had
}

async fn changed_by_both() -> Vec<Had> {
    let mut had = Vec::new();
    let a = |ttl| txt("a", "x", ttl);
    let (app, plain) = app(&[a("60")]).await;
    let key = merging(&app).await;
    for (theirs, ours, about) in [
        (vec![a("90")], vec![a("120")], "TXT a has been changed"),
        (vec![a("90")], vec![], "TXT a has been changed"),
        (vec![], vec![a("120")], "TXT a has been deleted"),
    ] {
        plain.sends(&app, &[a("60")]).await;
        key.read(&app).await;
        plain.sends(&app, &theirs).await;
        had.push(refused(&app, &plain, &key, &ours, about).await);
        // The same list again is held against nothing that it could rest on.
        had.push(refused(&app, &plain, &key, &ours, "has not read").await);
        key.read(&app).await;
        key.sends(&app, &ours).await;
        assert_eq!(plain.read(&app).await, ours);
    }
    had
}

#[tokio::test]
async fn preferences_that_both_sides_changed() {
    let mx = |preference: &str| Row {
        kind: "MX".into(),
        address: "mail.example.net.".into(),
        preference: preference.into(),
        ..txt("@", "", "300")
    };
    let (app, plain) = app(&[mx("1")]).await;
    let key = merging(&app).await;
    key.read(&app).await;
    plain.sends(&app, &[mx("2")]).await;
    refused(&app, &plain, &key, &[mx("3")], "MX @ has been changed").await;
}

async fn beside_those_of_others() -> Vec<Had> {
    let mut had = Vec::new();
    let a = Row { kind: "A".into(), ..txt("www", "192.0.2.1", "300") };
    let cname = Row { kind: "CNAME".into(), ..txt("www", "host.example.", "300") };
    let (app, plain) = app(&[]).await;
    let key = merging(&app).await;
    for (theirs, ours) in [(&a, &cname), (&cname, &a)] {
        plain.sends(&app, &[]).await;
        key.read(&app).await;
        plain.sends(&app, std::slice::from_ref(theirs)).await;
        had.push(refused(&app, &plain, &key, std::slice::from_ref(ours), "Host name www").await);
    }
    had
}

async fn mail_types() -> Vec<Had> {
    let mut had = Vec::new();
    let mx = Row { kind: "MX".into(), address: "mail.example.net.".into(), ..txt("@", "", "300") };
    let (app, plain) = app(&[]).await;
    let key = merging(&app).await;
    key.read(&app).await;
    let sent = plain.send_with(&app, &[], &[("EmailType", "OX")]).await;
    assert_eq!(sent.error(), None);
    had.push(refused(&app, &plain, &key, &[mx], "EmailType").await);
    had
}

async fn several_versions() -> Vec<Had> {
    let mut had = Vec::new();
    let [a, b, c] = ["a", "b", "c"].map(|name| txt(name, "x", "60"));
    let (app, plain) = app(std::slice::from_ref(&a)).await;
    let key = merging(&app).await;
    key.read(&app).await;
    plain.sends(&app, &[a.clone(), b.clone()]).await;
    key.read(&app).await;
    // Either one adds c, or one also deletes b.
    had.push(refused(&app, &plain, &key, &[a.clone(), c.clone()], "several versions").await);
    // With b in it, it can only be a change of the last.
    key.read(&app).await;
    key.sends(&app, &[a.clone(), b.clone(), c.clone()]).await;
    app.world_passes(30);
    key.read(&app).await;
    key.sends(&app, &[a.clone(), c.clone()]).await;
    assert_eq!(plain.read(&app).await, [a, c]);
    had
}

/// What is wrong with the rows themselves is told as ever, and is no answer to what was read.
#[tokio::test]
async fn lists_that_stand_nowhere() {
    let mx = Row { kind: "MX".into(), address: "mail.example.net.".into(), ..txt("@", "", "300") };
    let (app, _) = app(&[]).await;
    let key = merging(&app).await;
    key.read(&app).await;
    let answer = key.send_with(&app, std::slice::from_ref(&mx), &[("EmailType", "FWD")]).await;
    assert_eq!(answer.error(), Some((NUMBER, "MX record 1 needs EmailType MX".into())));
    key.sends(&app, &[mx]).await;
}

/// A zone that came with a file has a version that nobody wrote.
#[tokio::test]
async fn what_was_imported_can_be_a_base() {
    let [a, b, c] = ["a", "b", "c"].map(|name| txt(name, "x", "60"));
    let (app, plain) = app(std::slice::from_ref(&a)).await;
    let key = merging(&app).await;
    let file = app.call("alice", "namegate.sandbox.state.export", &[]).await;
    let state = file.result().children[0].text.clone();
    let imported = app.call("alice", "namegate.sandbox.state.import", &[("State", &state)]).await;
    assert_eq!(imported.error(), None);
    key.read(&app).await;
    plain.sends(&app, &[a.clone(), b.clone()]).await;
    key.sends(&app, &[a.clone(), c.clone()]).await;
    assert_eq!(plain.read(&app).await, [a, b, c]);
}

/// Who could not be noted as a reader is told nothing that a list might rest on.
#[tokio::test]
async fn a_store_that_cannot_keep_what_was_read() {
    let a = txt("a", "x", "60");
    let (app, plain) = app(std::slice::from_ref(&a)).await;
    let key = merging(&app).await;
    rows::take_away(&app, "zone_base");
    assert_eq!(key.call(&app, GET_HOSTS, &[]).await.number(), 4_023_330);
    assert_eq!(key.send(&app, &[]).await.number(), 4_022_288);
    assert_eq!(plain.read(&app).await, [a]);
    rows::bring_back(&app, "zone_base");
    key.read(&app).await;
    key.sends(&app, &[]).await;
}
