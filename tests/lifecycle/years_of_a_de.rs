//! Three years of a .de, which has no grace, and a window in which it can be renewed.

use registrar::sweeps::life_cycle::Swept;

use crate::world::World;

const NAME: &str = "jahre.de";
const AGREED: [(&str, &str); 2] = [("DEConfirmAddress", "DE"), ("DEAgreeDelete", "Yes")];

#[tokio::test]
async fn three_years_of_a_de() {
    let world = World::new().await;
    assert_eq!(world.create("alice", NAME, &AGREED).await.error(), None);
    assert_eq!(world.0.balance("alice").await, "9991.02");

    // The first year: thirty days before its end is the earliest, five the latest.
    world.days(334).await;
    assert_eq!(world.renew(NAME, "1").await.number(), 3_028_166);
    world.days(1).await;
    assert_eq!(world.renew(NAME, "1").await.attribute("ChargedAmount"), "8.9800");
    assert_eq!(world.expires(NAME).await, "06/15/2028");
    assert_eq!(world.renew(NAME, "1").await.number(), 3_028_166, "early again");

    // The second.
    world.days(30 + 366 - 5).await;
    assert_eq!(world.renew(NAME, "1").await.error(), None);
    assert_eq!(world.expires(NAME).await, "06/15/2029");

    // The third: too late by a day, and after the end there is nothing but redemption.
    world.days(5 + 365 - 4).await;
    assert_eq!(world.renew(NAME, "1").await.number(), 3_028_166);
    assert_eq!(world.days(4).await, Swept { parked: 1, ..Swept::default() });
    assert_eq!(world.status(NAME).await.as_deref(), Some("Expired"));
    assert_eq!(world.renew(NAME, "1").await.number(), 2_020_166);
    assert_eq!(world.reactivate(NAME).await.number(), 3_024_510);
    assert_eq!(world.days(34).await, Swept::default());
    assert_eq!(world.days(1).await, Swept { released: 1, ..Swept::default() });
    assert_eq!(world.status(NAME).await, None);
    assert_eq!(world.0.balance("alice").await, "9973.06", "three years at 8.98");
}
