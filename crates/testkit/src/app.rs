//! The app: every part the binary has, on a socket of this machine.

use std::net::SocketAddr;
use std::sync::Arc;

use ca::BuiltinCa;
use dns::Lookup;
use outbound::Door;
use registrar::audit::numbers::Numbers;
use registrar::clock::{Clock, SetClock};
use registrar::clock_moves;
use registrar::controls::Controls;
use registrar::follower::Follower;
use registrar::funds;
use registrar::oddities;
use registrar::ports::ca::CertificateAuthority;
use registrar::runner::{Parts, Runner};
use registrar::settings::Settings;
use registrar::sweeps;
use registrar::world_clock::WorldClock;
use registrar::zone_sink::ZoneSink;
use server::app::App;
use server::connection::serve_plain;
use server::gate::browser::Names;
use server::gate::rate_limit::RateLimit;
use server::gate::wrong_keys::WrongKeys;
use server::metrics::Metrics;
use server::proxy_protocol::Listener;
use server::router::router;
use server::stop::{self, Stopper};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::answer::Answer;
use crate::connection::Connection;
use crate::database::Database;
use crate::parameters::{encode, globals, registration};
use crate::setup::{REAL_START, Setup, WORLD_START, loopback};
use crate::told_zones::ToldZones;

/// A running app. It ends with the test.
pub struct TestApp {
    pub address: SocketAddr,
    pub runner: Runner,
    /// What world time is made of, beside how far commands moved it.
    pub world_clock: Arc<SetClock>,
    pub real_clock: Arc<SetClock>,
    pub zones: Arc<ToldZones>,
    database: Database,
    following: Option<JoinHandle<()>>,
    _stopper: Stopper,
}

impl TestApp {
    /// Starts an app over a new store.
    pub async fn start(setup: Setup) -> TestApp {
        TestApp::start_over(Database::fresh(), setup, WORLD_START).await
    }

    /// Starts an app over a new database that others can share, and another one beside it, each of these settings.
    pub async fn two(setup: impl Fn() -> Setup) -> [TestApp; 2] {
        let one = TestApp::start_over(Database::shared(), setup(), WORLD_START).await;
        let other = one.beside(setup()).await;
        [one, other]
    }

    /// Another app over the same database, as a process of its own.
    pub async fn beside(&self, setup: Setup) -> TestApp {
        TestApp::start_over(self.database.clone(), setup, self.world_clock.now()).await
    }

    /// Ends as a crash does, in the middle of whatever is under way, and starts again over the same store.
    pub async fn crash(self, setup: Setup) -> TestApp {
        self.runner.store().close();
        TestApp::start_over(self.database.clone(), setup, self.world_clock.now()).await
    }

    async fn start_over(database: Database, setup: Setup, world_time: i64) -> TestApp {
        let store = database.open();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a listener");
        let address = listener.local_addr().expect("an address");
        let world_clock = Arc::new(SetClock::at(world_time));
        let real_clock = Arc::new(SetClock::at(REAL_START));
        let zones = Arc::new(ToldZones::default());
        let pages = format!("http://{address}");
        let door = outbound::Settings { http_port: setup.validation_port, allowed: loopback() };
        let door = Door::new(Lookup::new(zones.served.clone(), None), door);
        let runner = Runner::new(Parts {
            store,
            world_clock: WorldClock::over(Arc::clone(&world_clock) as Arc<dyn Clock>),
            audit: Numbers::drawn(&*setup.entropy),
            entropy: setup.entropy,
            settings: Settings {
                pages: pages.clone(),
                approve_at_once: setup.approve_at_once,
                ..Settings::default()
            },
            zones: Arc::clone(&zones) as Arc<dyn ZoneSink>,
            registry: setup.registry,
            accounts: setup.accounts,
            controls: Controls::overseen_by(setup.overseer),
            authority: setup.authority.unwrap_or_else(|| built_in(pages)),
            outbound: Arc::new(door),
            mailer: setup.mailer,
        });
        let follower = Follower::from_now(&runner, Arc::clone(&real_clock) as Arc<dyn Clock>).await;
        clock_moves::resume(&runner).expect("the clock");
        oddities::resume(&runner).expect("the oddities");
        for account in runner.accounts() {
            funds::describe(&runner, account.clone()).await.expect("an account");
        }
        sweeps::zones::load(&runner, &*zones).await.expect("the zones");
        let following = follower.expect("the feed").map(|follower| tokio::spawn(follower.run()));
        let app = router(App {
            runner: runner.clone(),
            real_clock: Arc::clone(&real_clock) as Arc<dyn Clock>,
            names: Names(setup.names),
            denied: Arc::new(setup.denied),
            trusted_proxies: setup.trusted_proxies,
            wrong_keys: Arc::new(WrongKeys::new(setup.lockout)),
            rate_limit: RateLimit::new(setup.budgets, setup.form),
            is_sandbox: setup.is_sandbox,
            server_name: "TEST".into(),
            ssl_form: setup.ssl_form,
            metrics: Metrics::default(),
        });
        let (stopper, stop) = stop::channel();
        tokio::spawn(serve_plain(Listener::behind(listener, setup.proxies), app, stop));
        TestApp { address, runner, world_clock, real_clock, zones, database, following, _stopper: stopper }
    }

