//! However time is cut into steps, a domain ends where the rules say.

use proptest::prelude::*;
use rules::calendar::{DAY, years_later};
use rules::life_cycle::{LifeCycle, State};
use testkit::WORLD_START;
use tokio::runtime::Runtime;

use crate::world::World;

/// What is to be seen of a domain in each state: available, status, parked.
fn expected(state: State) -> (bool, Option<&'static str>, bool) {
    match state {
        State::Active => (false, Some("Ok"), false),
        State::Grace | State::Redemption | State::PendingDelete => (false, Some("Expired"), true),
        State::Released => (true, None, false),
    }
}

async fn check(name: &str, steps: &[i64]) -> Result<(), TestCaseError> {
    let world = World::new().await;
    let more = [("DEConfirmAddress", "DE"), ("DEAgreeDelete", "Yes")];
    prop_assert_eq!(world.create("alice", name, &more).await.error(), None);
    world.set_www(name, "192.0.2.1").await;
    let life = LifeCycle::of(name, years_later(WORLD_START, 1));
    world.days(360).await;
    for step in steps {
        world.seconds(*step).await;
        let state = life.state(world.0.runner.now());
        let seen = (world.is_available(name).await, world.status(name).await, world.is_parked(name));
        let (available, status, parked) = expected(state);
        prop_assert_eq!(seen, (available, status.map(str::to_owned), parked), "{:?}", state);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_steps_lead_to_where_the_rules_say(
        name in prop_oneof![Just("step.com"), Just("step.de"), Just("step.ch"), Just("step.xyz")],
        steps in proptest::collection::vec(1..20 * DAY, 1..9),
    ) {
        Runtime::new().expect("a runtime").block_on(check(name, &steps))?;
    }
}
