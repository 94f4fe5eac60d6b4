//! Stops answering for zones whose domains left our name servers long enough ago, has changed zones answered once a delay
//! that is imitated is over, and hands every zone to the name server when a process starts.

use store::{Domain, End, KeptZone, Served};

use crate::runner::{Cx, Runner};
use crate::zone_sink::ZoneSink;
use crate::zones::{self, By};

const SLICE: i64 = 200;

/// Ends the zones that are due; how many there were.
pub async fn end(runner: &Runner) -> Result<usize, store::Error> {
    let mut ended = 0;
    loop {
        let slice = runner
            .write(|cx| {
                let due = cx.tx.zones_past_their_end(cx.now, SLICE)?;
                let count = due.len();
                for (domain, kept) in due {
                    let after = KeptZone { served: Served::Never, ..kept.clone() };
                    zones::save(cx, By::Registrar("end of service"), &domain, &kept, after)?;
                }
                Ok(End::Commit(count))
            })
            .await?;
        ended += slice;
        if slice == 0 {
            return Ok(ended);
        }
    }
}

/// Has the name server answer the changed zones that are due; of how many domains they are.
pub async fn publish(runner: &Runner) -> Result<usize, store::Error> {
    let mut published = 0;
    loop {
        let slice = runner
            .write(|cx| {
                let due = cx.tx.domains_past_former_zones(cx.now, SLICE)?;
                for domain in &due {
                    if let Some(answered) = cx.tx.next_answered_zone(domain.id, cx.now)? {
                        zones::announce(cx, domain, &answered);
                    }
                }
                Ok(End::Commit(due.len()))
            })
            .await?;
        published += slice;
        if slice == 0 {
            return Ok(published);
        }
    }
}

/// Deletes the rows that have stood to their end; in how many zones.
pub async fn end_rows(runner: &Runner) -> Result<usize, store::Error> {
    let mut ended = 0;
    loop {
        let slice = runner
            .write(|cx| {
                let due = cx.tx.zones_with_ended_rows(cx.now, SLICE)?;
                let count = due.len();
                for (domain, kept) in due {
                    let after = kept.with(kept.zone.without_ended(cx.now));
                    zones::save(cx, By::Registrar("end of records"), &domain, &kept, after)?;
                }
                Ok(End::Commit(count))
            })
            .await?;
        ended += slice;
        if slice == 0 {
            return Ok(ended);
        }
    }
}

/// When the next zone or the next row of one ends, or a zone is answered as it was changed, after now.
pub fn next(cx: &mut Cx<'_, '_>) -> Result<Option<i64>, store::Error> {
    let ends =
        [cx.tx.next_zone_end(cx.now)?, cx.tx.next_row_end(cx.now)?, cx.tx.next_former_zone_end(cx.now)?];
    Ok(ends.into_iter().flatten().min())
}

/// Hands every zone that is answered to the name server, as it is answered; how many there were.
pub async fn load(runner: &Runner, sink: &dyn ZoneSink) -> Result<usize, store::Error> {
    let former = load_by(runner, sink, |cx, after| cx.tx.former_zones(after, SLICE)).await?;
    Ok(former + load_by(runner, sink, |cx, after| cx.tx.served_zones(after, SLICE)).await?)
}

/// The domains of a slice, which begins after an id, with their zones.
type Slice = Result<Vec<(Domain, KeptZone)>, store::Error>;

async fn load_by(
    runner: &Runner,
    sink: &dyn ZoneSink,
    slice: fn(&mut Cx<'_, '_>, i64) -> Slice,
) -> Result<usize, store::Error> {
    let (mut after, mut loaded) = (i64::MIN, 0);
    loop {
        let settings = runner.settings().clone();
        let found = runner
            .scan(move |cx| {
                let zones = slice(cx, after)?;
                let last = zones.last().map(|(domain, _)| domain.id);
                let changes: Vec<_> = zones
                    .iter()
                    .filter_map(|(domain, kept)| zones::change(&settings, cx.now, domain, kept))
                    .collect();
                Ok((last, changes))
            })
            .await?;
        let (Some(last), changes) = found else { return Ok(loaded) };
        after = last;
        loaded += changes.len();
        sink.install(changes);
    }
}
