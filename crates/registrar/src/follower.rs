//! Follows what other processes over the same database change: zones, the clock, oddities, and the world as a whole. Reads
//! the feed about once a second, and at once when another process says that there is something.

pub mod positions;
pub mod progress;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use rules::name::DomainName;
use store::{Error, Feed, WriterStamp, ZoneChange};

use self::positions::{Positions, Span};
use crate::clock::Clock;
use crate::oddities::in_force::Oddities;
use crate::runner::{Cx, Runner};
use crate::{clock_moves, oddities, sweeps, world, zones};

const EVERY: Duration = Duration::from_secs(1);
/// Changes that are read in one transaction: more than one transaction leaves, so that each look gets on.
const SLICE: i64 = 512;

/// Follows other processes.
pub struct Follower {
    runner: Runner,
    feed: Feed,
    positions: Arc<Positions>,
    real_clock: Arc<dyn Clock>,
}

/// What a look into the store has shown.
struct Seen {
    /// How far the writers of other processes are.
    stamps: Vec<WriterStamp>,
    /// How far they were read.
    reached: Vec<(String, i64)>,
    changes: Vec<ZoneChange>,
    /// There was more than one look takes.
    is_more: bool,
    /// What changed is not known zone by zone.
    is_all: bool,
    offset: i64,
    oddities: Oddities,
    world: i64,
}

impl Follower {
    /// One that follows from now on: zones have to be loaded after this. `None` where the store is this process's alone.
    pub async fn from_now(runner: &Runner, real_clock: Arc<dyn Clock>) -> Result<Option<Follower>, Error> {
        let Some(feed) = runner.store().feed() else { return Ok(None) };
        let (stamps, world) =
            runner.follow(&feed, |cx| Ok((cx.tx.writer_stamps()?, cx.tx.world_number()?))).await?;
        let following = &runner.controls().following;
        following.enter(world);
        following.catch_up(real_clock.now());
        let positions = Arc::new(Positions::at(&stamps));
        Ok(Some(Follower { runner: runner.clone(), feed, positions, real_clock }))
    }

    /// Follows until it is dropped. A look that fails is told in the log, and the next one comes.
    pub async fn run(mut self) {
        loop {
            match self.look().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "what other processes changed could not be read"),
            }
            // That nobody gave a hint is no failure.
            let _ = tokio::time::timeout(EVERY, self.feed.hinted()).await;
        }
    }

    /// Follows what has changed since the last look; whether there is more.
    async fn look(&mut self) -> Result<bool, Error> {
        let (feed, positions) = (self.feed.clone(), Arc::clone(&self.positions));
        let seen = self.runner.follow(&self.feed, move |cx| Seen::look(cx, &feed, &positions)).await?;
        if !seen.changes.is_empty() {
            self.runner.zones().install(seen.changes);
        }
        if seen.is_all {
            // What changes meanwhile is in the feed after these positions.
            self.load_anew().await?;
            self.positions = Arc::new(Positions::at(&seen.stamps));
        } else {
            let positions = Arc::make_mut(&mut self.positions);
            seen.reached.iter().for_each(|(writer, number)| positions.reach(writer, *number));
            positions.keep_to(&seen.stamps);
        }
        self.follow_world(seen.world, seen.offset, seen.oddities).await?;
        if !seen.is_more {
            self.runner.controls().following.catch_up(self.real_clock.now());
        }
        Ok(seen.is_more)
    }

    async fn follow_world(&self, number: i64, offset: i64, kept: Oddities) -> Result<(), Error> {
        let (runner, clock) = (&self.runner, self.runner.world_clock());
        if number != runner.controls().following.world() {
            return world::follow(runner).await;
        }
        if offset > clock.offset() || kept != runner.controls().oddities.get() {
            // Who moves it in this process right now reads the store afterwards, too.
            if let Some(_moving) = clock.try_hold() {
                clock_moves::resume(runner)?;
                oddities::resume(runner)?;
            }
        }
        Ok(())
    }

    /// Loads every zone, and stops answering for those that are no more.
    async fn load_anew(&self) -> Result<(), Error> {
        let sink = self.runner.zones();
        // Before anything is read: what is held now was committed, so that what is then not found has gone since.
        let mut held: HashMap<DomainName, i64> = sink.held().into_iter().collect();
        sweeps::zones::load_to(&self.runner, |changes| {
            for ZoneChange { apex, .. } in &changes {
                held.remove(apex);
            }
            sink.install(changes);
        })
        .await?;
        let mut gone = held.into_iter().map(|(apex, version)| (apex, version.saturating_add(1)));
        loop {
            let some: BTreeMap<DomainName, i64> = gone.by_ref().take(SLICE as usize).collect();
            if some.is_empty() {
                return Ok(());
            }
            sink.install(self.runner.follow(&self.feed, move |cx| answered(cx, &some)).await?);
        }
    }
}

impl Seen {
    fn look(cx: &mut Cx<'_, '_>, feed: &Feed, positions: &Positions) -> Result<Seen, Error> {
        let mut stamps = cx.tx.writer_stamps()?;
        stamps.retain(|stamp| !feed.is_own(&stamp.writer));
        let mut seen = Seen {
            reached: Vec::new(),
            changes: Vec::new(),
            is_more: false,
            is_all: false,
            offset: clock_moves::kept_offset(cx)?,
            oddities: oddities::kept(cx)?,
            world: cx.tx.world_number()?,
            stamps,
        };
        match positions.due(&seen.stamps) {
            Ok(due) => seen.read(cx, due)?,
            Err(positions::Gap) => seen.is_all = true,
        }
        Ok(seen)
    }

    fn read(&mut self, cx: &mut Cx<'_, '_>, due: Vec<Span>) -> Result<(), Error> {
        let (mut named, mut left) = (BTreeMap::new(), SLICE);
        for Span { writer, after, to } in due {
            if left == 0 {
                self.is_more = true;
                break;
            }
            let rows = cx.tx.fed_zones(&writer, (after, to), left)?;
            let taken = rows.len() as i64;
            // Of the last transaction some rows may be missing: it is read again.
            let to = match rows.last() {
                Some(last) if taken == left => last.number - 1,
                _ => to,
            };
            left -= taken;
            for row in rows {
                match row.apex {
                    Some(apex) => {
                        let latest: &mut i64 = named.entry(apex).or_insert(row.version);
                        *latest = (*latest).max(row.version);
                    }
                    None => self.is_all = true,
                }
            }
            self.reached.push((writer, to));
        }
        self.is_more |= left == 0;
        self.changes = answered(cx, &named)?;
        Ok(())
    }
}

/// What the name server is to answer for these names, each with the version under which it is gone if it is.
fn answered(cx: &mut Cx<'_, '_>, named: &BTreeMap<DomainName, i64>) -> Result<Vec<ZoneChange>, Error> {
    let names: Vec<&str> = named.keys().map(DomainName::as_str).collect();
    let mut changes: BTreeMap<DomainName, ZoneChange> = named
        .iter()
        .map(|(apex, version)| {
            let gone = ZoneChange { apex: apex.clone(), version: *version, records: None };
            (apex.clone(), gone)
        })
        .collect();
    for (domain, kept) in cx.tx.answered_zones(&names)? {
        if let Some(change) = zones::change(cx.settings, cx.now, &domain, &kept) {
            changes.insert(change.apex.clone(), change);
        }
    }
    Ok(changes.into_values().collect())
}
