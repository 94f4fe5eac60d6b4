//! Stops answering for zones whose domains left our name servers long enough ago, and hands every zone to the name
//! server when a process starts.

use store::{End, KeptZone, Served};

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

/// Deletes the rows that have stood to their end; in how many zones.
pub async fn end_rows(runner: &Runner) -> Result<usize, store::Error> {
    let mut ended = 0;
    loop {
        let slice = runner
            .write(|cx| {
                let due = cx.tx.zones_with_ended_rows(cx.now, SLICE)?;
                let count = due.len();
                for (domain, kept) in due {
                    let after = KeptZone { zone: kept.zone.without_ended(cx.now), ..kept.clone() };
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

/// When the next zone or the next row of one ends, after now.
pub fn next(cx: &mut Cx<'_, '_>) -> Result<Option<i64>, store::Error> {
    Ok([cx.tx.next_zone_end(cx.now)?, cx.tx.next_row_end(cx.now)?].into_iter().flatten().min())
}

/// Hands every zone that is answered to the name server; how many there were.
pub async fn load(runner: &Runner, sink: &dyn ZoneSink) -> Result<usize, store::Error> {
    let (mut after, mut loaded) = (i64::MIN, 0);
    loop {
        let settings = runner.settings().clone();
        let slice = runner
            .scan(move |cx| {
                let zones = cx.tx.served_zones(after, SLICE)?;
                let last = zones.last().map(|(domain, _)| domain.id);
                let changes: Vec<_> = zones
                    .iter()
                    .filter_map(|(domain, kept)| zones::change(&settings, cx.now, domain, kept))
                    .collect();
                Ok((last, changes))
            })
            .await?;
        let (Some(last), changes) = slice else { return Ok(loaded) };
        after = last;
        loaded += changes.len();
        sink.install(changes);
    }
}
