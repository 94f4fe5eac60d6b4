//! Renews domains by themselves: 30 days before the end of the term, for as short as the TLD sells. Where that fails the
//! holder gets a mail, and it is tried again every three days until the end.

use rules::calendar::{DAY, iso8601};
use rules::life_cycle::LifeCycle;
use rules::renewal::Problem;
use store::{Domain, End};

use crate::audit;
use crate::holder_mail;
use crate::orders::Ended;
use crate::renewal::{self, Error};
use crate::runner::{Cx, Runner};
use crate::settlement;

const AHEAD: i64 = 30 * DAY;
const AGAIN: i64 = 3 * DAY;
const SLICE: i64 = 50;
/// What stands in the audit log in the place of a command.
const WORD: &str = "automatic renewal";

/// Renews whatever is due; for how many domains an order was opened.
pub async fn run(runner: &Runner) -> Result<usize, store::Error> {
    let mut ordered = 0;
    loop {
        let slice = runner.write(|cx| slice(cx).map(End::Commit)).await?;
        let Some(opened) = slice else { return Ok(ordered) };
        for (domain, purchase_id) in opened {
            ordered += 1;
            settlement::complete(runner, purchase_id, move |cx, ended| tell_of(cx, &domain, ended)).await?;
        }
    }
}

/// When something is due next.
pub fn next(cx: &mut Cx<'_, '_>) -> Result<Option<i64>, store::Error> {
    let first = cx.tx.next_renewed_end(cx.now.saturating_add(AHEAD))?.map(|end| end - AHEAD);
    Ok(first.into_iter().chain(cx.tx.next_repeated_renewal(cx.now)?).min())
}

/// Opens orders for some of what is due; `None` where nothing is.
fn slice(cx: &mut Cx<'_, '_>) -> Result<Option<Vec<(Domain, i64)>>, store::Error> {
    let due = cx.tx.domains_to_renew(cx.now.saturating_add(AHEAD), cx.now, SLICE)?;
    if due.is_empty() {
        return Ok(None);
    }
    let mut opened = Vec::new();
    for (domain, is_repeated) in due {
        if let Some(purchase_id) = attempt(cx, &domain, is_repeated)? {
            opened.push((domain, purchase_id));
        }
    }
    Ok(Some(opened))
}

/// Opens an order. The first attempt counts as made when it was due, however far the clock was moved meanwhile.
fn attempt(cx: &mut Cx<'_, '_>, domain: &Domain, is_repeated: bool) -> Result<Option<i64>, store::Error> {
    if is_repeated && cx.now >= domain.expires {
        let released = LifeCycle::of(&domain.name, domain.expires).released;
        cx.tx.put_off_auto_renewal(domain.id, domain.expires, released)?;
        return Ok(None);
    }
    let again = cx.now.saturating_add(AGAIN);
    cx.tx.put_off_auto_renewal(domain.id, domain.expires, again)?;
    let at = if is_repeated { cx.now } else { domain.expires - AHEAD };
    match renewal::open_by_itself(cx, domain, at) {
        Ok(opened) => {
            let outcome = audit::Outcome::Ordered(opened.amount);
            audit::note_by_itself(cx, domain.account_id, WORD, &domain.name, outcome)?;
            Ok(Some(opened.purchase_id))
        }
        // The TLD sells it later, or somebody is at it.
        Err(Error::Problem(Problem::TooEarly(_)) | Error::UnderWay) => Ok(None),
        Err(Error::Store(error)) => Err(error),
        Err(why @ (Error::Insufficient | Error::Problem(_) | Error::NotHeld)) => {
            tell(cx, domain, &why.to_string())?;
            Ok(None)
        }
    }
}

fn tell_of(cx: &mut Cx<'_, '_>, domain: &Domain, ended: Ended) -> Result<(), store::Error> {
    match ended {
        Ok(()) => Ok(()),
        Err(refused) => tell(cx, domain, &refused.to_string()),
    }
}

fn tell(cx: &mut Cx<'_, '_>, domain: &Domain, why: &str) -> Result<(), store::Error> {
    let (name, end) = (&domain.name, iso8601(domain.expires));
    let body = format!("{name} is to be renewed by itself, and was not: {why}.\nIts term ends {end}.\n");
    holder_mail::post(cx, domain, format!("{name} was not renewed"), body)
}
