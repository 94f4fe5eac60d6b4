//! Runs use cases in transactions: opens what is asked for, commits, retries, and hands changed zones on before the
//! caller hears of them. Commands, sweeps and jobs all come through here.

use std::sync::Arc;
use std::time::Duration;

use store::{End, Error, Feed, Store, Tx, Written};

use crate::audit::numbers::Numbers;
use crate::calls::Calls;
use crate::clock::Clock;
use crate::controls::Controls;
use crate::described::Described;
use crate::entropy::Entropy;
use crate::oddities::in_force::Oddities;
use crate::ports::ca::CertificateAuthority;
use crate::ports::mail::Mailer;
use crate::ports::outbound::Outbound;
use crate::ports::registry::Registry;
use crate::settings::Settings;
use crate::shown::Shown;
use crate::world_clock::WorldClock;
use crate::zone_sink::ZoneSink;

/// What a use case works with.
pub struct Cx<'a, 'c> {
    pub tx: &'a mut Tx<'c>,
    /// World time, unix seconds.
    pub now: i64,
    pub settings: &'a Settings,
    pub entropy: &'a dyn Entropy,
    pub registry: &'a dyn Registry,
    pub mailer: &'a dyn Mailer,
    /// The accounts of the settings.
    pub accounts: &'a [Described],
    pub audit: &'a Numbers,
    pub oddities: Oddities,
    /// What the caller is shown of a zone, where that has to be kept: see [`crate::zone_merge`].
    pub shown: Option<Shown>,
}

/// The parts a runner is made of.
pub struct Parts {
    pub store: Store,
    pub world_clock: WorldClock,
    pub entropy: Arc<dyn Entropy>,
    pub settings: Settings,
    pub zones: Arc<dyn ZoneSink>,
    pub registry: Arc<dyn Registry>,
    pub mailer: Arc<dyn Mailer>,
    /// The accounts of the settings.
    pub accounts: Vec<Described>,
    pub controls: Controls,
    /// For the entries of the audit log.
    pub audit: Numbers,
    pub authority: Arc<dyn CertificateAuthority>,
    pub outbound: Arc<dyn Outbound>,
}

/// Runs use cases; clones share what it is made of.
#[derive(Clone)]
pub struct Runner(Arc<Parts>, Arc<Calls>);

impl Runner {
    pub fn new(parts: Parts) -> Self {
        let zones = Arc::clone(&parts.zones);
        parts.registry.keep_in(&parts.store);
        parts.store.on_unclaimed(move |changed| zones.install(changed));
        Runner(Arc::new(parts), Arc::default())
    }

    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub fn registry(&self) -> &dyn Registry {
        &*self.0.registry
    }

    pub fn authority(&self) -> &dyn CertificateAuthority {
        &*self.0.authority
    }

    pub fn outbound(&self) -> &dyn Outbound {
        &*self.0.outbound
    }

    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What this process holds in memory beside the store.
    pub fn controls(&self) -> &Controls {
        &self.0.controls
    }

    pub fn world_clock(&self) -> &WorldClock {
        &self.0.world_clock
    }

    /// The accounts of the settings.
    pub fn accounts(&self) -> &[Described] {
        &self.0.accounts
    }

    /// Where changed zones go.
    pub fn zones(&self) -> &dyn ZoneSink {
        &*self.0.zones
    }

    /// The calls under way that write.
    pub fn calls(&self) -> &Calls {
        &self.1
    }

    /// World time, unix seconds.
    pub fn now(&self) -> i64 {
        self.0.world_clock.now()
    }

    /// A short read on the calling thread.
    pub fn read<T>(&self, mut f: impl FnMut(&mut Cx<'_, '_>) -> Result<T, Error>) -> Result<T, Error> {
        let now = self.now();
        self.0.store.read(|tx| f(&mut self.0.cx(tx, now)))
    }

    /// A long read beside the short ones.
    pub async fn scan<T: Send + 'static>(
        &self,
        mut f: impl FnMut(&mut Cx<'_, '_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (parts, now) = (Arc::clone(&self.0), self.now());
        self.0.store.scan(move |tx| f(&mut parts.cx(tx, now))).await
    }

    /// A read beside all others, for following other processes.
    pub async fn follow<T: Send + 'static>(
        &self,
        feed: &Feed,
        mut f: impl FnMut(&mut Cx<'_, '_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (parts, now) = (Arc::clone(&self.0), self.now());
        feed.read(move |tx| f(&mut parts.cx(tx, now))).await
    }

    /// A writing transaction. Its changed zones are answered before this returns.
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut Cx<'_, '_>) -> Result<End<T>, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let written = self.0.store.write(self.0.clone().over(f)).await?;
        Ok(self.handed_on(written))
    }

    /// As [`Runner::write`], for a transaction that may take longer than most.
    pub async fn write_within<T: Send + 'static>(
        &self,
        budget: Duration,
        f: impl FnMut(&mut Cx<'_, '_>) -> Result<End<T>, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let written = self.0.store.write_within(budget, self.0.clone().over(f)).await?;
        Ok(self.handed_on(written))
    }

    fn handed_on<T>(&self, written: Written<T>) -> T {
        if !written.changed.is_empty() {
            self.0.zones.install(written.changed);
        }
        written.value
    }
}

impl Parts {
    /// Work over a context as work over a transaction. It asks for the time when it begins, and again when it is run
    /// again: a clock that was set back meanwhile counts.
    fn over<T>(
        self: Arc<Self>,
        mut f: impl FnMut(&mut Cx<'_, '_>) -> Result<End<T>, Error>,
    ) -> impl FnMut(&mut Tx<'_>) -> Result<End<T>, Error> {
        move |tx| f(&mut self.cx(tx, self.world_clock.now()))
    }

    fn cx<'a, 'c>(&'a self, tx: &'a mut Tx<'c>, now: i64) -> Cx<'a, 'c> {
        Cx {
            tx,
            now,
            settings: &self.settings,
            entropy: &*self.entropy,
            registry: &*self.registry,
            mailer: &*self.mailer,
            accounts: &self.accounts,
            audit: &self.audit,
            oddities: self.controls.oddities.get(),
            shown: None,
        }
    }
}
