//! Name servers: a domain leaves ours and comes back, and what is answered and told meanwhile.

use registrar::sweeps::zones;
use testkit::{Answer, Setup, TestApp};

const NAME: [(&str, &str); 2] = [("SLD", "alices"), ("TLD", "com")];
const OWN: (&str, &str) = ("Nameservers", "ns1.example.net,ns2.example.net");
const TWO_DAYS: i64 = 48 * 3_600;

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "alices.com").await;
    app
}

async fn call(app: &TestApp, command: &str, more: &[(&str, &str)]) -> Answer {
    app.call("alice", &format!("namecheap.domains.{command}"), &[&NAME, more].concat()).await
}

async fn leave(app: &TestApp) {
    assert_eq!(call(app, "dns.setCustom", &[OWN]).await.attribute("Updated"), "true");
}

fn nameservers(answer: &Answer) -> Vec<String> {
    answer.result().children.iter().map(|child| child.text.clone()).collect()
}

#[tokio::test]
async fn created_with_its_own_it_is_not_answered() {
    let app = TestApp::start(Setup::default()).await;
    assert_eq!(app.create("alice", "alices.com", &[OWN]).await.error(), None);
    assert!(!app.zones.is_answered("alices.com"));
    let list = call(&app, "dns.getList", &[]).await;
    assert_eq!(list.attribute("IsUsingOurDNS"), "false");
    assert_eq!(nameservers(&list), ["ns1.example.net", "ns2.example.net"]);
    assert_eq!(call(&app, "dns.setDefault", &[]).await.error(), None);
    assert!(app.zones.is_answered("alices.com"), "back on ours");
}

#[tokio::test]
async fn after_leaving_it_is_answered_for_two_more_days() {
    let app = app().await;
    leave(&app).await;
    assert!(app.zones.is_answered("alices.com"));
    app.world_passes(TWO_DAYS - 1);
    assert_eq!(zones::end(&app.runner).await.expect("swept"), 0);
    assert!(app.zones.is_answered("alices.com"));
    app.world_passes(1);
    assert_eq!(zones::end(&app.runner).await.expect("swept"), 1);
    assert!(!app.zones.is_answered("alices.com"));
    assert_eq!(zones::end(&app.runner).await.expect("swept"), 0, "twice is as good as once");
}

#[tokio::test]
async fn the_two_days_begin_with_leaving_and_not_with_another_change() {
    let app = app().await;
    leave(&app).await;
    app.world_passes(TWO_DAYS - 1);
    let other = ("Nameservers", "ns3.example.net,ns4.example.net");
    assert_eq!(call(&app, "dns.setCustom", &[other]).await.error(), None);
    app.world_passes(1);
    assert_eq!(zones::end(&app.runner).await.expect("swept"), 1);
}

#[tokio::test]
async fn coming_back_brings_the_records_back() {
    let app = app().await;
    let records = app.zones.records("alices.com");
    leave(&app).await;
    app.world_passes(TWO_DAYS);
    zones::end(&app.runner).await.expect("swept");
    assert_eq!(call(&app, "dns.setDefault", &[]).await.attribute("Updated"), "true");
    assert_eq!(app.zones.records("alices.com"), records);
    assert_eq!(call(&app, "dns.getHosts", &[]).await.attribute("IsUsingOurDNS"), "true");
    app.world_passes(TWO_DAYS);
    assert_eq!(zones::end(&app.runner).await.expect("swept"), 0);
    let ours = ["dns1.registrar-servers.com", "dns2.registrar-servers.com"];
    assert_eq!(nameservers(&call(&app, "dns.getList", &[]).await), ours);
}

#[tokio::test]
async fn our_own_names_are_no_custom_ones() {
    let app = app().await;
    let ours = ("Nameservers", "DNS2.registrar-servers.com, dns1.registrar-servers.com.");
    assert_eq!(call(&app, "dns.setCustom", &[ours]).await.error(), None);
    assert_eq!(call(&app, "dns.getList", &[]).await.attribute("IsUsingOurDNS"), "true");
    assert_eq!(call(&app, "dns.getHosts", &[]).await.error(), None);
}

#[tokio::test]
async fn on_its_own_name_servers_hosts_are_not_shown_yet_kept() {
    let app = app().await;
    leave(&app).await;
    assert_eq!(call(&app, "dns.getHosts", &[]).await.number(), 2_030_288);
    let row = [("HostName1", "www"), ("RecordType1", "A"), ("Address1", "192.0.2.7")];
    let set = call(&app, "dns.setHosts", &row).await;
    assert_eq!(set.attribute("IsSuccess"), "true");
    let warning = set.result().find("Warning").cloned().expect("a warning");
    assert_eq!(warning.attribute("Number"), Some("91"));
    assert_eq!(warning.text, "This domain is not currently setup to use Hosts Records.");
    call(&app, "dns.setDefault", &[]).await;
    let hosts = call(&app, "dns.getHosts", &[]).await.result();
    let addresses: Vec<_> = hosts.children.iter().filter_map(|host| host.attribute("Address")).collect();
    assert_eq!(addresses, ["192.0.2.7"]);
    let details = app.call("alice", "namecheap.domains.getInfo", &[("DomainName", "alices.com")]).await;
    let details = details.result().child("DnsDetails").cloned().expect("DnsDetails");
    assert_eq!(
        (details.attribute("ProviderType"), details.attribute("HostCount")),
        (Some("FREE"), Some("1"))
    );
}

#[tokio::test]
async fn a_host_below_a_registered_domain_must_exist() {
    let app = app().await;
    let own = [("Nameservers", "ns1.alices.com,ns2.alices.com")];
    let refused = call(&app, "dns.setCustom", &own).await.error();
    assert_eq!(refused, Some((3_031_166, "Not allowed host: ns1.alices.com.".into())));
    for (host, ip) in [("ns1.alices.com", "198.41.0.4"), ("NS2.alices.com.", "198.41.0.5")] {
        let created = call(&app, "ns.create", &[("Nameserver", host), ("IP", ip)]).await;
        assert_eq!((created.attribute("IsSuccess"), created.attribute("IP")), ("true".into(), ip.into()));
    }
    assert_eq!(call(&app, "dns.setCustom", &own).await.error(), None);
}