    /// The database of the store.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Moves world time on.
    pub fn world_passes(&self, seconds: i64) {
        self.world_clock.set(self.world_clock.now() + seconds);
    }

    /// Moves real time on.
    pub fn real_time_passes(&self, seconds: i64) {
        self.real_clock.set(self.real_clock.now() + seconds);
    }

    /// Calls a command as an account that acts on itself. A parameter of the name of a global one stands in for it.
    pub async fn call(&self, user: &str, command: &str, params: &[(&str, &str)]) -> Answer {
        let globals = globals(user, command);
        let kept = globals.iter().filter(|(have, _)| params.iter().all(|(name, _)| name != have));
        let all: Vec<(&str, &str)> =
            kept.map(|(n, v)| (n.as_str(), v.as_str())).chain(params.iter().copied()).collect();
        self.post(&all).await
    }

    /// A POST with a form body of exactly these parameters.
    pub async fn post(&self, params: &[(&str, &str)]) -> Answer {
        self.exchange(self.post_request(&encode(params)).as_bytes()).await
    }

    /// The octets of a POST with this form body.
    pub fn post_request(&self, form: &str) -> String {
        format!(
            "POST /xml.response HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{form}",
            self.address,
            form.len()
        )
    }

    /// A GET of a path.
    pub async fn get(&self, path: &str) -> Answer {
        self.exchange(format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).as_bytes()).await
    }

    /// Sends octets on a connection of their own and reads one answer.
    pub async fn exchange(&self, octets: &[u8]) -> Answer {
        let mut connection = self.connect().await;
        connection.send(octets).await;
        connection.answer().await
    }

    pub async fn connect(&self) -> Connection {
        Connection::open(self.address).await
    }

    /// Asks for a domain for one year, with `more` parameters.
    pub async fn create(&self, user: &str, name: &str, more: &[(&str, &str)]) -> Answer {
        let params = registration(name, more);
        let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.call(user, "namecheap.domains.create", &params).await
    }

    /// Registers a domain, which must succeed.
    pub async fn register(&self, user: &str, name: &str) {
        let answer = self.create(user, name, &[]).await;
        assert_eq!(answer.attribute("Registered"), "true", "{}", answer.text());
    }

    /// The funds of an account, as getBalances shows them.
    pub async fn balance(&self, user: &str) -> String {
        self.call(user, "namecheap.users.getBalances", &[]).await.attribute("AvailableBalance")
    }
}

/// Whoever follows holds the store open.
impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(following) = &self.following {
            following.abort();
        }
    }
}

fn built_in(pages: String) -> Arc<dyn CertificateAuthority> {
    Arc::new(BuiltinCa::ephemeral(Some(pages)).expect("a CA"))
}
