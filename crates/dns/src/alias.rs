//! ALIAS targets outside our zones: looked up in the background, never while a question waits.

mod refresh;

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, ToSocketAddrs};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

pub(crate) use refresh::Refreshing;

use crate::table::{Change, Keyed, Table};

/// The addresses of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    pub v4: Vec<Ipv4Addr>,
    pub v6: Vec<Ipv6Addr>,
    /// Seconds until they are looked up again; kept between 60 and 3,600.
    pub ttl: u32,
}

/// Looks up the targets of ALIAS records.
pub trait AliasResolver: Send + Sync + 'static {
    /// The addresses of `name` (no closing dot); none when it has none. May block. After an error the last good
    /// answer stays, and the name is tried again a minute later.
    fn resolve(&self, name: &str) -> io::Result<Addresses>;
}

/// The resolver of the operating system. It tells no TTL: names are looked up every five minutes.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl AliasResolver for SystemResolver {
    fn resolve(&self, name: &str) -> io::Result<Addresses> {
        let mut addresses = Addresses { ttl: 300, ..Addresses::default() };
        // With the closing dot no search list is tried.
        for found in (format!("{name}."), 0).to_socket_addrs()? {
            match found.ip() {
                IpAddr::V4(v4) => addresses.v4.push(v4),
                IpAddr::V6(v6) => addresses.v6.push(v6),
            }
        }
        Ok(addresses)
    }
}

/// What is known of the targets that the zones name, and when each is due.
pub(crate) struct Aliases {
    known: Table<Known>,
    schedule: Mutex<Schedule>,
    changed: Condvar,
}

struct Known {
    target: Box<[u8]>,
    addresses: Addresses,
}

impl Keyed for Known {
    fn key(&self) -> &[u8] {
        &self.target
    }
}

#[derive(Default)]
struct Schedule {
    targets: HashMap<Box<[u8]>, Target>,
    /// `None` is due at once. A target being looked up is not in here.
    due: BTreeSet<(Option<Instant>, Box<[u8]>)>,
}

struct Target {
    /// ALIAS records that name it.
    records: usize,
    due: Option<Instant>,
}

impl Aliases {
    pub(crate) fn new() -> Self {
        Aliases { known: Table::new(), schedule: Mutex::default(), changed: Condvar::new() }
    }

    /// What `read` makes of the addresses of a target on the wire; `None` while they are not known.
    pub(crate) fn read<R>(&self, target: &[u8], read: impl FnOnce(&Addresses) -> R) -> Option<R> {
        self.known.read(target, |known| read(&known.addresses))
    }

    /// ALIAS records have come and gone with these targets.
    pub(crate) fn want<'t>(
        &self,
        come: impl Iterator<Item = &'t [u8]>,
        gone: impl Iterator<Item = &'t [u8]>,
    ) {
        let (mut come, mut gone) = (come.peekable(), gone.peekable());
        // Most zones have none.
        if come.peek().is_none() && gone.peek().is_none() {
            return;
        }
        let mut schedule = self.schedule();
        come.for_each(|target| schedule.add(target));
        for target in gone.filter(|target| schedule.drop_one(target)).collect::<Vec<_>>() {
            self.known.update(target, |_| Change::Clear);
        }
        self.changed.notify_all();
    }

    fn schedule(&self) -> MutexGuard<'_, Schedule> {
        // Nothing in here panics half-way.
        self.schedule.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Schedule {
    fn add(&mut self, target: &[u8]) {
        let known = self.targets.entry(target.into()).or_insert_with(|| {
            self.due.insert((None, target.into()));
            Target { records: 0, due: None }
        });
        known.records += 1;
    }

    /// Returns whether no record names the target any more.
    fn drop_one(&mut self, target: &[u8]) -> bool {
        let Some(known) = self.targets.get_mut(target) else { return false };
        known.records -= 1;
        if known.records > 0 {
            return false;
        }
        let due = known.due;
        self.targets.remove(target);
        self.due.remove(&(due, target.into()));
        true
    }

    /// Returns whether the target is still wanted.
    fn set_due(&mut self, target: &[u8], due: Instant) -> bool {
        let Some(known) = self.targets.get_mut(target) else { return false };
        self.due.remove(&(known.due, target.into()));
        known.due = Some(due);
        self.due.insert((Some(due), target.into()));
        true
    }
}
