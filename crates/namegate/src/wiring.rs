//! Puts the parts together: the only place that knows which part is wired to which.

use std::sync::Arc;

use axum::Router;
use ca::BuiltinCa;
use dns::{Lookup, Zones};
use outbound::Door;
use registrar::audit::numbers::Numbers;
use registrar::clock::RealClock;
use registrar::controls::Controls;
use registrar::described::Described;
use registrar::entropy::Entropy;
use registrar::ports::builtin_registry::BuiltinRegistry;
use registrar::ports::inbox::Inbox;
use registrar::ports::outbox::Outbox;
use registrar::runner::{Parts, Runner};
use registrar::settings::Settings;
use registrar::world_clock::WorldClock;
use server::app::App;
use server::gate::browser::Names;
use server::gate::wrong_keys::WrongKeys;
use server::metrics::Metrics;
use server::router::router;
use store::Store;

use crate::config::Config;
use crate::zone_server::ZoneServer;

/// The account that a sandbox begins with.
pub const USER: &str = "sandbox";

/// What the registrar of a sandbox is made of, besides what every sandbox has.
pub struct Wired<'a> {
    pub store: Store,
    pub zones: Zones,
    pub config: &'a Config,
    pub authority: BuiltinCa,
    /// Where people find its pages.
    pub pages: String,
    /// Those of the settings.
    pub accounts: Vec<Described>,
    pub entropy: Arc<dyn Entropy>,
}

/// The registrar of a sandbox: the built-in registry and certificate authority, the inbox or the way out,
/// and the name server's zones.
pub fn runner(wired: Wired<'_>) -> Runner {
    let Wired { store, zones, config, authority, pages, accounts, entropy } = wired;
    let validation = &config.validation;
    let door = Door::new(Lookup::new(zones.clone(), validation.resolver), validation.door());
    Runner::new(Parts {
        store,
        world_clock: WorldClock::over(Arc::new(RealClock)),
        audit: Numbers::drawn(&*entropy),
        entropy,
        settings: Settings {
            redirector: config.redirector,
            pages,
            approve_at_once: validation.approves_at_once(),
            ..Settings::default()
        },
        zones: Arc::new(ZoneServer(zones)),
        registry: Arc::new(BuiltinRegistry::default()),
        mailer: if config.smtp.is_some() { Arc::new(Outbox) } else { Arc::new(Inbox) },
        accounts,
        controls: Controls::overseen_by(USER),
        authority: Arc::new(authority),
        outbound: Arc::new(door),
    })
}

/// The HTTP application of a sandbox over its registrar.
pub fn application(runner: Runner, config: &Config, names: Vec<String>) -> Router {
    router(App {
        runner,
        real_clock: Arc::new(RealClock),
        names: Names(names),
        denied: Arc::new(config.gate.denied()),
        trusted_proxies: config.gate.trusted_proxies(),
        wrong_keys: Arc::new(WrongKeys::new(config.gate.lockout())),
        rate_limit: config.rate_limit.limit(),
        metrics: Metrics::default(),
        is_sandbox: true,
        server_name: config.server_name.clone(),
        ssl_form: config.ssl_form(),
    })
}
