//! What a zone was, and the way back.

use super::{add, app, attribute, call, difference, done, listed, version};

#[tokio::test]
async fn a_version_says_who_made_it_and_what_it_changed() {
    let app = app().await;
    let created = version(&app).await;
    add(&app, "a", "TXT", "x").await;
    let name = [("SLD", "alices"), ("TLD", "co.uk")];
    assert_eq!(app.call("alice", "namecheap.domains.dns.setHosts", &name).await.error(), None);
    let list = done(&app, "versions.list", &[]).await;
    assert_eq!(attribute(&list, "Version"), version(&app).await);
    let rows: Vec<Vec<Option<&str>>> = list
        .children
        .iter()
        .map(|row| {
            ["UserName", "Address", "Command", "Added", "Deleted", "Changed"]
                .map(|name| row.attribute(name))
                .to_vec()
        })
        .collect();
    let by_alice = |command, counts: [&'static str; 3]| {
        let counts = counts.map(Some);
        [&[Some("alice"), Some("127.0.0.1"), Some(command)][..], &counts].concat()
    };
    assert_eq!(rows[0], by_alice("namecheap.domains.dns.setHosts", ["0", "3", "0"]));
    assert_eq!(rows[1], by_alice("namegate.dns.records.add", ["1", "0", "0"]));
    assert_eq!((rows.len(), &rows[2][3..]), (3, &[None, None, None][..]));
    assert!(list.children[0].attribute("KeyId").is_some());
    // Page by page.
    let first = done(&app, "versions.list", &[("PageSize", "2")]).await;
    assert_eq!(first.children, list.children[..2]);
    let last = attribute(&first.children[1], "Version");
    let rest = done(&app, "versions.list", &[("PageSize", "2"), ("Before", &last)]).await;
    assert_eq!(rest.children, list.children[2..]);
    assert_eq!(attribute(&rest.children[0], "Version"), created);
}

#[tokio::test]
async fn versions_are_compared() {
    let app = app().await;
    let created = version(&app).await;
    add(&app, "a", "TXT", "x").await;
    let with_a = version(&app).await;
    let ttl = [("Name", "www"), ("Type", "CNAME"), ("Value1", "parkingpage.namecheap.com"), ("TTL", "60")];
    done(&app, "records.replace", &ttl).await;
    let since = done(&app, "versions.diff", &[("From", &created)]).await;
    let added = "Added 3 a 1800 TXT x";
    let altered = "Changed 2 www 60 CNAME parkingpage.namecheap.com.";
    assert_eq!(difference(&since), [added, altered]);
    assert_eq!(attribute(&since, "To"), version(&app).await);
    let between = done(&app, "versions.diff", &[("From", &created), ("To", &with_a)]).await;
    assert_eq!(difference(&between), [added]);
    let back = done(&app, "versions.diff", &[("From", &with_a), ("To", &created)]).await;
    assert_eq!(difference(&back), ["Deleted 3 a 1800 TXT x"]);
}

#[tokio::test]
async fn a_restore_can_be_undone() {
    let app = app().await;
    add(&app, "_443._tcp", "TLSA", "3 1 0 aa").await;
    let (good, good_records) = (version(&app).await, listed(&app, &[]).await);
    // The accident: a list that is sent without what it should hold.
    let lost = [("SLD", "alices"), ("TLD", "co.uk"), ("EmailType", "NONE")];
    assert_eq!(app.call("alice", "namecheap.domains.dns.setHosts", &lost).await.error(), None);
    done(&app, "records.delete", &[("HostId", "3")]).await;
    let (bad, bad_records) = (version(&app).await, listed(&app, &[]).await);
    assert!(bad_records.is_empty());
    let dry = done(&app, "versions.restore", &[("From", &good), ("DryRun", "true")]).await;
    assert_eq!((version(&app).await, difference(&dry).len()), (bad.clone(), 3));
    let restored = done(&app, "versions.restore", &[("From", &good), ("Version", &bad)]).await;
    assert_eq!(difference(&restored), difference(&dry));
    assert_eq!(listed(&app, &[]).await, good_records, "with their HostIds");
    let mail = restored.child("Difference").expect("a difference");
    assert_eq!(
        (attribute(mail, "EmailTypeBefore"), attribute(mail, "EmailType")),
        ("NONE".into(), "FWD".into())
    );
    let served = app.zones.records("alices.co.uk").expect("a zone");
    assert!(served.iter().any(|record| record.owner == "_443._tcp"));
    done(&app, "versions.restore", &[("From", &bad)]).await;
    assert_eq!(listed(&app, &[]).await, bad_records, "the restore is undone");
    let one = done(&app, "versions.restore", &[("From", &good), ("HostId", "3")]).await;
    assert_eq!(difference(&one), ["Added 3 _443._tcp 1800 TLSA 3 1 0 aa"]);
    assert_eq!(attribute(one.child("Difference").expect("a difference"), "EmailType"), "NONE");
    let gone = done(&app, "versions.restore", &[("From", &bad), ("HostId", "3")]).await;
    assert_eq!(difference(&gone), ["Deleted 3 _443._tcp 1800 TLSA 3 1 0 aa"], "it was not there");
    // A new record gets a HostId that none had.
    let added = add(&app, "new", "TXT", "x").await;
    assert_eq!(difference(&added), ["Added 4 new 1800 TXT x"]);
}

#[tokio::test]
async fn a_key_restores_what_it_may_write() {
    let app = app().await;
    let good = version(&app).await;
    let params = [("Preset", "dns"), ("Record1", "TXT"), ("Domains", "alices.co.uk")];
    let key = app.call("alice", "namegate.keys.create", &params).await.attribute("ApiKey");
    let with_key = ("ApiKey", key.as_str());
    let row = [("Name", "a"), ("Type", "TXT"), ("Value", "x"), with_key];
    assert_eq!(call(&app, "records.add", &row).await.error(), None);
    let back = [("From", good.as_str()), with_key];
    assert_eq!(call(&app, "versions.restore", &back).await.error(), None);
    done(&app, "records.delete", &[("HostId", "1")]).await;
    let (before, dry) = (version(&app).await, [&back[..], &[("DryRun", "true")]].concat());
    for params in [&back[..], &dry] {
        let refused = call(&app, "versions.restore", params).await;
        assert!(refused.error().is_some(), "a URL record is none of its records: {}", refused.text());
    }
    assert_eq!(version(&app).await, before);
}
