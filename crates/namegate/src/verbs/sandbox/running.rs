//! The life of a sandbox: start, announce, serve, sweep, stop.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ca::BuiltinCa;
use dns::{Template, Zones};
use registrar::clock::RealClock;
use registrar::described::Described;
use registrar::entropy::{Entropy, SeededEntropy, SystemEntropy};
use registrar::follower::Follower;
use registrar::funds;
use registrar::runner::Runner;
use registrar::{clock_moves, oddities, sweeps};
use rules::money::Money;
use server::connection::serve_plain;
use server::edge_ca::{CERTIFICATE_FILE, EdgeCa};
use server::https::serve_tls;
use server::proxy_protocol::Listener;
use server::stop::{Stop, Stopper};
use server::{proxy, stop};
use store::AccountState;
use tokio::signal::unix::{SignalKind, signal};

use super::data_folder::LockedFolder;
use super::listeners::{self, Listeners};
use super::{Args, Error, exposure, recurring, seed, store_url};
use crate::config::{Account, Config, LOOPBACK};
use crate::endpoints::Endpoints;
use crate::wiring::{self, USER, Wired};
use crate::zone_server::ZoneServer;

/// Play money of a new sandbox.
const OPENING_BALANCE: Money = Money::usd(10_000 * 10_000);
/// How long calls under way may take to finish after a signal.
const GRACE: Duration = Duration::from_secs(10);

pub async fn serve(args: Args) -> Result<(), Error> {
    let api_key = exposure::key(&args)?;
    let config = args.config()?;
    let smtp = config.smtp.as_ref().map(|smtp| smtp.transport()).transpose().map_err(Error::Smtp)?;
    let folder =
        if args.ephemeral { LockedFolder::ephemeral()? } else { LockedFolder::open(args.data.path()?)? };
    let store = store_url::open(args.store.as_deref(), folder.path())?;
    let zones = zones();
    let listeners = Listeners::bind(&args, zones.clone()).await?;
    let pages = listeners.pages(&args.name).map_err(Error::Announce)?;
    let runner = wiring::runner(Wired {
        store: store.clone(),
        zones: zones.clone(),
        config: &config,
        authority: BuiltinCa::open(folder.path(), Some(pages.clone()))?,
        pages,
        accounts: accounts(&config, &args, &api_key),
        entropy: entropy(&args),
    });
    if let Some(file) = &args.seed {
        seed::plant(&runner, file).await?;
    }
    let follower = prepare(&runner, &zones).await?;
    let application = wiring::application(runner.clone(), &config, args.name.clone());
    let listeners = listeners.behind(config.gate.proxies());
    let jobs = recurring::Jobs { runner, smtp, follower };
    let served = serve_and_announce(listeners, application, jobs, folder.path(), api_key).await;
    store.close();
    served
}

#[allow(
    clippy::expect_used,
    reason = "the default template is a constant, and a test of its crate builds it"
)]
fn zones() -> Zones {
    Zones::new(&Template::default()).expect("the default template is sound")
}

/// The system's, or what follows from `--random-seed`.
fn entropy(args: &Args) -> Arc<dyn Entropy> {
    match args.random_seed {
        Some(seed) => Arc::new(SeededEntropy::new(seed)),
        None => Arc::new(SystemEntropy::default()),
    }
}

/// The sandbox's own account and those of the settings file.
fn accounts(config: &Config, args: &Args, api_key: &str) -> Vec<Described> {
    let allowed = LOOPBACK.iter().map(ToString::to_string).chain(args.allow.iter().map(ToString::to_string));
    let own = Described {
        user_name: USER.to_owned(),
        parent: None,
        api_key: Some(api_key.to_owned()),
        state: AccountState::Active,
        allowed: allowed.collect::<Vec<_>>().join(" "),
        opening_balance: OPENING_BALANCE,
    };
    [own].into_iter().chain(config.account.iter().map(Account::described)).collect()
}

