//! Runs a call of any command: the caller is let in and the command does its work in the same transaction.

mod audited;
mod once;
mod order;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use registrar::apart::apart;
use registrar::audit;
use registrar::caller::Caller;
use registrar::clock_moves;
use registrar::idempotency::Sent;
use registrar::request_log::Check;
use registrar::runner::{Cx, Runner};
use registrar::world;
use registrar::zone_merge;
use rules::key_policy::Denied;
use store::End;
use wire::{CommandSpec, Effect, Params, Refusal, RefusalSpec, WriteBody};

use self::audited::OutOfScope;
use crate::handler::{AdvanceJob, Answer, ControlJob, Desk, Job, PrepareJob, RunJob, Slice, SlicesJob, Stop};
use crate::sandbox::SUB_ACCOUNT;
use crate::shared_params::Shared;
use crate::slice::{self, Entry};

/// Decides who the caller is, inside the command's transaction.
pub trait Admission: Send + Sync + 'static {
    fn admit(&self, cx: &mut Cx<'_, '_>) -> Result<Result<Caller, NotAdmitted>, store::Error>;

    /// When the call came; real time, unix seconds.
    fn now(&self) -> i64;
}

/// A refusal of the gate, and the check that made it.
#[derive(Debug)]
pub struct NotAdmitted {
    pub refusal: Box<Refusal>,
    pub check: Check,
    /// Who was known by the key, and asked for more than the key may do.
    pub out_of_scope: Option<Box<Caller>>,
}

impl NotAdmitted {
    pub fn by(check: Check, refusal: impl Into<Refusal>) -> Self {
        NotAdmitted { refusal: Box::new(refusal.into()), check, out_of_scope: None }
    }
}

/// How a call ended.
pub enum Outcome {
    Answered(Box<dyn WriteBody>),
    /// The command refused.
    Refused(Refusal),
    /// The gate refused: no command was run.
    NotAdmitted(NotAdmitted),
    /// The caller's key does not reach so far.
    Denied(Denied),
    /// The store failed before the caller was known.
    GateFault(store::Error),
    /// The store failed afterwards.
    Fault(store::Error),
}

/// What happened to a call inside a transaction.
enum Inside<T> {
    NotAdmitted(NotAdmitted),
    Done(Answer<T>),
}

/// The way in, and whether the store failed on it: an error that ends a transaction does not tell where it arose.
struct Door {
    admission: Arc<dyn Admission>,
    /// Whether the command is one for main accounts only.
    of_sandbox: bool,
    failed: AtomicBool,
}

impl Door {
    fn new(admission: Arc<dyn Admission>, entry: &Entry) -> Arc<Door> {
        Arc::new(Door { admission, of_sandbox: entry.is_of_sandbox(), failed: AtomicBool::new(false) })
    }

    fn admit(&self, cx: &mut Cx<'_, '_>) -> Result<Result<Caller, NotAdmitted>, store::Error> {
        let admitted = self.admission.admit(cx);
        self.failed.store(admitted.is_err(), Ordering::SeqCst);
        admitted
    }

    /// What was done inside a transaction, or how the call ended there.
    fn done<T>(&self, inside: Result<Inside<T>, store::Error>) -> Result<T, Outcome> {
        match inside {
            Ok(Inside::Done(answer)) => answer.map_err(stopped),
            Ok(Inside::NotAdmitted(refusal)) => Err(Outcome::NotAdmitted(refusal)),
            Err(error) => Err(self.fault(error)),
        }
    }

    fn fault(&self, error: store::Error) -> Outcome {
        if self.failed.load(Ordering::SeqCst) { Outcome::GateFault(error) } else { fault(error) }
    }
}

/// Runs a call.
pub async fn execute(
    runner: &Runner,
    admission: Arc<dyn Admission>,
    entry: &'static Entry,
    params: &Params,
) -> Outcome {
    let read = (entry.handler.parse)(params)
        .and_then(|job| Ok((job, Shared::read(entry.spec, params, admission.now())?)));
    let subject = audited::subject(entry.spec, params);
    let scope = OutOfScope { admission: Arc::clone(&admission), spec: entry.spec, subject: subject.clone() };
    let outcome = match read {
        // Who is refused for a parameter must be let in first, and nothing will be written.
        Err(refusal) => refused(runner, &*admission, refusal),
        Ok((job, shared)) => {
            let _under_way = match entry.spec.effect {
                Effect::Write | Effect::Order | Effect::Advance | Effect::Slices => {
                    Some(runner.calls().enter().await)
                }
                Effect::Read | Effect::Scan | Effect::Replace | Effect::Inspect | Effect::Control => None,
            };
            let job = audited::job(job, entry.spec.effect, &subject);
            started(runner, Door::new(admission, entry), entry.spec, (job, shared), subject).await
        }
    };
    scope.noted(runner, outcome).await
}

