//! Brings domains to where they are in their lives: parks those whose term is over, ends privacy subscriptions, and
//! gives up the names that nobody brought back.

use rules::life_cycle::{LifeCycle, SHORTEST_AFTERLIFE, State};
use store::{End, KeptZone};

use crate::runner::{Cx, Runner};
use crate::zones::{self, By};

const SLICE: i64 = 200;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub parked: usize,
    pub privacy_ended: usize,
    pub released: usize,
}

/// Takes every step that is due.
pub async fn run(runner: &Runner) -> Result<Swept, store::Error> {
    let released = release(runner).await?;
    Ok(Swept { parked: park(runner).await?, privacy_ended: end_privacy(runner).await?, released })
}

/// When the next step of any domain or privacy subscription is due, after now.
pub fn next(cx: &mut Cx<'_, '_>) -> Result<Option<i64>, store::Error> {
    let ends = [cx.tx.next_domain_end(cx.now)?, cx.tx.next_privacy_end(cx.now)?];
    let (mut next, mut after) = (ends.into_iter().flatten().min(), i64::MIN);
    loop {
        let ended = cx.tx.domains_ended_by(cx.now, after, SLICE)?;
        let Some(last) = ended.last() else { return Ok(next) };
        after = last.id;
        let ends =
            ended.iter().filter_map(|domain| LifeCycle::of(&domain.name, domain.expires).next_end(cx.now));
        next = next.into_iter().chain(ends).min();
    }
}

async fn park(runner: &Runner) -> Result<usize, store::Error> {
    let mut parked = 0;
    loop {
        let slice = runner
            .write(|cx| {
                let due = cx.tx.domains_to_park(cx.now, SLICE)?;
                let count = due.len();
                for (domain, kept) in due {
                    let after = KeptZone { parked: true, ..kept.clone() };
                    zones::save(cx, By::Registrar("end of term"), &domain, &kept, after)?;
                }
                Ok(End::Commit(count))
            })
            .await?;
        parked += slice;
        if slice == 0 {
            return Ok(parked);
        }
    }
}

async fn end_privacy(runner: &Runner) -> Result<usize, store::Error> {
    let mut ended = 0;
    loop {
        let slice = runner
            .write(|cx| {
                let due = cx.tx.privacy_to_end(cx.now, SLICE)?;
                for privacy_id in &due {
                    cx.tx.switch_privacy_off(*privacy_id)?;
                }
                Ok(End::Commit(due.len()))
            })
            .await?;
        ended += slice;
        if slice == 0 {
            return Ok(ended);
        }
    }
}

/// Not every domain whose term was over long enough ago for the shortest life is due, so this walks through them.
async fn release(runner: &Runner) -> Result<usize, store::Error> {
    let (mut after, mut released) = (i64::MIN, 0);
    loop {
        let (last, slice) = runner.write(move |cx| release_slice(cx, after).map(End::Commit)).await?;
        released += slice;
        match last {
            Some(last) => after = last,
            None => return Ok(released),
        }
    }
}

/// The last id that was looked at, and how many domains were released.
fn release_slice(cx: &mut Cx<'_, '_>, after: i64) -> Result<(Option<i64>, usize), store::Error> {
    let moment = cx.now.saturating_sub(SHORTEST_AFTERLIFE);
    let ended = cx.tx.domains_ended_by(moment, after, SLICE)?;
    let last = ended.last().map(|domain| domain.id);
    let mut released = 0;
    for domain in ended {
        let is_over = LifeCycle::of(&domain.name, domain.expires).state(cx.now) == State::Released;
        // An order that a crash left open may yet bring the domain back.
        if !is_over || cx.tx.is_name_claimed(&domain.name)? {
            continue;
        }
        if let Some(kept) = cx.tx.zone(domain.id)? {
            zones::remove(cx, &domain, &kept);
        }
        cx.tx.delete_domain(domain.id)?;
        released += 1;
    }
    Ok((last, released))
}
