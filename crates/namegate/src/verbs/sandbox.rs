//! `namegate sandbox`: the whole API with nothing to set up.

mod data_folder;
mod exposure;
mod listeners;
mod recurring;
mod running;
mod seed;
mod store_url;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use ipnet::IpNet;

use crate::config::{self, Config};
use crate::endpoints::{DataFolder, NoDataFolder};
use crate::failed;

/// Serve the whole API with play money, a simulated registry and real DNS answers
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    data: DataFolder,
    /// Keep nothing: a data folder that goes with the process
    #[arg(long, conflicts_with = "given")]
    ephemeral: bool,
    /// Where to listen for HTTP; port 0 picks a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8470")]
    http: SocketAddr,
    /// Where to listen for HTTPS
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8471")]
    https: SocketAddr,
    /// Where to answer DNS, UDP and TCP
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8473")]
    dns: SocketAddr,
    /// Where to listen as a forward proxy
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8478")]
    proxy: SocketAddr,
    /// The database: sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE [default: namegate.db in the data folder]
    #[arg(long, env = "NAMEGATE_STORE", value_name = "URL", hide_env_values = true)]
    store: Option<String>,
    /// The key of the account `sandbox` [default: sandbox]
    #[arg(long, env = "NAMEGATE_API_KEY", value_name = "KEY", hide_env_values = true)]
    api_key: Option<String>,
    /// A network from which the account may be called, besides loopback; may be repeated
    #[arg(long, value_name = "CIDR")]
    allow: Vec<IpNet>,
    /// A name under which this server may be asked; may be repeated
    #[arg(long, value_name = "HOST")]
    name: Vec<String>,
    /// Begin with a state that `namegate state export` wrote, where nothing is kept yet
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Take whatever would be random from this number, so that the same calls get the same answers
    #[arg(long, value_name = "N")]
    random_seed: Option<u64>,
    /// A settings file
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Why a sandbox did not start. Each is one line that says what to do.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    NoDataFolder(#[from] NoDataFolder),
    #[error(transparent)]
    DataFolder(#[from] data_folder::Error),
    #[error(transparent)]
    Config(#[from] config::Error),
    #[error("smtp in the settings file: {0}")]
    Smtp(String),
    #[error(transparent)]
    Exposed(#[from] exposure::Exposed),
    #[error(transparent)]
    StoreUrl(#[from] store_url::Unknown),
    #[error("{0}: choose another file with --store, or a folder you can write to with --data")]
    NotWritable(store::OpenError),
    #[error("{0}: start the newer program, or choose another database with --data or --store")]
    Newer(store::OpenError),
    #[error("{0}")]
    Open(store::OpenError),
    #[error(transparent)]
    Seed(#[from] seed::Error),
    #[error(transparent)]
    Listeners(#[from] listeners::Error),
    #[error("the database cannot be used: {0}")]
    Store(#[from] store::Error),
    #[error("the CA of what customers buy: {0}")]
    Ca(#[from] ca::Error),
    #[error("cannot write in the data folder: {0}")]
    Announce(std::io::Error),
}

impl From<store::OpenError> for Error {
    fn from(error: store::OpenError) -> Self {
        match error {
            store::OpenError::NotWritable { .. } => Error::NotWritable(error),
            store::OpenError::Newer { .. } => Error::Newer(error),
            _ => Error::Open(error),
        }
    }
}

/// Serves until SIGINT or SIGTERM.
pub async fn run(args: Args) -> ExitCode {
    start_log();
    match running::serve(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error.to_string()),
    }
}

/// The log goes to standard error; NAMEGATE_LOG sets what is in it, warnings and worse by default.
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("NAMEGATE_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

impl Args {
    fn config(&self) -> Result<Config, config::Error> {
        self.config.as_deref().map_or_else(|| Ok(Config::default()), Config::read)
    }
}