async fn started(
    runner: &Runner,
    door: Arc<Door>,
    spec: &'static CommandSpec,
    (job, shared): (Job, Shared),
    subject: Arc<str>,
) -> Outcome {
    let (effect, sent) = (spec.effect, shared.sent.clone());
    match job {
        Job::Run(job) => run(runner, door, effect, once::run(job, sent, effect)).await,
        Job::Prepare(job) => prepare(runner, door, effect, once::prepare(job, sent, effect)).await,
        Job::Order(job) => order::order(runner, door, spec.name, job, shared).await,
        Job::Advance(job) => advance(runner, door, job.into(), sent).await,
        Job::Control(job) if effect == Effect::Control => control(runner, &door, &*job, sent, subject).await,
        Job::Control(job) => inspect(runner, &door, &*job),
        Job::Slices(job) => slices(runner, door, job.into(), sent).await,
    }
}

/// Lets the caller in, then refuses.
pub fn refused(runner: &Runner, admission: &dyn Admission, refusal: Refusal) -> Outcome {
    match runner.read(|cx| admission.admit(cx)) {
        Ok(Ok(_)) => Outcome::Refused(refusal),
        Ok(Err(not_admitted)) => Outcome::NotAdmitted(not_admitted),
        Err(error) => Outcome::GateFault(error),
    }
}

/// Lets the caller in, then looks.
fn inspect(runner: &Runner, door: &Door, job: &dyn ControlJob) -> Outcome {
    let caller = runner.read(|cx| admitted(cx, door, |_, caller| Ok(caller.clone())));
    door.done(caller).map_or_else(|outcome| outcome, |caller| answered(job.act(desk(runner), &caller)))
}

/// Lets the caller in, then acts, and notes it.
async fn control(
    runner: &Runner,
    door: &Door,
    job: &dyn ControlJob,
    sent: Option<Sent>,
    subject: Arc<str>,
) -> Outcome {
    let caller = runner.read(|cx| admitted(cx, door, |_, caller| Ok(caller.clone())));
    let caller = match door.done(caller) {
        Ok(caller) => caller,
        Err(outcome) => return outcome,
    };
    let answer = once::act(job, sent, desk(runner), &caller);
    if answer.is_ok() {
        audit::note_apart(runner, caller, subject, audit::Outcome::Done).await;
    }
    answered(answer)
}

async fn run(runner: &Runner, door: Arc<Door>, effect: Effect, job: Box<dyn RunJob>) -> Outcome {
    let inner = Arc::clone(&door);
    let inside = match effect {
        Effect::Read => read(runner, &door, &*job).await,
        Effect::Scan => runner.scan(move |cx| admitted(cx, &inner, |cx, caller| job.run(cx, caller))).await,
        Effect::Write
        | Effect::Order
        | Effect::Advance
        | Effect::Inspect
        | Effect::Control
        | Effect::Slices => runner.write(writing(inner, job)).await,
        Effect::Replace => {
            // Nobody waits for who is not let in.
            let let_in = runner.read(|cx| admitted(cx, &door, |_, _| Ok(())));
            if let Err(outcome) = door.done(let_in) {
                return outcome;
            }
            world::replace(runner, writing(inner, job)).await
        }
    };
    door.done(inside).map_or_else(|outcome| outcome, Outcome::Answered)
}

/// What has to be kept of that which a call was shown is kept before the answer goes out.
async fn read(
    runner: &Runner,
    door: &Door,
    job: &dyn RunJob,
) -> Result<Inside<Box<dyn WriteBody>>, store::Error> {
    let mut shown = None;
    let inside = runner.read(|cx| {
        let inside = admitted(cx, door, |cx, caller| job.run(cx, caller));
        shown = cx.shown;
        inside
    })?;
    if let Some(shown) = shown {
        runner.write(move |cx| zone_merge::keep(cx, shown).map(End::Commit)).await?;
    }
    Ok(inside)
}

/// How a writing transaction ends.
type Written = Result<End<Inside<Box<dyn WriteBody>>>, store::Error>;

fn writing(door: Arc<Door>, job: Box<dyn RunJob>) -> impl FnMut(&mut Cx<'_, '_>) -> Written {
    move |cx| ending(admitted(cx, &door, |cx, caller| job.run(cx, caller))?)
}

