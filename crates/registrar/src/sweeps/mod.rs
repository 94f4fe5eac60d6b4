//! Sweeps bring the store to where the world clock says it should be. Each runs in slices, and twice is as good as
//! once.

pub mod auto_renewals;
pub mod certificates;
pub mod life_cycle;
pub mod purchases;
pub mod transfers;
pub mod zone_bases;
pub mod zones;

use crate::audit;
use crate::runner::{Cx, Runner};

/// Runs every sweep, of orders over those opened at or before `orders_until`. One that fails is told in the log and does
/// not hold up the others; the first error comes back.
pub async fn run(runner: &Runner, orders_until: i64) -> Result<(), store::Error> {
    let orders = told(purchases::run(runner, orders_until).await, "orders could not be swept");
    let due = run_due(runner).await;
    orders.and(due)
}

/// Runs the sweeps over what time alone brings. Orders are not among it: however far the clock was moved, one that is
/// open may be that of a call under way.
pub async fn run_due(runner: &Runner) -> Result<(), store::Error> {
    let zones = told(zones::end(runner).await, "zones could not be swept");
    let rows = told(zones::end_rows(runner).await, "records could not be swept");
    let former = told(zones::publish(runner).await, "changed zones could not be answered");
    // Before what follows from the end of a term.
    let renewals = told(auto_renewals::run(runner).await, "domains could not be renewed by themselves");
    let lives = told(life_cycle::run(runner).await, "domains could not be swept");
    let transfers = told(transfers::run(runner).await, "transfers could not be swept");
    let certificates = told(certificates::run(runner).await, "certificates could not be swept");
    let bases = told(zone_bases::run(runner).await, "what keys have read could not be swept");
    let log = told(audit::seal(runner).await, "the audit log could not be sealed");
    log.and(renewals).and(zones).and(rows).and(former).and(lives).and(transfers).and(certificates).and(bases)
}

fn told<T>(swept: Result<T, store::Error>, words: &'static str) -> Result<(), store::Error> {
    swept.map(drop).inspect_err(|error| tracing::warn!(%error, "{words}"))
}

/// The next moment at which a sweep has something to do; `None` while nothing has an end.
pub fn next(cx: &mut Cx<'_, '_>) -> Result<Option<i64>, store::Error> {
    Ok([
        zones::next(cx)?,
        auto_renewals::next(cx)?,
        life_cycle::next(cx)?,
        transfers::next(cx)?,
        certificates::next(cx)?,
    ]
    .into_iter()
    .flatten()
    .min())
}
