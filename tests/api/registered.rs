//! What can be changed of a registered domain beside its records: contacts, lock, hosts, mail.

use rules::calendar::DAY;
use testkit::{Answer, Setup, TestApp, registration};

use crate::body;

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "alices.com").await;
    app
}

async fn call(app: &TestApp, command: &str, params: &[(&str, &str)]) -> Answer {
    app.call("alice", &format!("namecheap.domains.{command}"), params).await
}

async fn set_contacts(app: &TestApp, name: &str, more: &[(&str, &str)]) -> Answer {
    let params = registration(name, more);
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    call(app, "setContacts", &params).await
}

async fn contacts(app: &TestApp, name: &str) -> String {
    body::inside(&call(app, "getContacts", &[("DomainName", name)]).await)
}

async fn is_locked(app: &TestApp) -> String {
    call(app, "getRegistrarLock", &[("DomainName", "alices.com")]).await.attribute("RegistrarLockStatus")
}

async fn lock(app: &TestApp, action: &str) -> Answer {
    call(app, "setRegistrarLock", &[("DomainName", "alices.com"), ("LockAction", action)]).await
}

#[tokio::test]
async fn contacts_are_replaced_whole() {
    let app = app().await;
    let before = contacts(&app, "alices.com").await;
    let changed = set_contacts(&app, "alices.com", &[("TechCity", "Elsewhere"), ("AdminFax", "+1.5550101")]);
    assert_eq!(changed.await.attribute("IsSuccess"), "true");
    let after = contacts(&app, "alices.com").await;
    assert_ne!(after, before);
    assert_eq!(after.matches("<City>Elsewhere</City>").count(), 1);
    assert_eq!(after.matches("<Fax>+1.5550101</Fax>").count(), 1);
    assert_eq!(set_contacts(&app, "alices.com", &[]).await.error(), None);
    assert_eq!(contacts(&app, "alices.com").await, before, "what is not sent is gone");
}

#[tokio::test]
async fn attributes_are_kept_or_replaced_whole() {
    let app = app().await;
    let nexus = [("RegistrantNexus", "C11"), ("RegistrantPurpose", "P3")];
    assert_eq!(app.create("alice", "alices.us", &nexus).await.error(), None);
    assert_eq!(set_contacts(&app, "alices.us", &[]).await.error(), None);
    let shown = contacts(&app, "alices.us").await;
    assert!(shown.contains("<RegistrantNexus>C11</RegistrantNexus>"), "{shown}");
    let other = [("registrantnexus", "c21"), ("RegistrantPurpose", "P1")];
    assert_eq!(set_contacts(&app, "alices.us", &other).await.error(), None);
    let shown = contacts(&app, "alices.us").await;
    assert!(shown.contains("<RegistrantNexus>C21</RegistrantNexus>"), "{shown}");
    assert!(shown.contains("<RegistrantPurpose>P1</RegistrantPurpose>"), "{shown}");
}

#[tokio::test]
async fn a_lock_is_taken_off_and_put_back() {
    let app = app().await;
    assert_eq!(is_locked(&app).await, "true", "as every new domain");
    let answer = lock(&app, "unlock").await;
    assert_eq!(answer.attribute("IsRegistrarLockStatusUpdated"), "true");
    assert_eq!(is_locked(&app).await, "false");
    assert_eq!(lock(&app, "UNLOCK").await.attribute("IsRegistrarLockStatusUpdated"), "false");
    let unsaid = call(&app, "setRegistrarLock", &[("DomainName", "alices.com")]).await;
    assert_eq!(unsaid.attribute("RegistrarLockStatus"), "true");
    assert_eq!(is_locked(&app).await, "true");
}