/// The slow work is done for nobody who was not let in, and the caller is let in again in the transaction after it.
async fn prepare(runner: &Runner, door: Arc<Door>, effect: Effect, job: Box<dyn PrepareJob>) -> Outcome {
    let found = runner.read(|cx| admitted(cx, &door, |cx, caller| job.find(cx, caller)));
    let work = match door.done(found) {
        Ok(work) => work,
        Err(outcome) => return outcome,
    };
    match apart(work).await {
        Ok(Ok(job)) => run(runner, door, effect, job).await,
        Ok(Err(stop)) => stopped(stop),
        Err(error) => fault(error),
    }
}

async fn advance(runner: &Runner, door: Arc<Door>, job: Arc<dyn AdvanceJob>, sent: Option<Sent>) -> Outcome {
    let (inner, moving, under) = (Arc::clone(&door), Arc::clone(&job), sent.clone());
    let step = move |cx: &mut Cx<'_, '_>, caller: &Caller| {
        once::advance(&*moving, under.as_ref(), cx, caller).map(|()| caller.clone())
    };
    let work = move |cx: &mut Cx<'_, '_>| ending(admitted(cx, &inner, &step)?);
    let caller = match door.done(clock_moves::advance(runner, work).await) {
        Ok(caller) => caller,
        Err(outcome) => return outcome,
    };
    let answer = runner.scan(move |cx| Ok(job.answer(cx))).await;
    let answer = answer.unwrap_or_else(|error| Err(error.into()));
    answered(match (answer, sent) {
        (Ok(body), Some(sent)) => once::keep(runner, sent, caller, body).await,
        (answer, _) => answer,
    })
}

fn desk(runner: &Runner) -> Desk<'_> {
    Desk { controls: runner.controls(), declared: slice::declared() }
}

/// The caller is let in to each step, so that one who loses the key meanwhile goes no further.
async fn slices(runner: &Runner, door: Arc<Door>, job: Arc<dyn SlicesJob>, sent: Option<Sent>) -> Outcome {
    let mut progress = String::new();
    loop {
        let (inner, job, sent) = (Arc::clone(&door), Arc::clone(&job), sent.clone());
        let step = move |cx: &mut Cx<'_, '_>, caller: &Caller| {
            once::slice(&*job, sent.as_ref(), cx, caller, &progress)
        };
        let work = move |cx: &mut Cx<'_, '_>| ending(admitted(cx, &inner, &step)?);
        progress = match door.done(runner.write(work).await) {
            Ok(Slice::More(progress)) => progress,
            Ok(Slice::Last(body)) => return Outcome::Answered(body),
            Err(outcome) => return outcome,
        };
    }
}

fn admitted<T>(
    cx: &mut Cx<'_, '_>,
    door: &Door,
    work: impl FnOnce(&mut Cx<'_, '_>, &Caller) -> Answer<T>,
) -> Result<Inside<T>, store::Error> {
    Ok(match door.admit(cx)? {
        Ok(caller) if door.of_sandbox && caller.is_on_sub_account() => Inside::Done(Err(SUB_ACCOUNT.into())),
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

fn answered(answer: Answer<Box<dyn WriteBody>>) -> Outcome {
    answer.map_or_else(stopped, Outcome::Answered)
}

fn stopped(stop: Stop) -> Outcome {
    match stop {
        Stop::Refused(refusal) | Stop::RefusedKeeping(refusal) => Outcome::Refused(refusal),
        Stop::Repeated(kept) => Outcome::Answered(Box::new(kept)),
        Stop::Fault(error) => fault(error),
    }
}

fn fault(error: store::Error) -> Outcome {
    match error {
        store::Error::Denied(denied) => Outcome::Denied(denied),
        error => Outcome::Fault(error),
    }
}

/// What a call is refused with that goes beyond its key: the number for what may not be edited where the command has it.
pub fn denied_by(command: &CommandSpec) -> Refusal {
    let of_command = command.refusals.iter().find(|refusal| refusal.number == EDIT_NOT_PERMITTED);
    of_command.copied().unwrap_or(ACCESS_DENIED).into()
}

/// `Edit permission for domain is not supported` (errors.toml).
const EDIT_NOT_PERMITTED: u32 = 2_030_166;
/// For the commands that do not have it (errors.toml).
const ACCESS_DENIED: RefusalSpec = RefusalSpec::new(4_011_103, "Access denied");
