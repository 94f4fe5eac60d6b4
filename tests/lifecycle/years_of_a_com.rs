//! Three years of a .com: renewed, expired and brought back, expired again and lost.

use registrar::sweeps::life_cycle::Swept;

use crate::world::World;

const NAME: &str = "years.com";
const OURS: [&str; 2] = ["dns1.registrar-servers.com", "dns2.registrar-servers.com"];
const PARKING: [&str; 2] = ["dns101.registrar-servers.com", "dns102.registrar-servers.com"];

#[tokio::test]
async fn three_years_of_a_com() {
    let world = World::new().await;
    world.register("alice", NAME).await;
    world.set_www(NAME, "192.0.2.1").await;
    assert_eq!(world.expires(NAME).await, "06/15/2027");

    // The first year ends with a renewal on the last day.
    assert_eq!(world.days(364).await, Swept::default());
    let renewed = world.renew(NAME, "1").await;
    assert_eq!(
        (renewed.attribute("Renew"), renewed.attribute("ChargedAmount")),
        ("true".into(), "13.1600".into())
    );
    let details = renewed.result().child("DomainDetails").cloned().expect("DomainDetails");
    assert_eq!(details.child("ExpiredDate").expect("ExpiredDate").text, "6/15/2028 12:00:00 PM");
    assert_eq!(world.0.balance("alice").await, "9977.78", "9.06 for the first year, 13.16 for the second");

    // The second ends without: the domain is parked, and brought back in the last second of its grace.
    assert_eq!(world.days(366).await, Swept::default(), "2028 is a leap year");
    assert_eq!(world.status(NAME).await.as_deref(), Some("Ok"));
    assert_eq!(world.days(1).await, Swept { parked: 1, ..Swept::default() });
    assert_eq!(world.status(NAME).await.as_deref(), Some("Expired"));
    assert_eq!(world.listed("EXPIRED").await, [(NAME.to_owned(), "true".to_owned())]);
    assert_eq!(world.listed("EXPIRING").await, []);
    assert_eq!((world.www(NAME), world.is_parked(NAME)), (None, true));
    assert_eq!(world.name_servers(NAME).await, PARKING);
    assert_eq!(world.renew(NAME, "1").await.number(), 2_020_166);
    // What is set meanwhile is kept, and not answered.
    world.set_www(NAME, "192.0.2.2").await;
    assert!(world.is_parked(NAME));
    world.seconds(27 * 86_400 - 1).await;
    assert_eq!(world.reactivate(NAME).await.attribute("ChargedAmount"), "13.1600");
    assert_eq!(world.status(NAME).await.as_deref(), Some("Ok"));
    assert_eq!(world.expires(NAME).await, "06/15/2029", "the grace is no gift");
    assert_eq!(world.www(NAME).as_deref(), Some("192.0.2.2"));
    assert_eq!(world.name_servers(NAME).await, OURS);
    assert_eq!(world.reactivate(NAME).await.number(), 2_020_166);
    assert_eq!(world.0.balance("alice").await, "9964.62");

    // Nobody brings it back after the third.
    world.seconds((365 - 27) * 86_400 + 1).await;
    assert_eq!(world.status(NAME).await.as_deref(), Some("Expired"));
    world.days(27).await;
    assert_eq!(world.reactivate(NAME).await.number(), 3_024_510, "redemption");
    assert!(!world.is_available(NAME).await);
    world.days(30).await;
    assert_eq!(world.reactivate(NAME).await.number(), 3_024_510, "pending delete");
    assert!(world.is_parked(NAME));
    assert_eq!(world.seconds(5 * 86_400 - 1).await, Swept::default());
    assert!(!world.is_available(NAME).await);
    assert_eq!(world.seconds(1).await, Swept { released: 1, ..Swept::default() });
    assert_eq!(world.status(NAME).await, None);
    assert!(world.is_available(NAME).await);
    assert!(!world.0.zones.is_answered(NAME));
    assert_eq!(world.listed("ALL").await, []);
    assert_eq!(world.0.balance("alice").await, "9964.62");
}

#[tokio::test]
async fn name_servers_of_its_own_come_back_with_a_reactivation() {
    let world = World::new().await;
    let own = ["ns1.example.net", "ns2.example.net"];
    let list = [("Nameservers", "ns1.example.net,ns2.example.net")];
    assert_eq!(world.create("alice", NAME, &list).await.error(), None);
    assert!(!world.0.zones.is_answered(NAME));
    world.days(365).await;
    assert!(world.is_parked(NAME), "it is delegated to parking");
    assert_eq!(world.name_servers(NAME).await, PARKING);
    assert_eq!(world.reactivate(NAME).await.error(), None);
    assert_eq!(world.name_servers(NAME).await, own);
    assert!(!world.0.zones.is_answered(NAME), "and now to its own again");
}

#[tokio::test]
async fn privacy_ends_with_its_subscription() {
    let world = World::new().await;
    let privacy = [("AddFreeWhoisguard", "yes"), ("WGEnabled", "yes")];
    assert_eq!(world.create("alice", NAME, &privacy).await.error(), None);
    let enabled = async || {
        let info = world.call("alice", "getInfo", &[("DomainName", NAME)]).await.result();
        let privacy = info.child("Whoisguard").cloned().expect("Whoisguard");
        privacy.attribute("Enabled").map(str::to_owned)
    };
    world.days(300).await;
    assert_eq!(world.renew(NAME, "2").await.error(), None);
    assert_eq!(enabled().await.as_deref(), Some("True"));
    assert_eq!(world.days(65).await, Swept { privacy_ended: 1, ..Swept::default() });
    assert_eq!(enabled().await.as_deref(), Some("False"));
}