#[tokio::test]
async fn a_new_registrant_locks_for_sixty_days() {
    let app = app().await;
    lock(&app, "UNLOCK").await;
    assert_eq!(set_contacts(&app, "alices.com", &[("RegistrantCity", "Elsewhere")]).await.error(), None);
    assert_eq!(is_locked(&app).await, "false", "who moves house is the same registrant");
    assert_eq!(set_contacts(&app, "alices.com", &[("RegistrantFirstName", "Grace")]).await.error(), None);
    assert_eq!(is_locked(&app).await, "true");
    app.world_passes(60 * DAY - 1);
    assert_eq!(lock(&app, "UNLOCK").await.number(), 3_031_510);
    assert_eq!(lock(&app, "LOCK").await.error(), None);
    app.world_passes(1);
    assert_eq!(lock(&app, "UNLOCK").await.error(), None);
    assert_eq!(is_locked(&app).await, "false");
}

#[tokio::test]
async fn a_host_lives_until_no_domain_uses_it() {
    let app = app().await;
    let of = |host: &'static str| [("SLD", "alices"), ("TLD", "com"), ("Nameserver", host)];
    let with = |more: &[(&'static str, &'static str)]| [of("NS1.alices.com").as_slice(), more].concat();
    assert_eq!(call(&app, "ns.create", &with(&[("IP", "198.41.0.4")])).await.error(), None);
    let moved = call(&app, "ns.update", &with(&[("OldIP", "198.41.0.4"), ("IP", "198.41.0.5")])).await;
    assert_eq!(moved.attribute("Nameserver"), "ns1.alices.com");
    let statuses = async || {
        let answer = call(&app, "ns.getInfo", &of("ns1.alices.com")).await;
        assert_eq!(answer.attribute("IP"), "198.41.0.5");
        let statuses = answer.result().child("NameserverStatuses").cloned().expect("NameserverStatuses");
        statuses.children.into_iter().map(|status| status.text).collect::<Vec<_>>()
    };
    assert_eq!(statuses().await, ["OK"]);
    let use_it = [("SLD", "alices"), ("TLD", "com"), ("Nameservers", "ns1.alices.com,ns1.example.net")];
    assert_eq!(call(&app, "dns.setCustom", &use_it).await.error(), None);
    assert_eq!(statuses().await, ["OK", "Linked"]);
    assert_eq!(call(&app, "ns.delete", &of("ns1.alices.com")).await.number(), 3_031_510);
    assert_eq!(call(&app, "dns.setDefault", &use_it[..2]).await.error(), None);
    assert_eq!(call(&app, "ns.delete", &of("ns1.alices.com")).await.attribute("IsSuccess"), "true");
    assert_eq!(call(&app, "ns.getInfo", &of("ns1.alices.com")).await.number(), 5_013_160);
    assert_eq!(call(&app, "dns.setCustom", &use_it).await.number(), 3_031_166, "it is unknown again");
}

#[tokio::test]
async fn forwards_are_replaced_whole() {
    let app = app().await;
    let set = |rows: &[(&'static str, &'static str)]| [&[("DomainName", "alices.com")], rows].concat();
    let two = set(&[
        ("mailbox1", "info"),
        ("ForwardTo1", "a@example.com"),
        ("MailBox2", "*"),
        ("ForwardTo2", "b@example.org"),
        ("MailBox7", "info"),
        ("ForwardTo7", "a@example.com"),
    ]);
    let shown =
        async || body::inside(&call(&app, "dns.getEmailForwarding", &[("DomainName", "alices.com")]).await);
    let none = "<DomainDNSGetEmailForwardingResult Domain=\"alices.com\" />";
    assert_eq!(shown().await, none);
    assert_eq!(call(&app, "dns.setEmailForwarding", &two).await.error(), None);
    assert_eq!(
        shown().await,
        "<DomainDNSGetEmailForwardingResult Domain=\"alices.com\">\
         <Forward mailboxid=\"1\" mailbox=\"info\">a@example.com</Forward>\
         <Forward mailboxid=\"2\" mailbox=\"*\">b@example.org</Forward></DomainDNSGetEmailForwardingResult>"
    );
    let unpaired = set(&[("MailBox1", "info")]);
    let refused = call(&app, "dns.setEmailForwarding", &unpaired).await.error();
    assert_eq!(refused, Some((2_010_328, "Parameter ForwardTo1 is Missing".into())));
    assert_eq!(call(&app, "dns.setEmailForwarding", &set(&[])).await.error(), None);
    assert_eq!(shown().await, none);
}
