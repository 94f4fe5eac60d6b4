//! What must hold after any calls whatever.

mod certificate_orders;
mod certificates;
mod domains;
mod ledger;
mod transfers;
mod zones;

use crate::dice::Dice;
use crate::world::World;

/// What was seen at the last look.
#[derive(Default)]
pub struct Memory {
    certificates: certificates::States,
    domains: domains::Lives,
    transfers: transfers::Courses,
    zones: zones::Versions,
}

/// Zones that are compared with what the name server was told, at each look.
const ZONES: usize = 2;

impl Memory {
    /// Looks at everything but most of the zones.
    pub async fn look(&mut self, world: &mut World, seed: u64) {
        assert_eq!(world.failed().await, "", "the store failed");
        ledger::check(world);
        certificate_orders::check(world);
        let domains = domains::read(world);
        self.domains.check(world, &domains);
        self.transfers.check(world);
        self.certificates.check(world);
        self.zones.check(world, &domains);
        let mut dice = Dice::of(seed);
        for _ in 0..ZONES.min(domains.len()) {
            let domain = &domains[dice.below(domains.len())];
            self.zones.compare(world, domain).await;
        }
    }

    /// Looks at everything.
    pub async fn look_at_all(&mut self, world: &mut World) {
        self.look(world, 0).await;
        let domains = domains::read(world);
        for domain in &domains {
            self.zones.compare(world, domain).await;
        }
        domains::check_lists(world, &domains).await;
        ledger::check_balances(world);
    }
}

/// The rows of a query; its columns are texts.
fn rows(world: &World, sql: &str) -> Vec<Vec<String>> {
    let rows = world.app.database().rows(sql);
    rows.into_iter().map(|row| row.split('|').map(str::to_owned).collect()).collect()
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or_else(|_| panic!("no number: {text}"))
}
