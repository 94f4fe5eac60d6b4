//! Another world in the place of the present one: one as at a first start, or one from a file. Nobody who writes is in
//! the middle of a call meanwhile.

use std::time::Duration;

use rules::name::DomainName;
use store::{End, State, Unfit, ZoneChange};

use crate::runner::{Cx, Runner};
use crate::{clock_moves, funds, oddities, settlement, zones};

/// How long it may take: ten thousand domains are written in seconds.
const PATIENCE: Duration = Duration::from_secs(120);
const SLICE: i64 = 200;

/// Runs a transaction that replaces the world. When this returns the clock is where the new world has it, and the name
/// server answers for its zones; calls that were logged and faults that were asked for are forgotten. Who goes away meanwhile leaves nothing half done.
pub async fn replace<T: Send + 'static>(
    runner: &Runner,
    mut work: impl FnMut(&mut Cx<'_, '_>) -> Result<End<T>, store::Error> + Send + 'static,
) -> Result<T, store::Error> {
    let runner = runner.clone();
    let told = move |cx: &mut Cx<'_, '_>| work(cx).map(End::told);
    let replacing = tokio::spawn(async move {
        let _alone = runner.calls().alone().await;
        let _moving = runner.world_clock().hold().await;
        let (value, replaced) = runner.write_within(PATIENCE, told).await?;
        if replaced {
            runner.store().forget_ids().await;
            clock_moves::restore(&runner)?;
            oddities::resume(&runner)?;
            runner.controls().clear();
        }
        Ok(value)
    });
    replacing.await.unwrap_or(Err(store::Error::Panicked))
}

/// Leaves what a first start leaves: the accounts of the settings, and the clock of the machine. How many domains there
/// were. For the transaction of [`replace`].
pub fn reset(cx: &mut Cx<'_, '_>) -> Result<usize, store::Error> {
    let now = clock_moves::of_the_machine(cx)?;
    let gone = clear(cx, now)?;
    describe_accounts(&mut Cx { tx: &mut *cx.tx, now, ..*cx })?;
    Ok(gone)
}

/// A state that was read, and is sound as far as use cases go.
pub fn read(text: &str) -> Result<State, Unfit> {
    let state = State::parse(text)?;
    let unreadable = state.texts("purchase", "detail").find(|(_, detail)| !settlement::is_readable(detail));
    if let Some((row, _)) = unreadable {
        return Err(Unfit::in_column("purchase", row, "detail", "not of its form"));
    }
    if clock_moves::offset_in(&state).is_none() {
        return Err(Unfit::in_row("setting", clock_moves::row_in(&state), "the clock is not moved that far"));
    }
    if let Some(row) = oddities::unreadable_row_in(&state) {
        return Err(Unfit::in_row("setting", row, "no words of oddities"));
    }
    Ok(state)
}

/// Puts a state in the place of everything. The accounts of the settings are there afterwards as after a start. For the
/// transaction of [`replace`].
pub fn import(cx: &mut Cx<'_, '_>, state: &State) -> Result<(), store::Error> {
    let offset = clock_moves::offset_in(state).unwrap_or(0);
    let now = clock_moves::of_the_machine(cx)?.saturating_add(offset);
    clear(cx, now)?;
    let cx = &mut Cx { tx: &mut *cx.tx, now, ..*cx };
    let version = cx.tx.first_zone_version(now)?;
    cx.tx.insert_state(state, version)?;
    cx.tx.insert_versions_of_all_zones(&zones::By::Registrar("import").author(), now)?;
    describe_accounts(cx)?;
    announce(cx)
}

/// Everything, as a file that [`read`] reads.
pub fn export(cx: &mut Cx<'_, '_>) -> Result<String, store::Error> {
    cx.tx.export_state()
}

/// Whether there is anything yet.
pub fn is_empty(cx: &mut Cx<'_, '_>) -> Result<bool, store::Error> {
    Ok(!cx.tx.has_accounts()?)
}

/// Deletes everything and takes the zones from the name server. Zones that come after it have greater versions than any
/// it knows, also when the clock is set back: `now` is the time after it.
fn clear(cx: &mut Cx<'_, '_>, now: i64) -> Result<usize, store::Error> {
    let zones = cx.tx.zone_versions()?;
    // Zones that went earlier had versions up to what a zone would begin with now.
    let latest = cx.tx.first_zone_version(cx.now)?;
    let last = zones.iter().map(|(_, version)| *version).fold(latest, i64::max).saturating_add(1);
    for apex in zones.iter().filter_map(|(name, _)| DomainName::parse(name)) {
        cx.tx.zone_changed(ZoneChange { apex, version: last, records: None });
    }
    cx.tx.clear_former_zones()?;
    cx.tx.clear_state()?;
    cx.tx.set_zone_version_shift(last.saturating_add(1).saturating_sub(now.max(1)).max(0))?;
    Ok(zones.len())
}

fn describe_accounts(cx: &mut Cx<'_, '_>) -> Result<(), store::Error> {
    cx.accounts.iter().try_for_each(|account| funds::describe_in(cx, account))
}

fn announce(cx: &mut Cx<'_, '_>) -> Result<(), store::Error> {
    let mut after = i64::MIN;
    loop {
        let served = cx.tx.served_zones(after, SLICE)?;
        let Some((last, _)) = served.last() else { return Ok(()) };
        after = last.id;
        for (domain, kept) in &served {
            zones::announce(cx, domain, kept);
        }
    }
}