/// The clock and the oddities as they were, accounts as the settings say, orders that a crash left open, and every zone to
/// the name server. Who follows what other processes change from then on comes back.
async fn prepare(runner: &Runner, zones: &Zones) -> Result<Option<Follower>, store::Error> {
    let follower = Follower::from_now(runner, Arc::new(RealClock)).await?;
    clock_moves::resume(runner)?;
    oddities::resume(runner)?;
    for account in runner.accounts() {
        funds::describe(runner, account.clone()).await?;
    }
    sweeps::zones::load(runner, &ZoneServer(zones.clone())).await?;
    sweeps::run(runner, runner.now()).await?;
    Ok(follower)
}

async fn serve_and_announce(
    listeners: Listeners,
    application: axum::Router,
    jobs: recurring::Jobs,
    folder: &Path,
    api_key: String,
) -> Result<(), Error> {
    let ca = Arc::new(EdgeCa::open(folder).map_err(|error| listeners::Error::EdgeCa(error.to_string()))?);
    let endpoints = endpoints(&listeners, folder, api_key)?;
    let (stopper, stop) = stop::channel();
    let signals = Signals::listen().map_err(Error::Announce)?;
    let name_server = spawn(listeners, application, ca, &stop)?;
    recurring::start(jobs, stop);
    endpoints.write(folder).map_err(Error::Announce)?;
    banner(&endpoints, folder);
    signals.wait().await;
    let removed = Endpoints::remove(folder).map_err(Error::Announce);
    finish(stopper, name_server).await;
    removed
}

/// Starts every listener; the name server, which has threads of its own, comes back.
fn spawn(
    listeners: Listeners,
    application: axum::Router,
    ca: Arc<EdgeCa>,
    stop: &Stop,
) -> Result<dns::Server, listeners::Error> {
    let Listeners { http, https, proxy, name_server, proxies } = listeners;
    let behind = |socket| Listener::behind(socket, proxies.clone());
    let unfit = |error: &dyn std::error::Error| listeners::Error::EdgeCa(error.to_string());
    let tls = serve_tls(behind(https), Arc::clone(&ca), application.clone(), stop.clone())
        .map_err(|e| unfit(&e))?;
    let proxied = proxy::serve(proxy, ca, application.clone(), proxy::Settings::default(), stop.clone());
    let proxied = proxied.map_err(|e| unfit(&e))?;
    tokio::spawn(serve_plain(behind(http), application, stop.clone()));
    tokio::spawn(tls);
    tokio::spawn(proxied);
    Ok(name_server)
}

fn endpoints(listeners: &Listeners, folder: &Path, api_key: String) -> Result<Endpoints, Error> {
    let local = |listener: &tokio::net::TcpListener| listener.local_addr().map_err(Error::Announce);
    Ok(Endpoints {
        http: format!("http://{}", local(&listeners.http)?),
        https: format!("https://{}", local(&listeners.https)?),
        dns: listeners.name_server.local_addr().to_string(),
        proxy: format!("http://{}", local(&listeners.proxy)?),
        api_user: USER.to_owned(),
        api_key,
        ca: folder.join(CERTIFICATE_FILE),
    })
}

/// Says where everything is; not the key, unless it is the public one.
fn banner(endpoints: &Endpoints, folder: &Path) {
    let key = if endpoints.api_key == "sandbox" { "sandbox" } else { "as given" };
    let text = format!(
        "namegate sandbox\n  API    {}/xml.response\n  HTTPS  {}/xml.response\n  DNS    {}\n  proxy  {}\n  \
         user   {}, key {key}\n  data   {}\n",
        endpoints.http,
        endpoints.https,
        endpoints.dns,
        endpoints.proxy,
        endpoints.api_user,
        folder.display(),
    );
    // Who closed standard output does not want to read it.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

async fn finish(stopper: Stopper, name_server: dns::Server) {
    stopper.stop();
    if tokio::time::timeout(GRACE, stopper.drained()).await.is_err() {
        tracing::warn!("some connections did not finish in time");
    }
    let stopping = tokio::task::spawn_blocking(move || name_server.shutdown());
    if stopping.await.is_err() {
        tracing::error!("the name server did not stop in order");
    }
}

/// SIGINT and SIGTERM.
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Signals {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
