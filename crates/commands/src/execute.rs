//! Runs a call of any command: the caller is let in and the command does its work in the same transaction.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use registrar::apart::apart;
use registrar::caller::Caller;
use registrar::orders::{self, Ended, Opened};
use registrar::runner::{Cx, Runner};
use store::End;
use wire::{Effect, Params, Refusal, WriteBody};

use crate::handler::{Answer, Job, OrderJob, PrepareJob, RunJob, Stop};
use crate::slice::Entry;

/// Decides who the caller is, inside the command's transaction.
pub trait Admission: Send + Sync + 'static {
    fn admit(&self, cx: &mut Cx<'_, '_>) -> Result<Result<Caller, Refusal>, store::Error>;
}

/// How a call ended.
pub enum Outcome {
    Answered(Box<dyn WriteBody>),
    /// The command refused.
    Refused(Refusal),
    /// The gate refused: no command was run.
    NotAdmitted(Refusal),
    /// The store failed before the caller was known.
    GateFault(store::Error),
    /// The store failed afterwards.
    Fault(store::Error),
}

/// What happened to a call inside a transaction.
enum Inside<T> {
    NotAdmitted(Refusal),
    Done(Answer<T>),
}

/// The way in, and whether the store failed on it: an error that ends a transaction does not tell where it arose.
struct Door {
    admission: Arc<dyn Admission>,
    failed: AtomicBool,
}

impl Door {
    fn new(admission: Arc<dyn Admission>) -> Arc<Door> {
        Arc::new(Door { admission, failed: AtomicBool::new(false) })
    }

    fn admit(&self, cx: &mut Cx<'_, '_>) -> Result<Result<Caller, Refusal>, store::Error> {
        let admitted = self.admission.admit(cx);
        self.failed.store(admitted.is_err(), Ordering::SeqCst);
        admitted
    }

    fn fault(&self, error: store::Error) -> Outcome {
        if self.failed.load(Ordering::SeqCst) { Outcome::GateFault(error) } else { Outcome::Fault(error) }
    }
}

/// Runs a call.
pub async fn execute(
    runner: &Runner,
    admission: Arc<dyn Admission>,
    entry: &'static Entry,
    params: &Params,
) -> Outcome {
    match (entry.handler.parse)(params) {
        // Who is refused for a parameter must be let in first, and nothing will be written.
        Err(refusal) => refused(runner, &*admission, refusal),
        Ok(Job::Run(job)) => run(runner, Door::new(admission), entry.spec.effect, job).await,
        Ok(Job::Prepare(job)) => prepare(runner, Door::new(admission), entry.spec.effect, job).await,
        Ok(Job::Order(job)) => order(runner, Door::new(admission), job.into()).await,
    }
}

/// Lets the caller in, then refuses.
pub fn refused(runner: &Runner, admission: &dyn Admission, refusal: Refusal) -> Outcome {
    match runner.read(|cx| admission.admit(cx)) {
        Ok(Ok(_)) => Outcome::Refused(refusal),
        Ok(Err(gate)) => Outcome::NotAdmitted(gate),
        Err(error) => Outcome::GateFault(error),
    }
}

async fn run(runner: &Runner, door: Arc<Door>, effect: Effect, job: Box<dyn RunJob>) -> Outcome {
    let inner = Arc::clone(&door);
    let inside = match effect {
        Effect::Read => runner.read(|cx| admitted(cx, &inner, |cx, caller| job.run(cx, caller))),
        Effect::Scan => runner.scan(move |cx| admitted(cx, &inner, |cx, caller| job.run(cx, caller))).await,
        Effect::Write | Effect::Order => {
            let work =
                move |cx: &mut Cx<'_, '_>| ending(admitted(cx, &inner, |cx, caller| job.run(cx, caller))?);
            runner.write(work).await
        }
    };
    match inside {
        Ok(Inside::Done(Ok(body))) => Outcome::Answered(body),
        Ok(Inside::Done(Err(stop))) => stopped(stop),
        Ok(Inside::NotAdmitted(refusal)) => Outcome::NotAdmitted(refusal),
        Err(error) => door.fault(error),
    }
}

/// The slow work is done for nobody who was not let in, and the caller is let in again in the transaction after it.
async fn prepare(runner: &Runner, door: Arc<Door>, effect: Effect, job: Box<dyn PrepareJob>) -> Outcome {
    let work = match runner.read(|cx| admitted(cx, &door, |cx, caller| job.find(cx, caller))) {
        Ok(Inside::Done(Ok(work))) => work,
        Ok(Inside::Done(Err(stop))) => return stopped(stop),
        Ok(Inside::NotAdmitted(refusal)) => return Outcome::NotAdmitted(refusal),
        Err(error) => return door.fault(error),
    };
    match apart(work).await {
        Ok(Ok(job)) => run(runner, door, effect, job).await,
        Ok(Err(stop)) => stopped(stop),
        Err(error) => Outcome::Fault(error),
    }
}

async fn order(runner: &Runner, door: Arc<Door>, job: Arc<dyn OrderJob>) -> Outcome {
    let (inner, opening) = (Arc::clone(&door), Arc::clone(&job));
    let work =
        move |cx: &mut Cx<'_, '_>| ending(admitted(cx, &inner, |cx, caller| opening.open(cx, caller))?);
    let (opened, ended) = match runner.write(work).await {
        Ok(Inside::Done(Ok(opened))) => opened,
        Ok(Inside::Done(Err(stop))) => return stopped(stop),
        Ok(Inside::NotAdmitted(refusal)) => return Outcome::NotAdmitted(refusal),
        Err(error) => return door.fault(error),
    };
    match complete(runner, opened, ended).await.and_then(|ended| answer(runner, &*job, opened, ended)) {
        Ok(body) => Outcome::Answered(body),
        Err(stop) => stopped(stop),
    }
}

async fn complete(runner: &Runner, opened: Opened, ended: Option<Ended>) -> Answer<Ended> {
    match ended {
        Some(ended) => Ok(ended),
        None => Ok(orders::complete_apart(runner, opened.purchase_id).await?),
    }
}

fn answer(runner: &Runner, job: &dyn OrderJob, opened: Opened, ended: Ended) -> Answer<Box<dyn WriteBody>> {
    runner.read(|cx| Ok(job.answer(cx, opened, ended)))?
}

fn admitted<T>(
    cx: &mut Cx<'_, '_>,
    door: &Door,
    work: impl FnOnce(&mut Cx<'_, '_>, &Caller) -> Answer<T>,
) -> Result<Inside<T>, store::Error> {
    Ok(match door.admit(cx)? {
        Ok(caller) => Inside::Done(work(cx, &caller)),
        Err(refusal) => Inside::NotAdmitted(refusal),
    })
}

/// Only an answer is committed, and a refusal that says so. Failures of the store end the transaction as such, so that it can be run again.
fn ending<T>(inside: Inside<T>) -> Result<End<Inside<T>>, store::Error> {
    match inside {
        Inside::Done(Ok(answer)) => Ok(End::Commit(Inside::Done(Ok(answer)))),
        Inside::Done(Err(Stop::RefusedKeeping(refusal))) => {
            Ok(End::Commit(Inside::Done(Err(Stop::Refused(refusal)))))
        }
        Inside::Done(Err(Stop::Fault(error))) => Err(error),
        other => Ok(End::Rollback(other)),
    }
}

fn stopped(stop: Stop) -> Outcome {
    match stop {
        Stop::Refused(refusal) | Stop::RefusedKeeping(refusal) => Outcome::Refused(refusal),
        Stop::Fault(error) => Outcome::Fault(error),
    }
}
