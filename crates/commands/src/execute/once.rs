//! Calls under an idempotency key: what is known of one comes before it runs, and what it answered is kept in its own
//! transaction. Orders are not among these: see `order.rs`.

use registrar::caller::Caller;
use registrar::idempotency::{Known, Sent};
use registrar::runner::{Cx, Runner};
use store::End;
use wire::element::{Kept, kept};
use wire::{Effect, WriteBody};

use crate::handler::{
    AdvanceJob, Answer, ControlJob, Desk, PrepareJob, RunJob, Slice, SlicesJob, Stop, Work,
};
use crate::shared_params::refusals::{KEY_OF_ANOTHER_CALL, KEY_UNDER_WAY};

/// A job as it runs under a key, if the call has one.
pub fn run(job: Box<dyn RunJob>, sent: Option<Sent>, effect: Effect) -> Box<dyn RunJob> {
    match sent {
        Some(sent) => Box::new(Once { job, sent, effect }),
        None => job,
    }
}

/// As [`run`].
pub fn prepare(job: Box<dyn PrepareJob>, sent: Option<Sent>, effect: Effect) -> Box<dyn PrepareJob> {
    match sent {
        Some(sent) => Box::new(Once { job, sent, effect }),
        None => job,
    }
}

/// A job, and the key that it was sent under.
struct Once<J: ?Sized> {
    job: Box<J>,
    sent: Sent,
    effect: Effect,
}

impl RunJob for Once<dyn RunJob> {
    fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Box<dyn WriteBody>> {
        if begun(&self.sent, cx, caller)?.is_some() {
            return Err(KEY_UNDER_WAY.into());
        }
        let body = self.job.run(cx, caller)?;
        let Kept(answer) = kept(&*body);
        if self.effect == Effect::Replace {
            self.sent.keep_answer_in_another_world(cx, caller, &answer)?;
        } else {
            self.sent.keep_answer(cx, caller, &answer)?;
        }
        Ok(body)
    }
}

impl PrepareJob for Once<dyn PrepareJob> {
    /// What was done already would be refused by a look at how things are now: an old password is no longer right.
    fn find(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Work> {
        begun(&self.sent, cx, caller)?;
        let (work, sent, effect) = (self.job.find(cx, caller)?, self.sent.clone(), self.effect);
        Ok(Box::new(move || Ok(Box::new(Once { job: work()?, sent, effect }))))
    }
}

/// Takes the first step of a job that is answered later. Where it was taken before and the answer is missing, since
/// the call is under way or a crash was in between, it is not taken again.
pub fn advance(
    job: &dyn AdvanceJob,
    sent: Option<&Sent>,
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
) -> Answer<()> {
    let Some(sent) = sent else { return job.advance(cx, caller) };
    if begun(sent, cx, caller)?.is_some() {
        return Ok(());
    }
    job.advance(cx, caller)?;
    Ok(sent.keep_progress(cx, caller, "")?)
}

/// Keeps the answer to what [`advance`] began, or takes the one that was kept before: a call that was sent again
/// meanwhile has the same.
pub async fn keep(
    runner: &Runner,
    sent: Sent,
    caller: Caller,
    body: Box<dyn WriteBody>,
) -> Answer<Box<dyn WriteBody>> {
    let Kept(answer) = kept(&*body);
    let work = move |cx: &mut Cx<'_, '_>| match sent.look_up(cx, &caller)? {
        Known::Begun(_) => sent.keep_answer(cx, &caller, &answer).map(|()| End::Commit(None)),
        Known::Answered(first) => Ok(End::Rollback(Some(first))),
        // It was forgotten meanwhile with its world.
        Known::Nothing | Known::Other | Known::UnderWay | Known::Ordered(_) => Ok(End::Rollback(None)),
    };
    Ok(match runner.write(work).await? {
        Some(first) => Box::new(Kept(first)),
        None => body,
    })
}

/// Takes the next step of a job of many. Under a key how far it is stands in the store, where a repeat finds it: it goes
/// on from there, after a crash and beside the first call alike, and no step is taken twice.
pub fn slice(
    job: &dyn SlicesJob,
    sent: Option<&Sent>,
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    progress: &str,
) -> Answer<Slice<String, Box<dyn WriteBody>>> {
    let Some(sent) = sent else { return job.slice(cx, caller, progress) };
    let progress = begun(sent, cx, caller)?.unwrap_or_default();
    let slice = job.slice(cx, caller, &progress)?;
    match &slice {
        Slice::More(progress) => sent.keep_progress(cx, caller, progress)?,
        Slice::Last(body) => sent.keep_answer(cx, caller, &kept(&**body).0)?,
    }
    Ok(slice)
}

/// Acts on what the process holds in memory, where such calls are remembered too.
pub fn act(
    job: &dyn ControlJob,
    sent: Option<Sent>,
    desk: Desk<'_>,
    caller: &Caller,
) -> Answer<Box<dyn WriteBody>> {
    let Some(sent) = sent else { return job.act(desk, caller) };
    let mut answered = desk.controls.answered.hold();
    if of(answered.look_up(&sent, caller))?.is_some() {
        return Err(KEY_UNDER_WAY.into());
    }
    let body = job.act(desk, caller)?;
    answered.keep_answer(sent, caller, kept(&*body).0);
    Ok(body)
}

/// How far a call is that was begun under the key; `None` for one that is sent for the first time. What was answered
/// stops here.
fn begun(sent: &Sent, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Option<String>> {
    of(sent.look_up(cx, caller)?)
}

fn of(known: Known) -> Answer<Option<String>> {
    match known {
        Known::Nothing => Ok(None),
        Known::Begun(progress) => Ok(Some(progress)),
        Known::Answered(answer) => Err(Stop::Repeated(Kept(answer))),
        Known::Other => Err(KEY_OF_ANOTHER_CALL.into()),
        // No order is opened by these jobs.
        Known::UnderWay | Known::Ordered(_) => Err(KEY_UNDER_WAY.into()),
    }
}
