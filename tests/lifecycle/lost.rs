//! A domain is lost by one account and registered by another, who finds nothing of it.

use registrar::sweeps::zones;
use testkit::ToldZones;

use crate::world::World;

const NAME: &str = "lost.com";
const SLD: [(&str, &str); 2] = [("SLD", "lost"), ("TLD", "com")];

#[tokio::test]
async fn who_registers_a_lost_domain_finds_it_new() {
    let world = World::new().await;
    let privacy = [("AddFreeWhoisguard", "yes"), ("WGEnabled", "yes")];
    assert_eq!(world.create("alice", NAME, &privacy).await.error(), None);
    world.set_www(NAME, "192.0.2.1").await;
    let host = [SLD.as_slice(), &[("Nameserver", "ns1.lost.com"), ("IP", "198.41.0.4")]].concat();
    assert_eq!(world.call("alice", "ns.create", &host).await.error(), None);
    let forward = [("DomainName", NAME), ("MailBox1", "info"), ("ForwardTo1", "a@example.org")];
    assert_eq!(world.call("alice", "dns.setEmailForwarding", &forward).await.error(), None);
    let unlock = [("DomainName", NAME), ("LockAction", "UNLOCK")];
    assert_eq!(world.call("alice", "setRegistrarLock", &unlock).await.error(), None);
    let own = [SLD.as_slice(), &[("Nameservers", "ns1.lost.com,ns2.example.net")]].concat();
    assert_eq!(world.call("alice", "dns.setCustom", &own).await.error(), None);

    world.days(365 + 61).await;
    assert_eq!(world.create("bob", NAME, &[]).await.number(), 3_031_166, "not yet");
    world.days(1).await;
    world.register("bob", NAME).await;
    world.check_ledger();

    assert_eq!(world.status(NAME).await, None, "it is no longer alice's");
    let bobs = [("DomainName", NAME)];
    let info = world.call("bob", "getInfo", &bobs).await;
    assert_eq!((info.attribute("Status"), info.attribute("OwnerName")), ("Ok".into(), "bob".into()));
    let hosts = world.call("bob", "dns.getHosts", &SLD).await.result();
    assert_eq!(hosts.children.len(), 2, "the records of a new domain");
    assert!(world.is_parked(NAME), "which are answered, although the old zone had versions of its own");
    assert_eq!(world.call("bob", "ns.getInfo", &host).await.number(), 5_013_160);
    assert_eq!(world.call("bob", "dns.getEmailForwarding", &bobs).await.result().children, []);
    let lock = world.call("bob", "getRegistrarLock", &bobs).await;
    assert_eq!(lock.attribute("RegistrarLockStatus"), "true");
    let privacy = info.result().child("Whoisguard").cloned().expect("Whoisguard");
    assert_eq!(privacy.attribute("Enabled"), Some("NotAlloted"));
    assert_eq!(world.0.balance("alice").await, "9990.94");
    assert_eq!(world.0.balance("bob").await, "9990.94");
}

#[tokio::test]
async fn a_restart_answers_parking_for_expired_domains() {
    let world = World::new().await;
    let own = [("Nameservers", "ns1.example.net,ns2.example.net")];
    assert_eq!(world.create("alice", "own.com", &own).await.error(), None);
    world.register("alice", NAME).await;
    world.days(365).await;
    let started = ToldZones::default();
    assert_eq!(zones::load(&world.0.runner, &started).await.expect("loaded"), 2);
    for name in [NAME, "own.com"] {
        assert_eq!(started.records(name), world.0.zones.records(name), "{name}");
        assert!(world.is_parked(name), "{name}");
    }
}

#[tokio::test]
async fn many_domains_are_swept_in_slices() {
    let world = World::new().await;
    for n in 0..205 {
        world.register("alice", &format!("many{n}.com")).await;
    }
    let swept = world.days(365).await;
    assert_eq!((swept.parked, swept.released), (205, 0));
    let swept = world.days(62).await;
    assert_eq!((swept.parked, swept.released), (0, 205));
}
