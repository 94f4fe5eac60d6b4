//! What a call leaves in the audit log: whatever wrote leaves an entry in its own transaction, a wrong password too; and
//! what a key was not allowed leaves one in a transaction of its own.

use std::sync::Arc;

use registrar::audit::{self, Outcome as Noted};
use registrar::caller::Caller;
use registrar::orders::{Ended, Opened};
use registrar::runner::{Cx, Runner};
use wire::{CommandSpec, Effect, Params, WriteBody};

use super::{Admission, Outcome, denied_by};
use crate::handler::{AdvanceJob, Answer, Job, OrderJob, PrepareJob, RunJob, Slice, SlicesJob, Stop, Work};

/// Parameters that say what a call is about, the nearest first.
const SUBJECTS: [&str; 10] = [
    "DomainName",
    "CertificateID",
    "TransferID",
    "WhoisguardID",
    "AddressId",
    "KeyId",
    "NewUserName",
    "Nameserver",
    "Pattern",
    // Of a key that is made: it has no id yet.
    "Preset",
];

/// What a call is about: the name of a domain, or an id. Not what is secret: the names above are of none.
pub fn subject(spec: &CommandSpec, params: &Params) -> Arc<str> {
    if spec.effect.reads() {
        return Arc::from("");
    }
    if let (Some(sld), Some(tld)) = (params.get("SLD"), params.get("TLD")) {
        return Arc::from(format!("{sld}.{tld}").to_ascii_lowercase());
    }
    let said = SUBJECTS.iter().find_map(|name| params.get(name)).unwrap_or_default();
    Arc::from(said.to_ascii_lowercase())
}

/// A job that leaves an entry. What replaces the world leaves none: the log goes with the world.
pub fn job(job: Job, effect: Effect, subject: &Arc<str>) -> Job {
    let subject = Arc::clone(subject);
    match (job, effect) {
        (Job::Run(job), Effect::Write) => Job::Run(Box::new(Audited { job, subject })),
        (Job::Prepare(job), Effect::Write) => Job::Prepare(Box::new(Audited { job, subject })),
        (Job::Order(job), _) => Job::Order(Box::new(Audited { job, subject })),
        (Job::Advance(job), _) => Job::Advance(Box::new(Audited { job, subject })),
        (Job::Slices(job), _) => Job::Slices(Box::new(Audited { job, subject })),
        (job @ (Job::Run(_) | Job::Prepare(_) | Job::Control(_)), _) => job,
    }
}

struct Audited<J: ?Sized> {
    job: Box<J>,
    subject: Arc<str>,
}

impl<J: ?Sized> Audited<J> {
    /// Notes what an answer means, if anything of it is kept.
    fn noted<T>(&self, cx: &mut Cx<'_, '_>, caller: &Caller, answer: Answer<T>) -> Answer<T> {
        let outcome = match &answer {
            Ok(_) => Noted::Done,
            Err(Stop::RefusedKeeping(refusal)) => Noted::Refused(refusal.number),
            Err(Stop::Refused(_) | Stop::Repeated(_) | Stop::Fault(_)) => return answer,
        };
        audit::note(cx, caller, &self.subject, outcome)?;
        answer
    }
}

impl RunJob for Audited<dyn RunJob> {
    fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Box<dyn WriteBody>> {
        let answer = self.job.run(cx, caller);
        self.noted(cx, caller, answer)
    }
}

impl PrepareJob for Audited<dyn PrepareJob> {
    fn find(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Work> {
        let (work, subject) = (self.job.find(cx, caller)?, Arc::clone(&self.subject));
        Ok(Box::new(move || Ok(Box::new(Audited { job: work()?, subject }))))
    }
}

impl OrderJob for Audited<dyn OrderJob> {
    /// An order that failed at once has moved no money, and leaves no entry.
    fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)> {
        let (opened, ended) = self.job.open(cx, caller)?;
        if !matches!(ended, Some(Err(_))) {
            audit::note(cx, caller, &self.subject, Noted::Ordered(opened.amount))?;
        }
        Ok((opened, ended))
    }

    fn answer(&self, cx: &mut Cx<'_, '_>, opened: Opened, ended: Ended) -> Answer<Box<dyn WriteBody>> {
        self.job.answer(cx, opened, ended)
    }
}

impl AdvanceJob for Audited<dyn AdvanceJob> {
    fn advance(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<()> {
        let answer = self.job.advance(cx, caller);
        self.noted(cx, caller, answer)
    }

    fn answer(&self, cx: &mut Cx<'_, '_>) -> Answer<Box<dyn WriteBody>> {
        self.job.answer(cx)
    }
}

impl SlicesJob for Audited<dyn SlicesJob> {
    fn slice(
        &self,
        cx: &mut Cx<'_, '_>,
        caller: &Caller,
        progress: &str,
    ) -> Answer<Slice<String, Box<dyn WriteBody>>> {
        match self.job.slice(cx, caller, progress)? {
            more @ Slice::More(_) => Ok(more),
            last @ Slice::Last(_) => self.noted(cx, caller, Ok(last)),
        }
    }
}

/// Notes calls that asked for more than their key may do.
pub struct OutOfScope {
    pub admission: Arc<dyn Admission>,
    pub spec: &'static CommandSpec,
    pub subject: Arc<str>,
}

impl OutOfScope {
    /// Notes the call, if it was one. That it cannot be noted does not change its answer.
    pub async fn noted(self, runner: &Runner, outcome: Outcome) -> Outcome {
        let found = match &outcome {
            Outcome::NotAdmitted(refused) => {
                refused.out_of_scope.as_deref().map(|caller| (caller.clone(), refused.refusal.number))
            }
            // A transaction that was rolled back: who called is looked up again.
            Outcome::Denied(_) => {
                let caller = runner.read(|cx| self.admission.admit(cx)).ok().and_then(Result::ok);
                caller.map(|caller| (caller, denied_by(self.spec).number))
            }
            _ => None,
        };
        if let Some((caller, number)) = found {
            audit::note_apart(runner, caller, self.subject, Noted::Refused(number)).await;
        }
        outcome
    }
}
