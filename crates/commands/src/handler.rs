//! How a command runs: the five shapes, and the one form in which the list of commands holds all.

use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use registrar::caller::Caller;
use registrar::controls::Controls;
use registrar::orders::{Ended, Opened};
use registrar::runner::Cx;
use wire::element::{Empty, Kept};
use wire::{Command, Params, Refusal, RefusalSpec, WriteBody};

use crate::declared::Declared;

/// Why a command has no answer.
#[derive(Debug)]
pub enum Stop {
    Refused(Refusal),
    /// Refused, and what was written on the way is kept: that a wrong password was tried.
    RefusedKeeping(Refusal),
    /// The call was answered before, under the same idempotency key: nothing is done, and the answer comes again.
    Repeated(Kept),
    /// The store failed; the command's `FAULT` is sent and the cause goes to the log.
    Fault(store::Error),
}

pub type Answer<T> = Result<T, Stop>;

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Stop::Refused(refusal)
    }
}

impl From<RefusalSpec> for Stop {
    fn from(spec: RefusalSpec) -> Self {
        Stop::Refused(spec.into())
    }
}

impl From<store::Error> for Stop {
    fn from(error: store::Error) -> Self {
        Stop::Fault(error)
    }
}

/// What is sent when something failed that no command expects.
pub const UNKNOWN: RefusalSpec = RefusalSpec::new(5_050_900, "Unknown exceptions");

/// A command that is one transaction.
pub trait Run: Command + Send + Sync + 'static {
    /// Sent when the store fails.
    const FAULT: RefusalSpec = UNKNOWN;

    fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Self::Response>;

    /// What stands in CommandResponse when the call is refused.
    fn refused(_: &Params) -> Box<dyn WriteBody> {
        Box::new(Empty)
    }
}

/// A command that is one transaction behind work too slow for one: the hash of a password.
pub trait Prepare: Command + Send + Sync + 'static {
    const FAULT: RefusalSpec = UNKNOWN;

    /// What the work starts from.
    type Found: Send + 'static;
    /// What it gives.
    type Made: Send + Sync + 'static;

    /// Looks up what the work needs, for a caller who was let in; refuses early what will be refused anyway.
    fn find(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Self::Found>;

    /// The work, outside any transaction.
    fn make(&self, found: Self::Found) -> Answer<Self::Made>;

    /// The transaction. What was found may have changed meanwhile.
    fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller, made: &Self::Made) -> Answer<Self::Response>;

    fn refused(_: &Params) -> Box<dyn WriteBody> {
        Box::new(Empty)
    }
}

/// A command that charges: an order is opened, the outside is told, the order is settled.
pub trait Order: Command + Send + Sync + 'static {
    const FAULT: RefusalSpec = UNKNOWN;

    /// Opens the order; what has ended already needs no call.
    fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)>;

    /// The answer for how the order ended, in a transaction that reads.
    fn answer(&self, cx: &mut Cx<'_, '_>, opened: Opened, ended: Ended) -> Answer<Self::Response>;

    fn refused(_: &Params) -> Box<dyn WriteBody> {
        Box::new(Empty)
    }
}

/// A command that changes how the world goes, its clock or its oddities: it says how, what is due by then happens, and it
/// answers.
pub trait Advance: Command + Send + Sync + 'static {
    const FAULT: RefusalSpec = UNKNOWN;

    /// Notes in the store how far the clock is moved, or what is switched.
    fn advance(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<()>;

    /// The answer at the new time, in a transaction that reads.
    fn answer(&self, cx: &mut Cx<'_, '_>) -> Answer<Self::Response>;

    fn refused(_: &Params) -> Box<dyn WriteBody> {
        Box::new(Empty)
    }
}

/// What a process has at hand beside its store.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub controls: &'a Controls,
    pub declared: Declared,
}

/// A command over what the process holds in memory: the caller is let in, and then it acts, once, outside any
/// transaction, since a transaction may be run again.
pub trait Control: Command + Send + Sync + 'static {
    fn act(&self, desk: Desk<'_>, caller: &Caller) -> Answer<Self::Response>;
}

/// A step of a command that takes many.
pub enum Slice<P, R> {
    /// There is more to do.
    More(P),
    Last(R),
}

/// A command that writes in many transactions, one after another, so that others are not held up.
pub trait Slices: Command + Send + Sync + 'static {
    const FAULT: RefusalSpec = UNKNOWN;

    /// How far it is; where it begins by default. Written as text it is kept, and read again.
    type Progress: Default + FromStr + Display;

    /// The next step.
    fn slice(
        &self,
        cx: &mut Cx<'_, '_>,
        caller: &Caller,
        progress: Self::Progress,
    ) -> Answer<Slice<Self::Progress, Self::Response>>;

    fn refused(_: &Params) -> Box<dyn WriteBody> {
        Box::new(Empty)
    }
}

/// A request of any command, read from its parameters.
pub enum Job {
    Run(Box<dyn RunJob>),
    Prepare(Box<dyn PrepareJob>),
    Order(Box<dyn OrderJob>),
    Advance(Box<dyn AdvanceJob>),
    Control(Box<dyn ControlJob>),
    Slices(Box<dyn SlicesJob>),
}

pub trait RunJob: Send + Sync {
    fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Box<dyn WriteBody>>;
}

/// The slow work of a job, which gives the job that is left.
pub type Work = Box<dyn FnOnce() -> Answer<Box<dyn RunJob>> + Send>;

