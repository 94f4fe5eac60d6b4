//! The connection by which this process follows others: it reads what they fed, hears that there is something to read,
//! and says so to them. What is said (NOTIFY) is a hint, in a transaction of its own beside those that write: a COMMIT that
//! notifies takes a lock that all others of its kind wait for. A server without notifications is only read.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep_until};

use super::connection::PgConnection;
use super::fault::words;
use super::scans;
use super::session::Session;
use crate::engine::{Job, Row, Shared};
use crate::error::{Error, OpenError};

/// Between two hints at least, however many transactions there are.
const PAUSE: Duration = Duration::from_millis(25);

/// What the thread of the connection is asked for.
pub(super) enum Ask {
    Read(Box<dyn Job>),
    Tell,
    Close,
}

/// What writers leave for the connection.
pub(super) struct Hints {
    process: String,
    asks: UnboundedSender<Ask>,
    /// A hint is on its way that was not said yet.
    told: AtomicBool,
    heard: Notify,
    /// Writers of this process whose changes may have gone to nobody.
    disowned: Mutex<HashSet<String>>,
}

impl Hints {
    /// Has others hear that zones were changed.
    pub(super) fn tell(&self) {
        if !self.told.swap(true, Ordering::SeqCst) {
            // Nobody is there any more once the store is closed.
            let _ = self.asks.send(Ask::Tell);
        }
    }

    /// Has the changes of a writer followed, as they may not have gone to the name server.
    pub(super) fn disown(&self, writer: String) {
        // Nothing panics under this lock.
        self.disowned.lock().unwrap_or_else(PoisonError::into_inner).insert(writer);
        self.heard.notify_one();
    }
}

/// The side of those who follow.
pub(super) struct Follow(Arc<Hints>);

impl Follow {
    pub(super) fn new(process: &str) -> (Self, UnboundedReceiver<Ask>) {
        let (asks, asked) = unbounded_channel();
        let hints = Hints {
            process: process.to_owned(),
            asks,
            told: AtomicBool::new(false),
            heard: Notify::new(),
            disowned: Mutex::default(),
        };
        (Follow(Arc::new(hints)), asked)
    }

    pub(super) fn hints(&self) -> Arc<Hints> {
        Arc::clone(&self.0)
    }

    pub(super) fn close(&self) {
        let _ = self.0.asks.send(Ask::Close);
    }
}

impl Shared for Follow {
    fn read(&self, job: Box<dyn Job>) {
        if let Err(unsent) = self.0.asks.send(Ask::Read(job))
            && let Ask::Read(job) = unsent.0
        {
            job.answer(Err(Error::Closed));
        }
    }

    fn hint(&self) -> &Notify {
        &self.0.heard
    }

    fn is_own(&self, writer: &str) -> bool {
        let rest = writer.strip_prefix(&self.0.process);
        rest.is_some_and(|rest| rest.starts_with('-'))
            && !self.0.disowned.lock().unwrap_or_else(PoisonError::into_inner).contains(writer)
    }
}

/// Serves until it is closed.
pub(super) fn serve(mut asked: UnboundedReceiver<Ask>, hints: &Arc<Hints>, session: &Session) {
    let mut line = Line { hints, session, notify: None, connection: None, next_hint: Instant::now() };
    loop {
        let ask = match &line.connection {
            Some(connection) => connection.wait_for(asked.recv()),
            None => asked.blocking_recv(),
        };
        match ask {
            Some(Ask::Read(mut job)) if !job.abandoned() => {
                let outcome = line.read(&mut *job);
                job.answer(outcome);
            }
            Some(Ask::Read(_)) => {}
            Some(Ask::Tell) => line.tell(),
            Some(Ask::Close) | None => return,
        }
    }
}

struct Line<'s> {
    hints: &'s Arc<Hints>,
    session: &'s Session,
    /// The statement that gives a hint; `None` where the server knows none.
    notify: Option<String>,
    connection: Option<PgConnection>,
    /// When the next hint may be given.
    next_hint: Instant,
}

impl Line<'_> {
    fn read(&mut self, job: &mut dyn Job) -> Result<(), Error> {
        let Line { hints, session, notify, connection, .. } = self;
        let connect = || {
            let (connection, statement) = connected(session, hints)?;
            *notify = statement;
            Ok(connection)
        };
        scans::scan(session, connection, connect, job)
    }

    /// Gives a hint. Should the connection be gone, others find by themselves what there is.
    fn tell(&mut self) {
        let (Some(connection), Some(notify)) = (&mut self.connection, &self.notify) else {
            self.hints.told.store(false, Ordering::SeqCst);
            return;
        };
        let next_hint = self.next_hint;
        // A timer is made where its runtime is.
        connection.wait_for(async move { sleep_until(next_hint).await });
        // What is committed from here on is for the next hint.
        self.hints.told.store(false, Ordering::SeqCst);
        if let Err(error) = connection.control(notify) {
            tracing::warn!(error = words(&error), "other processes were given no hint");
            self.connection = None;
        }
        self.next_hint = Instant::now() + PAUSE;
    }
}

/// A connection that hears hints, and the statement that gives one.
fn connected(session: &Session, hints: &Arc<Hints>) -> Result<(PgConnection, Option<String>), OpenError> {
    let heard = Arc::clone(hints);
    let hear = move |process: &str| {
        if process != heard.process {
            heard.heard.notify_one();
        }
    };
    let mut connection = session.connect_and_hear(Some(session.limits().scan), Box::new(hear))?;
    let notify = listen(&mut connection, &hints.process);
    Ok((connection, notify))
}

fn listen(connection: &mut PgConnection, process: &str) -> Option<String> {
    // Notifications are those of a database: each schema has a channel of its own.
    let rows = connection.rows("SELECT 'namegate_' || md5(current_schema())", &[]).ok()?;
    let channel = rows.first().and_then(|row| row.text(0).ok())?;
    // A hint need not survive the server, and operators may want to tell this connection from others. Where this is unknown,
    // nothing is lost.
    let _ = connection.control("SET synchronous_commit = off");
    let _ = connection.control("SET application_name = 'namegate-follow'");
    match connection.control(&format!("LISTEN {channel}")) {
        Ok(_) => Some(format!("NOTIFY {channel}, '{process}'")),
        Err(error) => {
            tracing::info!(error = words(&error), "no hints from other processes: they are looked for");
            None
        }
    }
}
