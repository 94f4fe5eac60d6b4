//! Calls under an idempotency key: what is known of one comes before it runs, and what it answered is kept in its own
//! transaction.

use registrar::caller::Caller;
use registrar::idempotency::{Known, Sent};
use registrar::runner::Cx;
use wire::WriteBody;
use wire::element::{Kept, kept};

use crate::handler::{Answer, PrepareJob, RunJob, Work};
use crate::shared_params::refusals::{KEY_OF_ANOTHER_CALL, KEY_UNDER_WAY};

/// A job as it runs under a key, if the call has one. Orders are not among these: see `order.rs`.
pub fn run(job: Box<dyn RunJob>, sent: Option<Sent>) -> Box<dyn RunJob> {
    match sent {
        Some(sent) => Box::new(Once { job, sent }),
        None => job,
    }
}

/// As [`run`].
pub fn prepare(job: Box<dyn PrepareJob>, sent: Option<Sent>) -> Box<dyn PrepareJob> {
    match sent {
        Some(sent) => Box::new(Once { job, sent }),
        None => job,
    }
}

/// A job, and the key that it was sent under.
struct Once<J: ?Sized> {
    job: Box<J>,
    sent: Sent,
}

impl RunJob for Once<dyn RunJob> {
    fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Box<dyn WriteBody>> {
        if let Some(body) = repeated(&self.sent, cx, caller)? {
            return Ok(body);
        }
        let body = kept(&*self.job.run(cx, caller)?);
        self.sent.keep_answer(cx, caller, &body.0)?;
        Ok(Box::new(body))
    }
}

impl PrepareJob for Once<dyn PrepareJob> {
    /// What was done already would be refused by a look at how things are now: an old password is no longer right.
    fn find(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Work> {
        let sent = self.sent.clone();
        if repeated(&sent, cx, caller)?.is_some() {
            return Ok(Box::new(move || Ok(Box::new(Again(sent)))));
        }
        let work = self.job.find(cx, caller)?;
        Ok(Box::new(move || Ok(Box::new(Once { job: work()?, sent }))))
    }
}

/// A call whose answer was found already.
struct Again(Sent);

impl RunJob for Again {
    fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Box<dyn WriteBody>> {
        // It was forgotten meanwhile only by a reset; whoever sends it again begins anew.
        repeated(&self.0, cx, caller)?.ok_or_else(|| KEY_UNDER_WAY.into())
    }
}

/// The answer of a call that is not the first under its key; `None` for the first.
fn repeated(sent: &Sent, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Option<Box<dyn WriteBody>>> {
    match sent.look_up(cx, caller)? {
        Known::Nothing => Ok(None),
        Known::Answered(answer) => Ok(Some(Box::new(Kept(answer)))),
        Known::Other => Err(KEY_OF_ANOTHER_CALL.into()),
        // No order is opened by these jobs.
        Known::UnderWay | Known::Ordered(_) => Err(KEY_UNDER_WAY.into()),
    }
}