pub trait PrepareJob: Send + Sync {
    fn find(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Work>;
}

pub trait OrderJob: Send + Sync {
    fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)>;
    fn answer(&self, cx: &mut Cx<'_, '_>, opened: Opened, ended: Ended) -> Answer<Box<dyn WriteBody>>;
}

pub trait AdvanceJob: Send + Sync {
    fn advance(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<()>;
    fn answer(&self, cx: &mut Cx<'_, '_>) -> Answer<Box<dyn WriteBody>>;
}

pub trait ControlJob: Send + Sync {
    fn act(&self, desk: Desk<'_>, caller: &Caller) -> Answer<Box<dyn WriteBody>>;
}

impl<T: Run> RunJob for T
where
    T::Response: 'static,
{
    fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Box<dyn WriteBody>> {
        Ok(Box::new(Run::run(self, cx, caller)?))
    }
}

impl<T: Prepare> PrepareJob for Arc<T>
where
    T::Response: 'static,
{
    fn find(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Work> {
        let request = Arc::clone(self);
        let found = T::find(&request, cx, caller)?;
        Ok(Box::new(move || {
            let made = request.make(found)?;
            Ok(Box::new(Prepared { request, made }))
        }))
    }
}

/// A request with what was made for it.
struct Prepared<T: Prepare> {
    request: Arc<T>,
    made: T::Made,
}

impl<T: Prepare> RunJob for Prepared<T>
where
    T::Response: 'static,
{
    fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Box<dyn WriteBody>> {
        Ok(Box::new(T::run(&self.request, cx, caller, &self.made)?))
    }
}

impl<T: Order> OrderJob for T
where
    T::Response: 'static,
{
    fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)> {
        Order::open(self, cx, caller)
    }

    fn answer(&self, cx: &mut Cx<'_, '_>, opened: Opened, ended: Ended) -> Answer<Box<dyn WriteBody>> {
        Ok(Box::new(Order::answer(self, cx, opened, ended)?))
    }
}

impl<T: Advance> AdvanceJob for T
where
    T::Response: 'static,
{
    fn advance(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<()> {
        Advance::advance(self, cx, caller)
    }

    fn answer(&self, cx: &mut Cx<'_, '_>) -> Answer<Box<dyn WriteBody>> {
        Ok(Box::new(Advance::answer(self, cx)?))
    }
}

impl<T: Control> ControlJob for T
where
    T::Response: 'static,
{
    fn act(&self, desk: Desk<'_>, caller: &Caller) -> Answer<Box<dyn WriteBody>> {
        Ok(Box::new(Control::act(self, desk, caller)?))
    }
}

/// A job of many steps. How far it is stands as text, and nothing where it begins.
pub trait SlicesJob: Send + Sync {
    fn slice(
        &self,
        cx: &mut Cx<'_, '_>,
        caller: &Caller,
        progress: &str,
    ) -> Answer<Slice<String, Box<dyn WriteBody>>>;
}

impl<T: Slices> SlicesJob for T
where
    T::Response: 'static,
{
    fn slice(
        &self,
        cx: &mut Cx<'_, '_>,
        caller: &Caller,
        progress: &str,
    ) -> Answer<Slice<String, Box<dyn WriteBody>>> {
        let progress = match progress {
            "" => T::Progress::default(),
            text => text.parse().map_err(|_| store::Error::Engine(format!("{text:?} is no progress")))?,
        };
        Ok(match T::slice(self, cx, caller, progress)? {
            Slice::More(progress) => Slice::More(progress.to_string()),
            Slice::Last(response) => Slice::Last(Box::new(response)),
        })
    }
}

/// How the list of commands runs one.
#[derive(Clone, Copy)]
pub struct Handler {
    pub parse: fn(&Params) -> Result<Job, Refusal>,
    pub refused: fn(&Params) -> Box<dyn WriteBody>,
    pub fault: RefusalSpec,
}

impl Handler {
    pub const fn run<T: Run>() -> Self
    where
        T::Response: 'static,
    {
        Handler {
            parse: |params| Ok(Job::Run(Box::new(T::parse(params)?))),
            refused: T::refused,
            fault: T::FAULT,
        }
    }

    pub const fn prepare<T: Prepare>() -> Self
    where
        T::Response: 'static,
    {
        Handler {
            parse: |params| Ok(Job::Prepare(Box::new(Arc::new(T::parse(params)?)))),
            refused: T::refused,
            fault: T::FAULT,
        }
    }

    pub const fn order<T: Order>() -> Self
    where
        T::Response: 'static,
    {
        Handler {
            parse: |params| Ok(Job::Order(Box::new(T::parse(params)?))),
            refused: T::refused,
            fault: T::FAULT,
        }
    }

    pub const fn slices<T: Slices>() -> Self
    where
        T::Response: 'static,
    {
        Handler {
            parse: |params| Ok(Job::Slices(Box::new(T::parse(params)?))),
            refused: T::refused,
            fault: T::FAULT,
        }
    }

    pub const fn advance<T: Advance>() -> Self
    where
        T::Response: 'static,
    {
        Handler {
            parse: |params| Ok(Job::Advance(Box::new(T::parse(params)?))),
            refused: T::refused,
            fault: T::FAULT,
        }
    }
    pub const fn control<T: Control>() -> Self
    where
        T::Response: 'static,
    {
        Handler {
            parse: |params| Ok(Job::Control(Box::new(T::parse(params)?))),
            refused: |_| Box::new(Empty),
            fault: UNKNOWN,
        }
    }
}
